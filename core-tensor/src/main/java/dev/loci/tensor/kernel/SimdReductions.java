package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdLanes.BY_1;
import static dev.loci.tensor.kernel.SimdLanes.BY_2;
import static dev.loci.tensor.kernel.SimdLanes.BY_4;
import static dev.loci.tensor.kernel.SimdLanes.BY_8;
import static dev.loci.tensor.kernel.SimdMath.S;
import static jdk.incubator.vector.VectorOperators.FMA;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums, dot products and maxima of contiguous elements.
 *
 * <p>The virtual lanes are two vectors of 512 bits, four of 256, or two passes over four of 128:
 * the dependent additions of LANES lanes take the time, however many lanes stand in a vector. The
 * vectors of a pass stand {@link #APART} apart, so that the first steps of the tree add up the
 * pass.
 */
final class SimdReductions {
  private static final int W = S.length();

  /** Whether LANES are two vectors, and not four or two times four. */
  private static final boolean TWO = 2 * W >= LANES;

  private static final int APART = LANES / (TWO ? 2 : 4);
  private static final boolean ONE_PASS = APART == W;
  private static final float[] NO_LANES = {};

  private SimdReductions() {}

  static float sum(int n, float[] x, int xo) {
    if (ONE_PASS) {
      return sumPass(0, n, x, xo, NO_LANES);
    }
    float[] lanes = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.LANES, W);
    sumPass(0, n, x, xo, lanes);
    return sumPass(W, n, x, xo, lanes);
  }

  /**
   * A pass and, if it is the last, the tree: what a pass has summed up must not be returned as a
   * vector, which would be boxed. The first of two passes leaves it in an array.
   */
  private static float sumPass(int first, int n, float[] x, int xo, float[] lanes) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int whole = n - n % LANES;
    for (int i = xo + first; i < xo + whole; i += LANES) {
      s0 = s0.add(FloatVector.fromArray(S, x, i));
      s1 = s1.add(FloatVector.fromArray(S, x, i + APART));
      if (!TWO) {
        s2 = s2.add(FloatVector.fromArray(S, x, i + 2 * APART));
        s3 = s3.add(FloatVector.fromArray(S, x, i + 3 * APART));
      }
    }
    if (whole < n) {
      // A lane that started from +0 is never -0, so the zeros of a masked load change nothing.
      int i = whole + first;
      s0 = s0.add(FloatVector.fromArray(S, x, xo + i, S.indexInRange(i, n)));
      i += APART;
      s1 = s1.add(FloatVector.fromArray(S, x, xo + i, S.indexInRange(i, n)));
      if (!TWO) {
        i += APART;
        s2 = s2.add(FloatVector.fromArray(S, x, xo + i, S.indexInRange(i, n)));
        i += APART;
        s3 = s3.add(FloatVector.fromArray(S, x, xo + i, S.indexInRange(i, n)));
      }
    }
    FloatVector sum = TWO ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
    if (!ONE_PASS && first == 0) {
      sum.intoArray(lanes, 0);
      return 0;
    }
    sum = ONE_PASS ? sum : FloatVector.fromArray(S, lanes, 0).add(sum);
    sum = W > 8 ? sum.add(sum.rearrange(BY_8)) : sum;
    sum = W > 4 ? sum.add(sum.rearrange(BY_4)) : sum;
    sum = sum.add(sum.rearrange(BY_2));
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }

  static float dot(int n, float[] a, int ao, float[] b, int bo) {
    if (ONE_PASS) {
      return dotPass(0, n, a, ao, b, bo, NO_LANES);
    }
    float[] lanes = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.LANES, W);
    dotPass(0, n, a, ao, b, bo, lanes);
    return dotPass(W, n, a, ao, b, bo, lanes);
  }

  /** As {@link #sumPass}. */
  private static float dotPass(
      int first, int n, float[] a, int ao, float[] b, int bo, float[] lanes) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int whole = n - n % LANES;
    for (int i = first; i < whole; i += LANES) {
      s0 = product(i, a, ao, b, bo, s0);
      s1 = product(i + APART, a, ao, b, bo, s1);
      if (!TWO) {
        s2 = product(i + 2 * APART, a, ao, b, bo, s2);
        s3 = product(i + 3 * APART, a, ao, b, bo, s3);
      }
    }
    if (whole < n) {
      s0 = rest(whole + first, n, a, ao, b, bo, s0);
      s1 = rest(whole + first + APART, n, a, ao, b, bo, s1);
      if (!TWO) {
        s2 = rest(whole + first + 2 * APART, n, a, ao, b, bo, s2);
        s3 = rest(whole + first + 3 * APART, n, a, ao, b, bo, s3);
      }
    }
    FloatVector sum = TWO ? s0.add(s1) : s0.add(s2).add(s1.add(s3));
    if (!ONE_PASS && first == 0) {
      sum.intoArray(lanes, 0);
      return 0;
    }
    sum = ONE_PASS ? sum : FloatVector.fromArray(S, lanes, 0).add(sum);
    sum = W > 8 ? sum.add(sum.rearrange(BY_8)) : sum;
    sum = W > 4 ? sum.add(sum.rearrange(BY_4)) : sum;
    sum = sum.add(sum.rearrange(BY_2));
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }

  private static FloatVector product(int i, float[] a, int ao, float[] b, int bo, FloatVector sum) {
    return FloatVector.fromArray(S, a, ao + i).fma(FloatVector.fromArray(S, b, bo + i), sum);
  }

  /** Masks the result too: a product that underflowed may have made a lane -0, which 0 * 0 ends. */
  private static FloatVector rest(
      int i, int n, float[] a, int ao, float[] b, int bo, FloatVector sum) {
    VectorMask<Float> mask = S.indexInRange(i, n);
    FloatVector va = FloatVector.fromArray(S, a, ao + i, mask);
    FloatVector vb = FloatVector.fromArray(S, b, bo + i, mask);
    return sum.blend(va.lanewise(FMA, vb, sum), mask);
  }

  /** The order of maxima does not matter, so any number of chains will do. */
  static float max(int n, float[] x, int xo) {
    FloatVector m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int fours = n - n % (4 * W);
    int i = 0;
    for (; i < fours; i += 4 * W) {
      m0 = m0.max(FloatVector.fromArray(S, x, xo + i));
      m1 = m1.max(FloatVector.fromArray(S, x, xo + i + W));
      m2 = m2.max(FloatVector.fromArray(S, x, xo + i + 2 * W));
      m3 = m3.max(FloatVector.fromArray(S, x, xo + i + 3 * W));
    }
    for (; i < n; i += W) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      m0 = m0.blend(m0.max(FloatVector.fromArray(S, x, xo + i, mask)), mask);
    }
    FloatVector m = m0.max(m1).max(m2.max(m3));
    m = W > 8 ? m.max(m.rearrange(BY_8)) : m;
    m = W > 4 ? m.max(m.rearrange(BY_4)) : m;
    m = m.max(m.rearrange(BY_2));
    return m.max(m.rearrange(BY_1)).lane(0);
  }
}
