package dev.loci.tasks.experiment.recall.pretrained;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.probe.Readout;
import dev.loci.tasks.recall.probe.Superposition;
import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;

/**
 * How far what a layer says of subjects is a superposition of their answers' vectors.
 *
 * @param r2 share of the variance of held-out subjects that is explained
 * @param controlR2 the same with the answers of each relation shuffled among the subjects
 * @param readout for each relation the share of held-out subjects whose answer is the nearest to
 *     what a linear map reads
 */
record LayerProbe(double r2, double controlR2, double[] readout) {
  private static final double SHARE = 0.8;

  /**
   * Probes a layer.
   *
   * @param answers the vectors of all answers
   * @param states a row for each subject
   */
  static LayerProbe of(double[][] answers, FactSet facts, double[][] states, RandomStream random) {
    int n = facts.subjects();
    int[] order = IntStream.range(0, n).toArray();
    random.split("held out").shuffle(order);
    int fitted = (int) (SHARE * n);
    int[] known = IntStream.of(order).limit(fitted).toArray();
    int[] heldOut = IntStream.of(order).skip(fitted).toArray();
    FactSet shuffled = shuffled(facts, random.split("control"));
    return new LayerProbe(
        Superposition.fit(answers, facts, states, known).r2(facts, states, heldOut),
        Superposition.fit(answers, shuffled, states, known).r2(shuffled, states, heldOut),
        IntStream.range(0, facts.relations())
            .mapToDouble(r -> Readout.accuracy(answers, facts.answers()[r], states, known, heldOut))
            .toArray());
  }

  private static FactSet shuffled(FactSet facts, RandomStream random) {
    int[][] answers = new int[facts.relations()][];
    for (int r = 0; r < answers.length; r++) {
      answers[r] = facts.answers()[r].clone();
      random.split("relation " + r).shuffle(answers[r]);
    }
    return new FactSet(answers, facts.answerCount(), false);
  }
}
