package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdLanes.W;
import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and its gradient for rows that fit a vector, as in attention over few positions. Longer
 * rows are left to the composition of kernels: its exponential is as fast as any.
 *
 * <p>The maximum that is subtracted passes over NaNs: one NaN in the row makes the sum of the
 * exponentials NaN, and with it every result, whatever was subtracted.
 */
final class SimdSoftmax {
  private SimdSoftmax() {}

  static void softmax(int rows, int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < rows; i++) {
      row(n, n, 1, x, xo + i * n, y, yo + i * n);
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
