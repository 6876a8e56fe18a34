package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdLanes.W;
import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax, its gradient and its relatives. Rows that fit a vector, as in attention over few
 * positions, are computed in registers; longer ones in a few loops, whose methods return whether
 * all exponents were in the usual range (if not, the results mean nothing), and take no y that is
 * x.
 *
 * <p>The maximum that is subtracted passes over NaNs: one NaN in the row makes the sum of the
 * exponentials NaN, and with it every result, whatever was subtracted.
 */
final class SimdSoftmax {
  private SimdSoftmax() {}

  static void shortRows(int rows, int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < rows; i++) {
      row(n, n, 1, x, xo + i * n, y, yo + i * n);
    }
  }

  /** The softmax of rows of at least W elements, step by step: those of one row must wait. */
  static boolean longRows(int rows, int n, float[] x, int xo, float[] y, int yo) {
    float[] numbers = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.SUMS, rows);
    for (int row = 0; row < rows; row++) {
      numbers[row] = max(n, x, xo + row * n);
    }
    boolean usual = true;
    for (int row = 0; row < rows; row++) {
      usual &= exponentials(n, x, xo + row * n, numbers[row], 0, 1, y, yo + row * n);
    }
    for (int row = 0; row < rows; row++) {
      numbers[row] = SimdReductions.sum(n, y, yo + row * n);
    }
    for (int row = 0; row < rows; row++) {
      divide(n, y, yo + row * n, numbers[row]);
    }
    return usual;
  }

  /** {@code y = exp((x - first) - second) factor} for at least W elements. */
  static boolean exponentials(
      int n, float[] x, int xo, float first, float second, float factor, float[] y, int yo) {
    int whole = S.loopBound(n);
    boolean usual = SimdFunctions.expOfDifference(whole, x, xo, first, second, factor, y, yo);
    // The last vector computes some elements twice.
    int last = n - W;
    return whole == n
        ? usual
        : SimdFunctions.expOfDifference(W, x, xo + last, first, second, factor, y, yo + last)
            && usual;
  }

  /** The maximum of at least W elements, NaNs passed over. */
  static float max(int n, float[] x, int xo) {
    FloatVector m0 = FloatVector.fromArray(S, x, xo);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int fours = n - n % (4 * W);
    for (int i = 0; i < fours; i += 4 * W) {
      FloatVector v0 = FloatVector.fromArray(S, x, xo + i);
      m0 = m0.blend(v0, v0.compare(VectorOperators.GT, m0));
      FloatVector v1 = FloatVector.fromArray(S, x, xo + i + W);
      m1 = m1.blend(v1, v1.compare(VectorOperators.GT, m1));
      FloatVector v2 = FloatVector.fromArray(S, x, xo + i + 2 * W);
      m2 = m2.blend(v2, v2.compare(VectorOperators.GT, m2));
      FloatVector v3 = FloatVector.fromArray(S, x, xo + i + 3 * W);
      m3 = m3.blend(v3, v3.compare(VectorOperators.GT, m3));
    }
    int whole = S.loopBound(n);
    for (int i = fours; i < whole; i += W) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      m0 = m0.blend(v, v.compare(VectorOperators.GT, m0));
    }
    FloatVector last = FloatVector.fromArray(S, x, xo + n - W);
    m1 = m1.blend(last, last.compare(VectorOperators.GT, m1));
    return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
  }

  /** {@code y = x factor}, from the start of y. */
  static void scale(int n, float[] x, int xo, float factor, float[] y) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += W) {
      FloatVector.fromArray(S, x, xo + i).mul(factor).intoArray(y, i);
    }
    for (int i = whole; i < n; i++) {
      y[i] = x[xo + i] * factor;
    }
  }

  /**
   * Divides by multiplying with the reciprocal and correcting twice by the remainder, which rounds
   * correctly if nothing underflows: Markstein, "Computation of elementary functions on the IBM
   * RISC System/6000 processor" (1990).
   *
   * @param y from exp(-70) to 1
   */
  private static void divide(int n, float[] y, int yo, float divisor) {
    float reciprocal = 1 / divisor;
    FloatVector r = FloatVector.broadcast(S, reciprocal);
    FloatVector minus = FloatVector.broadcast(S, -divisor);
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += W) {
      FloatVector v = FloatVector.fromArray(S, y, yo + i);
      FloatVector q = v.mul(r);
      q = q.fma(minus, v).fma(r, q);
      q.fma(minus, v).fma(r, q).intoArray(y, yo + i);
    }
    if (whole < n) {
      VectorMask<Float> rest = S.indexInRange(whole, n);
      FloatVector.fromArray(S, y, yo + whole, rest).div(divisor).intoArray(y, yo + whole, rest);
    }
  }

  /** See {@link RowKernels#causalSoftmax}. */
  static void causal(int n, float scale, float[] p, int po) {
    for (int t = 0; t < n; t++) {
      int at = po + t * n;
      row(n, t + 1, scale, p, at, p, at);
    }
  }

  /** The softmax of the first {@code count} of n elements times a scale, and zeros. */
  private static void row(int n, int count, float scale, float[] x, int xo, float[] y, int yo) {
    VectorMask<Float> whole = S.indexInRange(0, n);
    VectorMask<Float> some = S.indexInRange(0, count);
    FloatVector zero = FloatVector.zero(S);
    FloatVector v = FloatVector.fromArray(S, x, xo, whole).mul(scale);
    FloatVector visible = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY).blend(v, some);
    float max = visible.reduceLanes(VectorOperators.MAX);
    FloatVector e = zero.blend(SimdMath.exp(v.sub(max)), some);
    // The tree of SimdLanes, written out: a call so late in the method would not be inlined.
    FloatVector sum = W > 8 ? e.add(e.rearrange(SimdLanes.BY_8)) : e;
    sum = W > 4 ? sum.add(sum.rearrange(SimdLanes.BY_4)) : sum;
    sum = sum.add(sum.rearrange(SimdLanes.BY_2));
    sum = sum.add(sum.rearrange(SimdLanes.BY_1));
    zero.blend(e.div(sum), some).intoArray(y, yo, whole);
  }

  /** See {@link RowKernels#causalSoftmaxGradient}. */
  static void causalGradient(int n, float scale, float[] p, int po, float[] d, int dpo) {
    for (int t = 0; t < n; t++) {
      gradient(n, t + 1, scale, p, po + t * n, d, dpo + t * n);
    }
  }

  private static void gradient(
      int n, int count, float scale, float[] p, int po, float[] d, int dpo) {
    VectorMask<Float> whole = S.indexInRange(0, n);
    VectorMask<Float> some = S.indexInRange(0, count);
    FloatVector zero = FloatVector.zero(S);
    FloatVector vp = FloatVector.fromArray(S, p, po, whole);
    FloatVector vd = FloatVector.fromArray(S, d, dpo, whole);
    FloatVector sum = SimdLanes.sum(zero.blend(vd.fma(vp, zero), some));
    zero.blend(vd.sub(sum).mul(vp).mul(scale), some).intoArray(d, dpo, whole);
  }
}
