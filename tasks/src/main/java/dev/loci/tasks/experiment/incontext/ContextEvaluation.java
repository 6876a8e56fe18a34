package dev.loci.tasks.experiment.incontext;

import dev.loci.models.Generation;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.graph.ContextStar;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Asks a model about stars that it has not seen. */
final class ContextEvaluation {
  private final boolean teacherless;
  private final Tensor prompts;
  private final ContextBatch batch;
  private final int[][] targets;

  ContextEvaluation(ContextSettings settings, ContextStars stars) {
    teacherless = settings.teacherless();
    SequenceEncoder encoder = stars.encoder();
    ContextStar.Example[] examples =
        IntStream.range(0, settings.testExamples())
            .mapToObj(stars::test)
            .toArray(ContextStar.Example[]::new);
    batch = new ContextBatch(examples.length, encoder.context(examples[0]));
    targets = new int[examples.length][];
    int[] tokens = {};
    for (int i = 0; i < examples.length; i++) {
      batch.put(i, encoder.context(examples[i]));
      targets[i] = encoder.pathTargets(examples[i].path());
      int[] prefix = encoder.contextPrefix(examples[i]);
      tokens = i == 0 ? new int[examples.length * prefix.length] : tokens;
      System.arraycopy(prefix, 0, tokens, i * prefix.length, prefix.length);
    }
    batch.changed();
    prompts = Tensor.wrap(tokens, examples.length, tokens.length / examples.length);
  }

  /**
   * Accuracies as shares.
   *
   * @param exact paths told without a mistake
   * @param free by place, tokens that are right when the model reads its own
   * @param forced the same when it reads the true ones before them
   */
  record Measurement(double exact, double[] free, double[] forced) {}

  Measurement measure(SequenceModel model) {
    Tensor forced = batch.forced(model);
    Tensor said = teacherless ? forced : Generation.greedy(model, prompts, targets[0].length);
    long exact =
        IntStream.range(0, targets.length)
            .filter(i -> Arrays.equals(said.select(0, i).toIntArray(), targets[i]))
            .count();
    return new Measurement((double) exact / targets.length, right(said), right(forced));
  }

  /** The share of paths whose i-th token is right, for each i. */
  private double[] right(Tensor said) {
    int[] tokens = said.contiguous().toIntArray();
    int n = targets[0].length;
    double[] right = new double[n];
    for (int i = 0; i < tokens.length; i++) {
      right[i % n] += tokens[i] == targets[i / n][i % n] ? 1 : 0;
    }
    return Arrays.stream(right).map(hits -> hits / targets.length).toArray();
  }
}
