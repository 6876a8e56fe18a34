package dev.loci.tasks.recall.probe;

import dev.loci.tasks.analysis.Vectors;
import java.util.Arrays;

/** Reads answers out of vectors by a linear map to the answers' vectors. */
public final class Readout {
  private static final double PENALTY = 1e-4;

  private Readout() {}

  /**
   * Fits a map from some subjects' vectors to those of their answers, and tests it with others.
   *
   * @param u a vector for each answer
   * @param answers of all subjects
   * @param e a vector for each subject
   * @return the share of held-out subjects whose answer is the nearest to what is read
   */
  public static double accuracy(
      double[][] u, int[] answers, double[][] e, int[] fitted, int[] heldOut) {
    double[][] x = Arrays.stream(fitted).mapToObj(s -> e[s]).toArray(double[][]::new);
    double[][] y = Arrays.stream(fitted).mapToObj(s -> u[answers[s]]).toArray(double[][]::new);
    Ridge map = Ridge.fit(x, y, PENALTY);
    int right = 0;
    for (int s : heldOut) {
      right += nearest(u, map.of(e[s])) == answers[s] ? 1 : 0;
    }
    return (double) right / heldOut.length;
  }

  private static int nearest(double[][] rows, double[] v) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows.length; i++) {
      double distance = Vectors.squaredDistance(rows[i], v);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
