package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdLanes.W;
import static dev.loci.tensor.kernel.SimdMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Products with small lower triangular matrices: four rows of C at a time, a vector of columns in a
 * register for each.
 */
final class SimdTriangle {
  private SimdTriangle() {}

  /** See {@link ComposedRows#corner}. */
  static void product(
      int n,
      int columns,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      boolean accumulate) {
    for (int j = 0; j < columns; j += W) {
      int width = columns - j;
      int t = 0;
      for (; t + 4 <= n; t += 4) {
        int at = co + t * cs + j;
        rows(t, width, l, lo + t * ls, ls, b, bo + j, bs, c, at, cs, accumulate);
        for (int i = 1; i < 4; i++) {
          int rest = lo + (t + i) * ls + t + 1;
          row(i, width, l, rest, 1, b, bo + (t + 1) * bs + j, bs, c, at + i * cs, true);
        }
      }
      for (; t < n; t++) {
        row(t + 1, width, l, lo + t * ls, 1, b, bo + j, bs, c, co + t * cs + j, accumulate);
      }
    }
  }

  /**
   * The rows t..t+3, over the columns up to t of L, which are common to them. The few columns that
   * are left are no part of this method, or the client compiler would run out of registers and
   * leave it slow for good.
   */
  private static void rows(
      int t,
      int width,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      boolean accumulate) {
    VectorMask<Float> mask = S.indexInRange(0, width);
    // Zeros are what a mask lets through of nothing: a choice of two vectors would be boxed.
    VectorMask<Float> before = S.indexInRange(0, accumulate ? width : 0);
    FloatVector c0 = FloatVector.fromArray(S, c, co, before);
    FloatVector c1 = FloatVector.fromArray(S, c, co + cs, before);
    FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * cs, before);
    FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * cs, before);
    int l1 = lo + ls;
    int l2 = l1 + ls;
    int l3 = l2 + ls;
    for (int k = 0; k <= t; k++) {
      FloatVector v = FloatVector.fromArray(S, b, bo + k * bs, mask);
      c0 = v.fma(broadcast(S, l[lo + k]), c0);
      c1 = v.fma(broadcast(S, l[l1 + k]), c1);
      c2 = v.fma(broadcast(S, l[l2 + k]), c2);
      c3 = v.fma(broadcast(S, l[l3 + k]), c3);
    }
    c0.intoArray(c, co, mask);
    c1.intoArray(c, co + cs, mask);
    c2.intoArray(c, co + 2 * cs, mask);
    c3.intoArray(c, co + 3 * cs, mask);
  }

  /** One row of C: a chain over k numbers of L that are {@code ls} apart. */
  private static void row(
      int k,
      int width,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      boolean accumulate) {
    VectorMask<Float> mask = S.indexInRange(0, width);
    VectorMask<Float> before = S.indexInRange(0, accumulate ? width : 0);
    FloatVector sum = FloatVector.fromArray(S, c, co, before);
    for (int p = 0; p < k; p++) {
      FloatVector v = FloatVector.fromArray(S, b, bo + p * bs, mask);
      sum = v.fma(broadcast(S, l[lo + p * ls]), sum);
    }
    sum.intoArray(c, co, mask);
  }

  /** See {@link ComposedRows#transposedCorner}. */
  static void transposedProduct(
      int n,
      int columns,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    for (int j = 0; j < columns; j += W) {
      int width = columns - j;
      int t = 0;
      for (; t + 4 <= n; t += 4) {
        int diagonal = lo + t * ls + t;
        int from = bo + t * bs + j;
        transposedRows(n - t, width, l, diagonal, ls, b, from, bs, c, co + t * cs + j, cs);
      }
      for (; t < n; t++) {
        int diagonal = lo + t * ls + t;
        row(n - t, width, l, diagonal, ls, b, bo + t * bs + j, bs, c, co + t * cs + j, false);
      }
    }
  }

  /** The first four of n rows: the rows from the fourth on of L are common to them. */
  private static void transposedRows(
      int n,
      int width,
      float[] l,
      int lo,
      int ls,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    VectorMask<Float> mask = S.indexInRange(0, width);
    FloatVector zero = FloatVector.zero(S);
    FloatVector v = FloatVector.fromArray(S, b, bo, mask);
    int row = lo;
    FloatVector c0 = v.fma(broadcast(S, l[row]), zero);
    v = FloatVector.fromArray(S, b, bo + bs, mask);
    row += ls;
    c0 = v.fma(broadcast(S, l[row]), c0);
    FloatVector c1 = v.fma(broadcast(S, l[row + 1]), zero);
    v = FloatVector.fromArray(S, b, bo + 2 * bs, mask);
    row += ls;
    c0 = v.fma(broadcast(S, l[row]), c0);
    c1 = v.fma(broadcast(S, l[row + 1]), c1);
    FloatVector c2 = v.fma(broadcast(S, l[row + 2]), zero);
    FloatVector c3 = zero;
    for (int k = 3; k < n; k++) {
      v = FloatVector.fromArray(S, b, bo + k * bs, mask);
      row += ls;
      c0 = v.fma(broadcast(S, l[row]), c0);
      c1 = v.fma(broadcast(S, l[row + 1]), c1);
      c2 = v.fma(broadcast(S, l[row + 2]), c2);
      c3 = v.fma(broadcast(S, l[row + 3]), c3);
    }
    c0.intoArray(c, co, mask);
    c1.intoArray(c, co + cs, mask);
    c2.intoArray(c, co + 2 * cs, mask);
    c3.intoArray(c, co + 3 * cs, mask);
  }

  /**
   * See {@link RowKernels#dotProducts}: with the rows of B, at most a vector's length, side by side
   * in a panel, a register holds a row of C.
   */
  static void dotProducts(
      int n,
      int k,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      float[] panel) {
    for (int j = 0; j < n; j++) {
      for (int p = 0; p < k; p++) {
        panel[p * W + j] = b[bo + j * bs + p];
      }
    }
    int t = 0;
    for (; t + 4 <= n; t += 4) {
      fourRows(n, k, a, ao + t * as, as, panel, c, co + t * n);
    }
    for (; t < n; t++) {
      row(k, n, a, ao + t * as, 1, panel, 0, W, c, co + t * n, false);
    }
  }

  private static void fourRows(
      int n, int k, float[] a, int ao, int as, float[] panel, float[] c, int co) {
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    int a1 = ao + as;
    int a2 = a1 + as;
    int a3 = a2 + as;
    for (int p = 0; p < k; p++) {
      FloatVector v = FloatVector.fromArray(S, panel, p * W);
      c0 = v.fma(broadcast(S, a[ao + p]), c0);
      c1 = v.fma(broadcast(S, a[a1 + p]), c1);
      c2 = v.fma(broadcast(S, a[a2 + p]), c2);
      c3 = v.fma(broadcast(S, a[a3 + p]), c3);
    }
    VectorMask<Float> mask = S.indexInRange(0, n);
    c0.intoArray(c, co, mask);
    c1.intoArray(c, co + n, mask);
    c2.intoArray(c, co + 2 * n, mask);
    c3.intoArray(c, co + 3 * n, mask);
  }
}
