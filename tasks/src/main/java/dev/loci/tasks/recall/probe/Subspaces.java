package dev.loci.tasks.recall.probe;

import dev.loci.tasks.analysis.EffectiveRank;
import dev.loci.tasks.analysis.PrincipalAngles;
import java.util.stream.IntStream;

/**
 * The subspaces of the embedding that the relations use, as the matrices {@code M_r} tell: in
 * theory each has its own d/R dimensions, orthogonal to all others.
 *
 * @param ranks the effective rank of each matrix
 * @param overlaps for each pair of relations the mean squared cosine of the principal angles
 *     between the spaces of as many leading directions as the effective ranks say; on the diagonal
 *     1
 * @param byChance the mean of what random subspaces of these dimensions would overlap; NaN for one
 *     relation
 */
public record Subspaces(double[] ranks, double[][] overlaps, double byChance) {

  /** Measures the matrices of a fit. */
  public static Subspaces of(Superposition fit) {
    int relations = fit.map().weights().length / fit.vectors()[0].length;
    double[][][] matrices =
        IntStream.range(0, relations).mapToObj(fit::matrix).toArray(double[][][]::new);
    double[] ranks =
        IntStream.range(0, relations).mapToDouble(r -> EffectiveRank.of(matrices[r])).toArray();
    double[][] overlaps = new double[relations][relations];
    double byChance = 0;
    for (int i = 0; i < relations; i++) {
      overlaps[i][i] = 1;
      for (int j = 0; j < i; j++) {
        int first = dimensions(ranks[i]);
        int second = dimensions(ranks[j]);
        overlaps[i][j] =
            PrincipalAngles.betweenLeadingRows(matrices[i], first, matrices[j], second).overlap();
        overlaps[j][i] = overlaps[i][j];
        byChance += (double) Math.max(first, second) / matrices[i][0].length;
      }
    }
    return new Subspaces(ranks, overlaps, byChance / (relations * (relations - 1) / 2.0));
  }

  private static int dimensions(double rank) {
    return (int) Math.max(1, Math.round(rank));
  }

  /** The mean over pairs of relations; NaN if there is one only. */
  public double meanOverlap() {
    double sum = 0;
    for (int i = 0; i < overlaps.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += overlaps[i][j];
      }
    }
    return sum / (overlaps.length * (overlaps.length - 1) / 2.0);
  }
}
