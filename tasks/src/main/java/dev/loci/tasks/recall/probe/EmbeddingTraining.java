package dev.loci.tasks.recall.probe;

import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.optim.AdamW;
import dev.loci.optim.Schedule;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import dev.loci.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * New facts learned by the embeddings of subjects alone, with everything else frozen.
 *
 * @param steps updates after which the model was asked, from 0 on
 * @param accuracies share of the new facts that it recalled then
 */
public record EmbeddingTraining(List<Integer> steps, List<Double> accuracies) {
  /** What counts as learned. */
  public static final double LEARNED = 0.99;

  private static final int STEPS = 400;
  private static final int EVERY = 20;
  private static final int BATCH = 512;
  private static final double RATE = 5e-3;
  private static final double BETA2 = 0.99;

  /** The embeddings as a parameter. */
  private static final class Subjects extends Module {
    private final Parameter table;

    Subjects(double[][] start) {
      table = parameter("table", start.length, start[0].length);
      table.value().copyFrom(Recaller.tensor(start));
    }
  }

  /** Trains from given embeddings until the facts are learned, or up to 400 updates. */
  public static EmbeddingTraining of(
      Recaller recaller, double[][] start, FactSet facts, RandomStream random) {
    FrozenNetwork network = new FrozenNetwork(recaller);
    Subjects subjects = new Subjects(start);
    Tensor asked = Tensor.wrap(new int[BATCH]);
    Tensor relations = Tensor.wrap(new int[BATCH]);
    Tensor labels = Tensor.wrap(new int[BATCH]);
    Tensor last = FrozenNetwork.lastPositions(BATCH);
    Trainer trainer =
        Trainer.replaying(
            new AdamW(subjects.parameters(), BETA2, (name, value) -> 0),
            Schedule.constant(RATE),
            step -> draw(facts, random, asked, relations, labels),
            tape ->
                network
                    .logits(subjects.table.on(tape).gather(asked), relations, last)
                    .crossEntropy(labels));
    List<Integer> steps = new ArrayList<>(List.of(0));
    List<Double> accuracies = new ArrayList<>(List.of(recaller.accuracy(start, facts)));
    for (int step = 0; step < STEPS && accuracies.getLast() < LEARNED; step += EVERY) {
      trainer.run(step, step + EVERY, (number, loss, rate) -> {});
      steps.add(step + EVERY);
      accuracies.add(recaller.accuracy(Vectors.rows(subjects.table.value()), facts));
    }
    return new EmbeddingTraining(steps, accuracies);
  }

  private static void draw(
      FactSet facts, RandomStream random, Tensor asked, Tensor relations, Tensor labels) {
    int[] s = asked.array();
    int[] r = relations.array();
    int[] label = labels.array();
    for (int i = 0; i < s.length; i++) {
      s[i] = random.below(facts.subjects());
      r[i] = random.below(facts.relations());
      label[i] = facts.answer(s[i], r[i]);
    }
    asked.changed();
    relations.changed();
    labels.changed();
  }

  /** The updates after which the facts were learned; NaN if they were not. */
  public double stepsToLearn() {
    return accuracies.getLast() >= LEARNED ? steps.getLast() : Double.NaN;
  }
}
