package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static dev.loci.tensor.kernel.SimdMath.S;
import static dev.loci.tensor.kernel.SimdMath.expm1Polynomial;
import static dev.loci.tensor.kernel.SimdMath.logRest;
import static dev.loci.tensor.kernel.SimdMath.logSum;
import static dev.loci.tensor.kernel.SimdMath.reduced;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The costly functions of {@link FloatMath} over whole vectors, for arguments in the usual range:
 * its operations less those that only the ends of the range need, so with the same bits.
 *
 * <p>In that range 2^n is a normal number, and so is what it multiplies and the product: adding n
 * to the exponent is the whole multiplication, and the two factors of 2^n may be one.
 *
 * <p>A function returns whether all its arguments were in the range, which it learns in passing. If
 * not, the results mean nothing, and {@link SimdFullRange} does it again; so {@code y} must not be
 * {@code x}.
 *
 * <p>Each function is written out in its loop but for small parts. A larger part would be called so
 * often that the compiler compiles it before the loop, and then declines to inline what has become
 * a big method: every vector would be boxed. Late in a loop there are no parts at all, because the
 * compiler inlines no method of ours once it has seen 18,000 nodes.
 */
final class SimdFunctions {
  // Magnitudes must be below these, given as the bits of negative numbers: the larger the
  // magnitude, the larger are the bits, and those of NaN are larger still.

  /** Where exp and 1 / exp are normal numbers: 87. */
  private static final int EXP_USUAL = Float.floatToRawIntBits(-87f);

  /**
   * Where softmax may divide exp by multiplying: 70. In exp(-70) = 2^-101 over any divisor the
   * remainder's last bit is at least 2^-148, and so is a float; a little further down it is lost.
   */
  private static final int DIVISIBLE_EXP = Float.floatToRawIntBits(-70f);

  private static final int TANH_USUAL = Float.floatToRawIntBits(-43.5f);

  /** Where gelu is a normal number on both sides: 9.5. */
  private static final int GELU_USUAL = Float.floatToRawIntBits(-9.5f);

  private static final int SIGN = 0x80000000;

  private SimdFunctions() {}

  static boolean exp(int n, float[] x, int xo, float[] y, int yo) {
    IntVector largest = minusZero();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      largest = largest.max(minusMagnitude(v).reinterpretAsInts());
      FloatVector t = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(v, t)).add(1f);
      mantissa.reinterpretAsInts().add(power(t)).reinterpretAsFloats().intoArray(y, yo + i);
    }
    return largest.compare(LT, EXP_USUAL).allTrue();
  }

  /**
   * {@code y = exp((x - first) - second) factor}. As a part of rows it is called late in methods
   * that have grown large, and so has no parts of ours at all.
   */
  static boolean expOfDifference(
      int n, float[] x, int xo, float first, float second, float factor, float[] y, int yo) {
    IntVector largest = broadcast(S, -0f).reinterpretAsInts();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i).sub(first).sub(second);
      largest = largest.max(v.reinterpretAsInts().or(SIGN));
      FloatVector t = v.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector k = t.sub(ROUND);
      FloatVector r = k.fma(broadcast(S, -LN2_LOW), k.fma(broadcast(S, -LN2_HIGH), v));
      FloatVector q = broadcast(S, EXP_4).fma(r, broadcast(S, EXP_3));
      q = q.fma(r, broadcast(S, EXP_2));
      q = q.fma(r, broadcast(S, EXP_1));
      q = q.fma(r, broadcast(S, EXP_0));
      IntVector mantissa = q.fma(r.mul(r), r).add(1f).reinterpretAsInts();
      FloatVector e = mantissa.add(t.reinterpretAsInts().lanewise(LSHL, 23)).reinterpretAsFloats();
      e.mul(factor).intoArray(y, yo + i);
    }
    return largest.compare(LT, DIVISIBLE_EXP).allTrue();
  }

  static boolean log(int n, float[] x, int xo, float[] y, int yo) {
    IntVector least = broadcast(S, 1).reinterpretAsInts();
    IntVector largest = least;
    for (int i = 0; i < n; i += S.length()) {
      IntVector bits = FloatVector.fromArray(S, x, xo + i).reinterpretAsInts();
      least = least.min(bits);
      largest = largest.max(bits);
      IntVector exponent = bits.sub(LOG_LEAST_MANTISSA).lanewise(ASHR, 23);
      FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector k = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
      logSum(f, logRest(f), k).intoArray(y, yo + i);
    }
    return least.compare(LT, Float.floatToRawIntBits(Float.MIN_NORMAL)).not().allTrue()
        && largest.compare(LT, Float.floatToRawIntBits(Float.POSITIVE_INFINITY)).allTrue();
  }

  static boolean tanh(int n, float[] x, int xo, float[] y, int yo) {
    IntVector largest = minusZero();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      largest = largest.max(minusMagnitude(v).reinterpretAsInts());
      FloatVector a = v.abs();
      FloatVector twice = a.add(a);
      FloatVector t = twice.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(twice, t)).add(1f);
      FloatVector e = mantissa.reinterpretAsInts().add(power(t)).reinterpretAsFloats();
      FloatVector large = broadcast(S, 1).sub(broadcast(S, 2).div(e.add(1f)));
      FloatVector s = v.mul(v);
      FloatVector q = broadcast(S, TANH_4).fma(s, broadcast(S, TANH_3));
      q = q.fma(s, broadcast(S, TANH_2));
      q = q.fma(s, broadcast(S, TANH_1));
      q = q.fma(s, broadcast(S, TANH_0));
      FloatVector small = v.mul(q.fma(s, broadcast(S, 1)));
      IntVector signed = v.reinterpretAsInts().and(SIGN).or(large.reinterpretAsInts());
      signed.reinterpretAsFloats().blend(small, a.compare(LT, TANH_SMALL)).intoArray(y, yo + i);
    }
    return largest.compare(LT, TANH_USUAL).allTrue();
  }

  static boolean sigmoid(int n, float[] x, int xo, float[] y, int yo) {
    IntVector largest = minusZero();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = minusMagnitude(v);
      largest = largest.max(a.reinterpretAsInts());
      FloatVector t = a.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(a, t)).add(1f);
      FloatVector e = mantissa.reinterpretAsInts().add(power(t)).reinterpretAsFloats();
      FloatVector q = e.div(e.add(1f));
      FloatVector p = broadcast(S, 1).blend(e, v.compare(LT, 0f));
      p.neg().fma(q, p).intoArray(y, yo + i);
    }
    return largest.compare(LT, EXP_USUAL).allTrue();
  }

  static boolean softplus(int n, float[] x, int xo, float[] y, int yo) {
    IntVector largest = minusZero();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = minusMagnitude(v);
      largest = largest.max(a.reinterpretAsInts());
      FloatVector t = a.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(a, t)).add(1f);
      FloatVector e = mantissa.reinterpretAsInts().add(power(t)).reinterpretAsFloats();
      VectorMask<Float> high = e.compare(GT, 0.5f);
      FloatVector f = e.blend(e.sub(1f).mul(0.5f), high);
      FloatVector rest = logRest(f);
      FloatVector k = broadcast(S, 0).blend(1f, high);
      FloatVector tail = k.fma(broadcast(S, LN2_LOW), rest);
      FloatVector power = k.mul(LN2_HIGH);
      FloatVector sum = power.add(f);
      FloatVector error = f.sub(sum.sub(power));
      FloatVector positive = broadcast(S, 0).blend(v, v.compare(GT, 0f));
      positive.add(sum.add(tail.add(error))).intoArray(y, yo + i);
    }
    return largest.compare(LT, EXP_USUAL).allTrue();
  }

  /** Any argument will do: from {@link FloatMath#ERF_ONE} on, the function is 1. */
  static boolean erf(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = v.abs();
      FloatVector logErfc = logErfc(a.blend(ERF_ONE, a.compare(GT, ERF_ONE)));
      FloatVector t = logErfc.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(logErfc, t)).add(1f);
      FloatVector scale = power(t).add(ONE_BITS).reinterpretAsFloats();
      FloatVector large = broadcast(S, 1).sub(mantissa.mul(scale)); // NaN stays NaN
      FloatVector s = v.mul(v);
      FloatVector q = broadcast(S, ERF_6).fma(s, broadcast(S, ERF_5));
      q = q.fma(s, broadcast(S, ERF_4));
      q = q.fma(s, broadcast(S, ERF_3));
      q = q.fma(s, broadcast(S, ERF_2));
      q = q.fma(s, broadcast(S, ERF_1));
      q = q.fma(s, broadcast(S, ERF_0));
      FloatVector small = v.fma(q, v);
      IntVector signed = v.reinterpretAsInts().and(SIGN).or(large.reinterpretAsInts());
      signed.reinterpretAsFloats().blend(small, a.compare(LT, ERF_SMALL)).intoArray(y, yo + i);
    }
    return true;
  }

  private static FloatVector logErfc(FloatVector x) {
    FloatVector q = broadcast(S, ERFC_6).fma(x, broadcast(S, ERFC_5));
    q = q.fma(x, broadcast(S, ERFC_4));
    q = q.fma(x, broadcast(S, ERFC_3));
    q = q.fma(x, broadcast(S, ERFC_2));
    q = q.fma(x, broadcast(S, ERFC_1));
    return q.fma(x, broadcast(S, ERFC_0));
  }

  static boolean gelu(int n, float[] x, int xo, float[] y, int yo) {
    IntVector largest = minusZero();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = minusMagnitude(v);
      FloatVector c = v.abs();
      largest = largest.max(a.reinterpretAsInts());
      FloatVector s = c.mul(c);
      FloatVector factor = broadcast(S, GELU_3_HIGH).fma(s, broadcast(S, GELU_1_HIGH));
      FloatVector z = a.mul(factor);
      FloatVector error = geluArgumentError(a, c, s, factor, z);
      FloatVector t = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(z, t).sub(error));
      IntVector power = power(t);
      FloatVector scale = power.add(ONE_BITS).reinterpretAsFloats();
      FloatVector d = mantissa.fma(scale, scale.add(1f));
      IntVector product = mantissa.fma(a, a).reinterpretAsInts().add(power);
      v.blend(product.reinterpretAsFloats(), v.compare(LT, 0f)).div(d).intoArray(y, yo + i);
    }
    return largest.compare(LT, GELU_USUAL).allTrue();
  }

  static boolean geluDerivative(int n, float[] x, int xo, float[] y, int yo) {
    IntVector largest = minusZero();
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = minusMagnitude(v);
      FloatVector c = v.abs();
      largest = largest.max(a.reinterpretAsInts());
      FloatVector square = c.mul(c);
      FloatVector factor = broadcast(S, GELU_3_HIGH).fma(square, broadcast(S, GELU_1_HIGH));
      FloatVector z = a.mul(factor);
      FloatVector error = geluArgumentError(a, c, square, factor, z);
      FloatVector t = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(z, t).sub(error)).add(1f);
      FloatVector e = mantissa.reinterpretAsInts().add(power(t)).reinterpretAsFloats();
      FloatVector s = e.div(e.add(1f));
      FloatVector slope = a.mul(broadcast(S, GELU_SLOPE_3).fma(square, broadcast(S, GELU_SLOPE_1)));
      FloatVector rest = slope.fma(broadcast(S, 1).sub(s), broadcast(S, 1));
      FloatVector right = s.neg().fma(rest, broadcast(S, 1));
      right.blend(s.mul(rest), v.compare(LT, 0f)).intoArray(y, yo + i);
    }
    return largest.compare(LT, GELU_USUAL).allTrue();
  }

  /** As in {@link FloatMath}, where {@code a = -c} and {@code z = a factor}. */
  static FloatVector geluArgumentError(
      FloatVector a, FloatVector c, FloatVector s, FloatVector factor, FloatVector z) {
    FloatVector rest = broadcast(S, GELU_1_HIGH).sub(factor);
    FloatVector low = broadcast(S, GELU_3_HIGH).fma(s, rest).add(GELU_1_LOW);
    low = broadcast(S, GELU_3_LOW).fma(s, low);
    low = broadcast(S, -GELU_3_HIGH).fma(a.fma(c, s), low);
    return c.fma(low, c.fma(factor, z));
  }

  /** Returns n in the place of an exponent, where t is n + ROUND, whose own bits fall out. */
  private static IntVector power(FloatVector t) {
    return t.reinterpretAsInts().lanewise(LSHL, 23);
  }

  static FloatVector minusMagnitude(FloatVector x) {
    return x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
  }

  private static IntVector minusZero() {
    return broadcast(S, -0f).reinterpretAsInts();
  }
}
