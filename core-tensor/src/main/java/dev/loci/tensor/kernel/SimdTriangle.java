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
        rows(t, width, l, lo + t * ls, ls, b, bo + j, bs, c, co + t * cs + j, cs, accumulate);
      }
      for (; t < n; t++) {
        row(t + 1, width, l, lo + t * ls, 1, b, bo + j, bs, c, co + t * cs + j, accumulate);
      }
    }
  }

  /** The rows t..t+3: the columns up to t of L are common to them. */
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
    FloatVector c0 = start(c, co, mask, accumulate);
    FloatVector c1 = start(c, co + cs, mask, accumulate);
    FloatVector c2 = start(c, co + 2 * cs, mask, accumulate);
    FloatVector c3 = start(c, co + 3 * cs, mask, accumulate);
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
    FloatVector v1 = FloatVector.fromArray(S, b, bo + (t + 1) * bs, mask);
    FloatVector v2 = FloatVector.fromArray(S, b, bo + (t + 2) * bs, mask);
    FloatVector v3 = FloatVector.fromArray(S, b, bo + (t + 3) * bs, mask);
    c0.intoArray(c, co, mask);
    c1 = v1.fma(broadcast(S, l[l1 + t + 1]), c1);
    c1.intoArray(c, co + cs, mask);
    c2 = v1.fma(broadcast(S, l[l2 + t + 1]), c2);
    c2 = v2.fma(broadcast(S, l[l2 + t + 2]), c2);
    c2.intoArray(c, co + 2 * cs, mask);
    c3 = v1.fma(broadcast(S, l[l3 + t + 1]), c3);
    c3 = v2.fma(broadcast(S, l[l3 + t + 2]), c3);
    c3 = v3.fma(broadcast(S, l[l3 + t + 3]), c3);
    c3.intoArray(c, co + 3 * cs, mask);
  }

  private static FloatVector start(float[] c, int co, VectorMask<Float> mask, boolean accumulate) {
    return accumulate ? FloatVector.fromArray(S, c, co, mask) : FloatVector.zero(S);
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
    FloatVector sum = start(c, co, mask, accumulate);
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
}
