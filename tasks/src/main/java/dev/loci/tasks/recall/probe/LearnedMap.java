package dev.loci.tasks.recall.probe;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The matrices of a {@link Superposition} learned through the frozen network, on random answers of
 * all relations: no fact of those that it is tested with is ever shown. It says whether the network
 * selects from some linear code at all, also where regression on its embeddings is noisy.
 */
public final class LearnedMap {
  private static final int STEPS = 300;
  private static final int BATCH = 512;
  private static final double RATE = 3e-3;
  private static final double BETA2 = 0.99;

  private LearnedMap() {}

  /** Matrices and constant as parameters. */
  private static final class Maps extends Module {
    private final Parameter weights;
    private final Parameter constant;

    Maps(Ridge start) {
      weights = parameter("weights", start.weights().length, start.constant().length);
      constant = parameter("constant", 1, start.constant().length);
      weights.value().copyFrom(Recaller.tensor(start.weights()));
      constant.value().copyFrom(Recaller.tensor(new double[][] {start.constant()}));
    }

    Variable of(Variable features) {
      return features.matmul(weights.on(features.tape())).add(constant.on(features.tape()));
    }

    Ridge map() {
      return new Ridge(Vectors.rows(weights.value()), constant.value().toDoubleArray());
    }
  }

  /** Learns matrices, beginning with those of a fit. */
  public static Superposition learn(Recaller recaller, Superposition start, RandomStream random) {
    int relations = recaller.facts().relations();
    int subjects = recaller.facts().subjects();
    FrozenNetwork network = new FrozenNetwork(recaller);
    Maps maps = new Maps(start.map());
    Tensor vectors = Recaller.tensor(start.vectors());
    Tensor[] answers =
        IntStream.range(0, relations)
            .mapToObj(r -> Tensor.wrap(new int[BATCH]))
            .toArray(Tensor[]::new);
    Tensor asked = Tensor.wrap(new int[BATCH]);
    Tensor labels = Tensor.wrap(new int[BATCH]);
    Tensor last = FrozenNetwork.lastPositions(BATCH);
    Trainer.replaying(
            new AdamW(maps.parameters(), BETA2, (name, value) -> 0),
            Schedule.cosine(RATE, 0, 0, STEPS),
            step -> draw(random, subjects, answers, asked, labels),
            tape ->
                network
                    .logits(maps.of(features(tape, vectors, answers)), asked, last)
                    .crossEntropy(labels))
        .run(0, STEPS, (step, loss, rate) -> {});
    return new Superposition(start.vectors(), maps.map());
  }

  /** Draws questions: answers of all relations, and which relation is asked. */
  private static void draw(
      RandomStream random, int subjects, Tensor[] answers, Tensor asked, Tensor labels) {
    int[] relation = asked.array();
    int[] label = labels.array();
    for (Tensor each : answers) {
      int[] drawn = each.array();
      Arrays.setAll(drawn, i -> random.below(subjects));
      each.changed();
    }
    for (int i = 0; i < relation.length; i++) {
      relation[i] = random.below(answers.length);
      int[] drawn = answers[relation[i]].array();
      label[i] = drawn[i];
    }
    asked.changed();
    labels.changed();
  }

  private static Variable features(Tape tape, Tensor vectors, Tensor[] answers) {
    Variable[] parts = new Variable[answers.length];
    for (int r = 0; r < parts.length; r++) {
      parts[r] = tape.constant(vectors).gather(answers[r]);
    }
    return Variable.concat(1, parts);
  }
}
