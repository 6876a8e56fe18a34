package dev.loci.models.node2vec;

import dev.loci.tensor.random.RandomStream;

/** Draws numbers with probabilities in proportion to weights, by their running sums. */
final class Weights {
  private Weights() {}

  /** Turns weights into running sums, in place. */
  static void accumulate(double[] weights) {
    for (int i = 1; i < weights.length; i++) {
      weights[i] += weights[i - 1];
    }
  }

  /**
   * Draws the index of a weight.
   *
   * @param sums running sums of weights that are not negative; the last is positive
   */
  static int draw(double[] sums, RandomStream random) {
    double at = random.nextDouble() * sums[sums.length - 1];
    int low = 0;
    int high = sums.length - 1;
    while (low < high) { // the first sum above
      int middle = (low + high) >>> 1;
      if (sums[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
