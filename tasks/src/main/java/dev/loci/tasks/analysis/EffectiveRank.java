package dev.loci.tasks.analysis;

/** How many dimensions a matrix really uses (Roy and Vetterli, "The effective rank", 2007). */
public final class EffectiveRank {
  private EffectiveRank() {}

  /**
   * Returns the exponential of the entropy of the singular values divided by their sum: k for k
   * equal values and zeros, less if they differ; 0 for a matrix of zeros.
   */
  public static double of(double[][] matrix) {
    Checks.embeddings(matrix);
    double[] values = Decomposition.singular(matrix).values();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double entropy = 0;
    for (double value : values) {
      if (value > 0) {
        entropy -= value / sum * StrictMath.log(value / sum);
      }
    }
    return sum > 0 ? StrictMath.exp(entropy) : 0;
  }
}
