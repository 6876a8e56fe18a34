package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdMath.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Sums over the rows of a matrix, and of each row and another. */
final class SimdRows {
  private static final int COLUMN_BLOCK = ComposedRows.COLUMN_BLOCK;

  private SimdRows() {}

  /**
   * As {@link Kernels#sumRows}, for a number of columns that is a multiple of the vector's length.
   */
  static void sum(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    float[] lanes = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.TILE, LANES * COLUMN_BLOCK);
    for (int j = 0; j < columns; j += COLUMN_BLOCK) {
      int width = Math.min(COLUMN_BLOCK, columns - j);
      int used = ScalarKernels.lanesInUse(rows);
      Arrays.fill(lanes, 0, used * width, 0);
      add(rows, width, x, xo + j, xrs, lanes);
      sumLanes(used, width, lanes, 0, y, yo + j);
    }
  }

  /** See {@link RowKernels#addRow}. */
  static void addRow(int rows, int n, float[] x, int xo, int xrs, float[] b, int bo) {
    int whole = S.loopBound(n);
    for (int row = 0; row < rows; row++) {
      int at = xo + row * xrs;
      for (int j = 0; j < whole; j += S.length()) {
        FloatVector v = FloatVector.fromArray(S, b, bo + j);
        FloatVector.fromArray(S, x, at + j).add(v).intoArray(x, at + j);
      }
      for (int j = whole; j < n; j++) {
        x[at + j] += b[bo + j];
      }
    }
  }

  /** Adds the rows to their lanes, up to four rows of a lane at a time. */
  private static void add(int rows, int width, float[] x, int xo, int xrs, float[] lanes) {
    int i = 0;
    for (; i + 4 * LANES <= rows; i += 4 * LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        addFour(width, x, xo + (i + lane) * xrs, LANES * xrs, lanes, lane * width);
      }
    }
    for (; i < rows; i++) {
      add(width, x, xo + i * xrs, lanes, i % LANES * width);
    }
  }

  private static void addFour(int n, float[] x, int xo, int distance, float[] sum, int so) {
    int x1 = xo + distance;
    int x2 = x1 + distance;
    int x3 = x2 + distance;
    for (int i = 0; i < n; i += S.length()) {
      FloatVector s = FloatVector.fromArray(S, sum, so + i);
      s = s.add(FloatVector.fromArray(S, x, xo + i));
      s = s.add(FloatVector.fromArray(S, x, x1 + i));
      s = s.add(FloatVector.fromArray(S, x, x2 + i));
      s.add(FloatVector.fromArray(S, x, x3 + i)).intoArray(sum, so + i);
    }
  }

  private static void add(int n, float[] x, int xo, float[] sum, int so) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector.fromArray(S, sum, so + i).add(v).intoArray(sum, so + i);
    }
  }

  /** Adds up lanes of {@code width} columns each by the tree. */
  static void sumLanes(int count, int width, float[] lanes, int lo, float[] y, int yo) {
    for (int half = count / 2 * width; half >= width; half /= 2) {
      add(half, lanes, lo + half, lanes, lo);
    }
    System.arraycopy(lanes, lo, y, yo, width);
  }
}
