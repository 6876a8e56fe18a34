package dev.loci.tasks.analysis;

import java.util.Arrays;

/** Spearman's rank correlation: Pearson's correlation of the ranks, ties taking average ranks. */
public final class Spearman {
  private Spearman() {}

  /**
   * Returns the rank correlation of two samples, in [-1, 1]. It is NaN where it is undefined: for
   * fewer than two observations, or when either sample is constant.
   *
   * @throws IllegalArgumentException if the lengths differ or a value is NaN
   */
  public static double correlation(double[] x, double[] y) {
    Checks.require(
        x.length == y.length, "spearman: %d values against %d values", x.length, y.length);
    return pearson(ranks(x), ranks(y));
  }

  /**
   * Returns the ranks of the values, from 1; equal values share the mean of the ranks they cover.
   *
   * @throws IllegalArgumentException if a value is NaN
   */
  public static double[] ranks(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("spearman: value %d is NaN".formatted(i));
      }
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = countBelow(sorted, values[i], false);
      int notAbove = countBelow(sorted, values[i], true);
      ranks[i] = (below + 1 + notAbove) / 2.0;
    }
    return ranks;
  }

  /** Counts the sorted entries less than the value, or also those equal to it. */
  private static int countBelow(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double pearson(double[] x, double[] y) {
    double mean = (x.length + 1) / 2.0; // of any ranks, tied or not
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - mean;
      double dy = y[i] - mean;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    // 0/0 is the NaN promised for constant samples; the clamp undoes the last rounding.
    return Math.clamp(xy / Math.sqrt(xx * yy), -1.0, 1.0);
  }
}
