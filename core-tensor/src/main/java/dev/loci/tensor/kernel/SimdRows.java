package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;

/** Sums over the rows of a matrix, whole vectors of columns at a time. */
final class SimdRows {
  /** Columns that are summed together, so that their lanes stay in the first-level cache. */
  private static final int COLUMN_BLOCK = 128;

  private SimdRows() {}

  /**
   * As {@link Kernels#sumRows}, for a number of columns that is a multiple of the vector's length.
   */
  static void sum(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    for (int j = 0; j < columns; j += COLUMN_BLOCK) {
      sumBlock(rows, Math.min(COLUMN_BLOCK, columns - j), x, xo + j, xrs, y, yo + j);
    }
  }

  private static void sumBlock(int rows, int width, float[] x, int xo, int xrs, float[] y, int yo) {
    int used = ScalarKernels.lanesInUse(rows);
    float[] lanes = new float[used * width];
    for (int i = 0; i < rows; i++) {
      add(width, x, xo + i * xrs, lanes, i % LANES * width);
    }
    for (int half = used / 2 * width; half >= width; half /= 2) {
      add(half, lanes, half, lanes, 0);
    }
    System.arraycopy(lanes, 0, y, yo, width);
  }

  private static void add(int n, float[] x, int xo, float[] sum, int so) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector.fromArray(S, sum, so + i).add(v).intoArray(sum, so + i);
    }
  }
}
