package dev.loci.tasks.experiment.incontext;

import dev.loci.autograd.Tape;
import dev.loci.models.Generation;
import dev.loci.models.SequenceModel;
import dev.loci.tasks.experiment.SequenceBatch;
import dev.loci.tasks.graph.ContextStar;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Asks a model about stars that it has not seen. */
final class ContextEvaluation {
  /** Stars are shown in groups whose hidden states are about so many numbers: 16 MB of float32. */
  private static final int TOGETHER = 1 << 22;

  private final boolean teacherless;
  private final Tensor prompts;
  private final List<SequenceBatch> groups = new ArrayList<>();
  private final int[][] targets;

  ContextEvaluation(ContextSettings settings, ContextStars stars) {
    this(settings, stars, Math.max(1, TOGETHER / stars.train(0).length() / settings.width()));
  }

  /**
   * @param together the number of stars that are shown at once
   */
  ContextEvaluation(ContextSettings settings, ContextStars stars, int together) {
    teacherless = settings.teacherless();
    SequenceEncoder encoder = stars.encoder();
    ContextStar.Example[] examples =
        IntStream.range(0, settings.testExamples())
            .mapToObj(stars::test)
            .toArray(ContextStar.Example[]::new);
    for (int first = 0; first < examples.length; first += together) {
      int size = Math.min(together, examples.length - first);
      int start = first;
      SequenceBatch group = new SequenceBatch(size, encoder.context(examples[first]));
      group.load(row -> encoder.context(examples[start + row]));
      groups.add(group);
    }
    targets =
        Arrays.stream(examples)
            .map(example -> encoder.pathTargets(example.path()))
            .toArray(int[][]::new);
    int[] tokens =
        Arrays.stream(examples).map(encoder::contextPrefix).flatMapToInt(IntStream::of).toArray();
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
    Tensor forced =
        Tensor.concat(0, groups.stream().map(group -> forced(model, group)).toArray(Tensor[]::new));
    Tensor said = teacherless ? forced : Generation.greedy(model, prompts, targets[0].length);
    long exact =
        IntStream.range(0, targets.length)
            .filter(i -> Arrays.equals(said.select(0, i).toIntArray(), targets[i]))
            .count();
    return new Measurement((double) exact / targets.length, right(said), right(forced));
  }

  /** The most likely token at each target, with the true ones before it as input. */
  private Tensor forced(SequenceModel model, SequenceBatch group) {
    return model
        .forward(Tape.inference(), group.tokens(), group.positions(), null)
        .argmax(1)
        .tensor()
        .reshape(group.tokens().shape().dim(0), targets[0].length);
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
