package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdLanes.HALF;
import static dev.loci.tensor.kernel.SimdLanes.W;
import static dev.loci.tensor.kernel.SimdMath.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The loops of softmax and its relatives.
 *
 * <p>The maximum that is subtracted passes over NaNs: one NaN in the row makes the sum of the
 * exponentials NaN, and with it every result, whatever was subtracted.
 */
final class SimdSoftmax {
  /** So many rows go through a loop before the next loop takes them, if the cache holds them. */
  static final int ROWS = 64;

  private static final int CACHED = 1 << 12;

  // What a loop leaves for the next: of each row the maximum and the sum, or its logarithm.
  static final int MAX = 0;
  static final int SUM = ROWS;
  private static final int VIRTUAL_LANES = 2 * ROWS;
  private static final int REST = VIRTUAL_LANES + HALF;
  static final int STATE = REST + HALF;

  private static final Loop[] SOFTMAX = {
    SimdSoftmax::maxima, SimdSoftmax::exponentials, SimdSoftmax::quotients
  };
  private static final Loop[] LOG_SOFTMAX = {
    SimdSoftmax::maxima, SimdSoftmax::logarithms, SimdSoftmax::differences
  };
  private static final Loop[] GRADIENT = {SimdSoftmax::dot, SimdSoftmax::gradient};

  /**
   * A loop over some rows.
   *
   * <p>The loops stand in an array because the compiler inlines none from there. All of them in one
   * method would be more than it is willing to inline, and the vectors of the last would be boxed.
   */
  @FunctionalInterface
  private interface Loop {
    void run(int rows, int n, float[] x, int xo, float[] y, int yo, float[] state);
  }

  private SimdSoftmax() {}

  static void softmax(int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    if (n <= W) {
      for (int row = 0; row < rows; row++) {
        shortRow(n, n, 1, x, xo + row * n, y, yo + row * n);
      }
    } else {
      run(SOFTMAX, 3, rows, n, x, xo, y, yo, state);
    }
  }

  static void logSoftmax(int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    run(LOG_SOFTMAX, 3, rows, n, x, xo, y, yo, state);
  }

  /** Leaves the maxima and the logarithms of at most {@link #ROWS} rows in the state. */
  static void logNormalizers(int rows, int n, float[] x, int xo, float[] state) {
    run(LOG_SOFTMAX, 2, rows, n, x, xo, x, xo, state);
  }

  private static void run(
      Loop[] loops,
      int count,
      int rows,
      int n,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] state) {
    int block = Math.clamp(CACHED / n, 1, ROWS);
    for (int row = 0; row < rows; row += block) {
      for (int i = 0; i < count; i++) {
        loops[i].run(Math.min(block, rows - row), n, x, xo + row * n, y, yo + row * n, state);
      }
    }
  }

  private static void maxima(int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    for (int row = 0; row < rows; row++) {
      state[MAX + row] = max(n, x, xo + row * n);
    }
  }

  private static void exponentials(
      int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    for (int row = 0; row < rows; row++) {
      for (int first = 0; first < HALF; first += W) {
        exp(first, n, x, xo + row * n, state[MAX + row], y, yo + row * n, state);
      }
      state[SUM + row] = SimdLanes.sum(state, VIRTUAL_LANES);
    }
  }

  private static void quotients(
      int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    for (int row = 0; row < rows; row++) {
      divide(n, y, yo + row * n, state[SUM + row]);
    }
  }

  private static void logarithms(
      int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    for (int row = 0; row < rows; row++) {
      for (int first = 0; first < HALF; first += W) {
        sumExp(first, n, x, xo + row * n, state[MAX + row], state);
      }
      state[SUM + row] = FloatMath.log(SimdLanes.sum(state, VIRTUAL_LANES));
    }
  }

  private static void differences(
      int rows, int n, float[] x, int xo, float[] y, int yo, float[] state) {
    for (int row = 0; row < rows; row++) {
      subtract(n, x, xo + row * n, state[MAX + row], state[SUM + row], y, yo + row * n);
    }
  }

  /** The softmax of the first {@code count} of n elements times a scale, and zeros. */
  private static void shortRow(
      int n, int count, float scale, float[] x, int xo, float[] y, int yo) {
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

  /** See {@link RowKernels#causalSoftmax}. */
  static void causalRows(int n, float scale, float[] p, int po, float[] state) {
    for (int t = 0; t < n; t++) {
      int row = po + t * n;
      if (n <= W) {
        shortRow(n, t + 1, scale, p, row, p, row);
      } else {
        scale(t + 1, p, row, scale);
        softmax(1, t + 1, p, row, p, row, state);
        Arrays.fill(p, row + t + 1, row + n, 0);
      }
    }
  }

  private static void scale(int n, float[] x, int xo, float scale) {
    int i = 0;
    for (; i + W <= n; i += W) {
      FloatVector.fromArray(S, x, xo + i).mul(scale).intoArray(x, xo + i);
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector.fromArray(S, x, xo + i, mask).mul(scale).intoArray(x, xo + i, mask);
    }
  }

  private static void divide(int n, float[] x, int xo, float divisor) {
    int i = 0;
    for (; i + W <= n; i += W) {
      FloatVector.fromArray(S, x, xo + i).div(divisor).intoArray(x, xo + i);
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector.fromArray(S, x, xo + i, mask).div(divisor).intoArray(x, xo + i, mask);
    }
  }

  /**
   * The largest element, NaNs passed over: a comparison and a blend are two instructions where
   * {@code max} takes five.
   */
  private static float max(int n, float[] x, int xo) {
    FloatVector m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    int i = 0;
    for (; i + 2 * W <= n; i += 2 * W) {
      FloatVector v0 = FloatVector.fromArray(S, x, xo + i);
      FloatVector v1 = FloatVector.fromArray(S, x, xo + i + W);
      m0 = m0.blend(v0, v0.compare(VectorOperators.GT, m0));
      m1 = m1.blend(v1, v1.compare(VectorOperators.GT, m1));
    }
    for (; i < n; i += W) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(S, x, xo + i, mask);
      m0 = m0.blend(v, v.compare(VectorOperators.GT, m0).and(mask));
    }
    return m0.max(m1).reduceLanes(VectorOperators.MAX);
  }

  /** A pass of {@code y = exp(x - max)} that sums y too. */
  private static void exp(
      int first, int n, float[] x, int xo, float max, float[] y, int yo, float[] state) {
    int whole = rest(first, n, x, xo, max, state);
    if (whole < n) {
      System.arraycopy(state, REST, y, yo + whole, n - whole);
    }
    FloatVector sum = FloatVector.zero(S);
    FloatVector other = sum;
    for (int i = first; i < whole; i += HALF) {
      FloatVector e = SimdMath.exp(FloatVector.fromArray(S, x, xo + i).sub(max));
      e.intoArray(y, yo + i);
      FloatVector added = sum.add(e);
      sum = other;
      other = added;
    }
    if (whole < n) {
      sum = sum.add(FloatVector.fromArray(S, state, REST));
    }
    sum.add(other).intoArray(state, VIRTUAL_LANES + first);
  }

  /** A pass of the sum of {@code exp(x - max)}. */
  private static void sumExp(int first, int n, float[] x, int xo, float max, float[] state) {
    int whole = rest(first, n, x, xo, max, state);
    FloatVector sum = FloatVector.zero(S);
    FloatVector other = sum;
    for (int i = first; i < whole; i += HALF) {
      FloatVector added = sum.add(SimdMath.exp(FloatVector.fromArray(S, x, xo + i).sub(max)));
      sum = other;
      other = added;
    }
    if (whole < n) {
      sum = sum.add(FloatVector.fromArray(S, state, REST));
    }
    sum.add(other).intoArray(state, VIRTUAL_LANES + first);
  }

  /**
   * Leaves the exponentials of a pass's last elements, which fill no vector, and zeros in the
   * state. Not in the loop's method: of two exponentials in one the compiler inlines the first.
   *
   * @return where these elements begin; n or more if there are none
   */
  private static int rest(int first, int n, float[] x, int xo, float max, float[] state) {
    int whole = n < first + W ? first : first + ((n - W - first) / HALF + 1) * HALF;
    if (whole < n) {
      VectorMask<Float> mask = S.indexInRange(whole, n);
      FloatVector e = SimdMath.exp(FloatVector.fromArray(S, x, xo + whole, mask).sub(max));
      FloatVector.zero(S).blend(e, mask).intoArray(state, REST);
    }
    return whole;
  }

  /** {@code y = (x - max) - log}. */
  private static void subtract(int n, float[] x, int xo, float max, float log, float[] y, int yo) {
    int i = 0;
    for (; i + W <= n; i += W) {
      FloatVector.fromArray(S, x, xo + i).sub(max).sub(log).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(S, x, xo + i, mask);
      v.sub(max).sub(log).intoArray(y, yo + i, mask);
    }
  }

  /** {@code y = exp((x - max) - log) * scale}. */
  static void scaledExp(
      int n, float[] x, int xo, float max, float log, float scale, float[] y, int yo) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += W) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i).sub(max).sub(log);
      SimdMath.exp(v).mul(scale).intoArray(y, yo + i);
    }
    if (whole < n) {
      scaledExpOfFew(n - whole, x, xo + whole, max, log, scale, y, yo + whole);
    }
  }

  /** The same of fewer elements than fill a vector. */
  private static void scaledExpOfFew(
      int n, float[] x, int xo, float max, float log, float scale, float[] y, int yo) {
    VectorMask<Float> mask = S.indexInRange(0, n);
    FloatVector v = FloatVector.fromArray(S, x, xo, mask).sub(max).sub(log);
    SimdMath.exp(v).mul(scale).intoArray(y, yo, mask);
  }

  private static void dot(int rows, int n, float[] p, int po, float[] d, int dpo, float[] state) {
    state[MAX] = SimdReductions.dot(n, d, dpo, p, po);
  }

  /** {@code d = p (d - sum) scale}, sum and scale being in the state. */
  private static void gradient(
      int rows, int n, float[] p, int po, float[] d, int dpo, float[] state) {
    float sum = state[MAX];
    float scale = state[SUM];
    int i = 0;
    for (; i + W <= n; i += W) {
      FloatVector v = FloatVector.fromArray(S, d, dpo + i).sub(sum);
      v.mul(FloatVector.fromArray(S, p, po + i)).mul(scale).intoArray(d, dpo + i);
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(S, d, dpo + i, mask).sub(sum);
      v = v.mul(FloatVector.fromArray(S, p, po + i, mask)).mul(scale);
      v.intoArray(d, dpo + i, mask);
    }
  }

  /** See {@link RowKernels#causalSoftmaxGradient}. */
  static void causalGradient(
      int n, float scale, float[] p, int po, float[] d, int dpo, float[] state) {
    for (int t = 0; t < n; t++) {
      int row = dpo + t * n;
      if (n <= W) {
        shortGradient(n, t + 1, scale, p, po + t * n, d, row);
      } else {
        state[SUM] = scale;
        run(GRADIENT, 2, 1, t + 1, p, po + t * n, d, row, state);
        Arrays.fill(d, row + t + 1, row + n, 0);
      }
    }
  }

  private static void shortGradient(
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
