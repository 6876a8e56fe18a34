package dev.loci.tasks.recall.probe;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far vectors that stand for subjects are superpositions of their answers' vectors, told from
 * subjects that the fits have not seen. The controls have the answers of each relation shuffled
 * among the subjects, which leaves how frequent each answer is.
 *
 * @param r2 share of the variance of held-out subjects that the superpositions explain
 * @param controlR2 control of it
 * @param readout for each relation the share of held-out subjects whose answer is the nearest to
 *     what a linear map reads from their vector
 * @param controlReadout control of it
 */
public record SubjectProbe(double r2, double controlR2, double[] readout, double[] controlReadout) {

  /**
   * Probes.
   *
   * @param answers a vector for each answer
   * @param subjects a vector for each subject
   */
  public static SubjectProbe of(
      double[][] answers, FactSet facts, double[][] subjects, Split split, RandomStream random) {
    FactSet shuffled = shuffled(facts, random);
    return new SubjectProbe(
        r2(answers, facts, subjects, split),
        r2(answers, shuffled, subjects, split),
        readout(answers, facts, subjects, split),
        readout(answers, shuffled, subjects, split));
  }

  private static FactSet shuffled(FactSet facts, RandomStream random) {
    int[][] answers = new int[facts.relations()][];
    for (int r = 0; r < answers.length; r++) {
      answers[r] = facts.answers()[r].clone();
      random.split("relation " + r).shuffle(answers[r]);
    }
    return new FactSet(answers, facts.answerCount(), false);
  }

  private static double r2(double[][] answers, FactSet facts, double[][] subjects, Split split) {
    return Superposition.fit(answers, facts, subjects, split.fitted())
        .r2(facts, subjects, split.heldOut());
  }

  private static double[] readout(
      double[][] answers, FactSet facts, double[][] subjects, Split split) {
    return IntStream.range(0, facts.relations())
        .mapToDouble(r ->
            Readout.accuracy(
                answers, facts.answers()[r], subjects, split.fitted(), split.heldOut()))
        .toArray();
  }

  /** The mean over relations. */
  public double readoutAccuracy() {
    return Arrays.stream(readout).average().orElse(Double.NaN);
  }

  /** The mean over relations. */
  public double controlReadoutAccuracy() {
    return Arrays.stream(controlReadout).average().orElse(Double.NaN);
  }
}
