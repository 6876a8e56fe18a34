package dev.loci.tensor.kernel;

/**
 * Copies a strip of a matrix into the order in which the innermost loop reads it: {@code width}
 * elements side by side for each k, {@code packed[p * width + i] = x[p * ks + i * is]}. A strip is
 * some rows of A or some columns of B.
 */
final class Packing {
  private Packing() {}

  /**
   * Packs one strip.
   *
   * @param count the rows of A or columns of B in the strip, at most {@code width}; the elements
   *     from count on are left as they are
   * @param ks the distance from one k to the next, {@code is} from one row or column to the next
   */
  static void strip(
      int k, int count, int width, float[] x, int xo, int ks, int is, float[] packed, int po) {
    if (is == 1) {
      for (int p = 0; p < k; p++) {
        copy(count, x, xo + p * ks, packed, po + p * width);
      }
    } else {
      for (int i = 0; i < count; i++) {
        for (int p = 0; p < k; p++) {
          packed[po + p * width + i] = x[xo + p * ks + i * is];
        }
      }
    }
  }

  private static void copy(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i];
    }
  }
}
