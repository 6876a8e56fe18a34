package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static dev.loci.tensor.kernel.SimdMath.S;
import static dev.loci.tensor.kernel.SimdMath.expm1Reduced;
import static dev.loci.tensor.kernel.SimdMath.firstScale;
import static dev.loci.tensor.kernel.SimdMath.logReduced;
import static dev.loci.tensor.kernel.SimdMath.secondScale;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The costly functions of {@link FloatMath} over whole vectors: the same operations in the same
 * order. A branch there is a blend here.
 *
 * <p>Each function is written out in its loop. As a method of its own it would be called so often
 * that the compiler compiles it before the loop, and then declines to inline what has become a big
 * method: every vector would be boxed.
 */
final class SimdFunctions {
  private SimdFunctions() {}

  static void exp(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      SimdMath.exp(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }

  static void log(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      VectorMask<Float> denormal = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(LOG_DENORMAL_SCALE), denormal).reinterpretAsInts();
      IntVector exponent = bits.sub(LOG_LEAST_MANTISSA).lanewise(ASHR, 23);
      FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector k = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
      FloatVector finite = logReduced(f, k.blend(k.sub(LOG_DENORMAL_EXPONENT), denormal));
      FloatVector infinity = broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector positive = infinity.blend(finite, v.compare(LT, Float.POSITIVE_INFINITY));
      FloatVector other = broadcast(S, Float.NaN).blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
      other.blend(positive, v.compare(GT, 0f)).intoArray(y, yo + i);
    }
  }

  static void tanh(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = v.abs();
      FloatVector large = broadcast(S, 1).sub(broadcast(S, 2).div(SimdMath.exp(a.add(a)).add(1f)));
      FloatVector s = v.mul(v);
      FloatVector q = broadcast(S, TANH_4).fma(s, broadcast(S, TANH_3));
      q = q.fma(s, broadcast(S, TANH_2));
      q = q.fma(s, broadcast(S, TANH_1));
      q = q.fma(s, broadcast(S, TANH_0));
      FloatVector small = v.mul(q.fma(s, broadcast(S, 1)));
      FloatVector signed = large.blend(large.neg(), v.compare(LT, 0f));
      signed.blend(small, a.compare(LT, TANH_SMALL)).intoArray(y, yo + i);
    }
  }

  static void sigmoid(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector e = SimdMath.exp(v.abs().neg());
      FloatVector q = e.div(e.add(1f));
      FloatVector p = broadcast(S, 1).blend(e, v.compare(LT, 0f));
      p.neg().fma(q, p).intoArray(y, yo + i);
    }
  }

  /** The logarithm is written out: a call so late in the method would not be inlined any more. */
  static void softplus(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector e = SimdMath.exp(v.abs().neg());
      FloatVector positive = broadcast(S, 0).blend(v, v.compare(GT, 0f));
      VectorMask<Float> high = e.compare(GT, 0.5f);
      FloatVector f = e.blend(e.sub(1f).mul(0.5f), high);
      FloatVector k = broadcast(S, 0).blend(1f, high);
      FloatVector q = broadcast(S, LOG_7).fma(f, broadcast(S, LOG_6));
      q = q.fma(f, broadcast(S, LOG_5));
      q = q.fma(f, broadcast(S, LOG_4));
      q = q.fma(f, broadcast(S, LOG_3));
      q = q.fma(f, broadcast(S, LOG_2));
      q = q.fma(f, broadcast(S, LOG_1));
      q = q.fma(f, broadcast(S, LOG_0));
      FloatVector rest = q.fma(f, broadcast(S, -0.5f)).mul(f.mul(f));
      FloatVector tail = k.fma(broadcast(S, LN2_LOW), rest);
      FloatVector power = k.mul(LN2_HIGH);
      FloatVector sum = power.add(f);
      FloatVector error = f.sub(sum.sub(power));
      positive.add(sum.add(tail.add(error))).intoArray(y, yo + i);
    }
  }

  static void erf(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = v.abs();
      FloatVector c = a.blend(ERF_ONE, a.compare(GT, ERF_ONE));
      FloatVector large = broadcast(S, 1).sub(SimdMath.exp(logErfc(c)));
      FloatVector s = v.mul(v);
      FloatVector q = broadcast(S, ERF_6).fma(s, broadcast(S, ERF_5));
      q = q.fma(s, broadcast(S, ERF_4));
      q = q.fma(s, broadcast(S, ERF_3));
      q = q.fma(s, broadcast(S, ERF_2));
      q = q.fma(s, broadcast(S, ERF_1));
      q = q.fma(s, broadcast(S, ERF_0));
      FloatVector small = v.fma(q, v);
      FloatVector signed = large.blend(large.neg(), v.compare(LT, 0f));
      signed.blend(small, a.compare(LT, ERF_SMALL)).intoArray(y, yo + i);
    }
  }

  private static FloatVector logErfc(FloatVector x) {
    FloatVector q = broadcast(S, ERFC_6).fma(x, broadcast(S, ERFC_5));
    q = q.fma(x, broadcast(S, ERFC_4));
    q = q.fma(x, broadcast(S, ERFC_3));
    q = q.fma(x, broadcast(S, ERFC_2));
    q = q.fma(x, broadcast(S, ERFC_1));
    return q.fma(x, broadcast(S, ERFC_0));
  }

  static void gelu(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = v.abs();
      FloatVector c = a.blend(GELU_FAR, a.compare(GT, GELU_FAR));
      FloatVector z = geluArgument(c);
      FloatVector t = z.neg().fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector second = secondScale(t);
      FloatVector first = firstScale(t);
      FloatVector mantissa = expm1Reduced(z.neg(), geluArgumentError(c, z).neg(), t);
      FloatVector d = mantissa.mul(first).fma(second, first.fma(second, broadcast(S, 1)));
      FloatVector product = mantissa.fma(c, c).mul(first);
      VectorMask<Float> negative = v.compare(LT, 0f);
      FloatVector quotient = v.blend(product.neg(), negative).div(d);
      quotient.blend(quotient.mul(second), negative).intoArray(y, yo + i);
    }
  }

  static void geluDerivative(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector a = v.abs();
      FloatVector c = a.blend(GELU_FAR, a.compare(GT, GELU_FAR));
      FloatVector z = geluArgument(c);
      FloatVector t = z.neg().fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector second = secondScale(t);
      FloatVector first = firstScale(t);
      FloatVector mantissa = expm1Reduced(z.neg(), geluArgumentError(c, z).neg(), t);
      FloatVector e1 = mantissa.add(1f).mul(first);
      FloatVector s1 = e1.div(e1.mul(second).add(1f));
      FloatVector s = s1.mul(second);
      FloatVector slope =
          c.neg().mul(broadcast(S, GELU_SLOPE_3).fma(c.mul(c), broadcast(S, GELU_SLOPE_1)));
      FloatVector factor = slope.fma(broadcast(S, 1).sub(s), broadcast(S, 1));
      FloatVector right = s.neg().fma(factor, broadcast(S, 1));
      right.blend(s1.mul(factor).mul(second), v.compare(LT, 0f)).intoArray(y, yo + i);
    }
  }

  private static FloatVector geluArgument(FloatVector x) {
    return x.mul(broadcast(S, GELU_3_HIGH).fma(x.mul(x), broadcast(S, GELU_1_HIGH)));
  }

  private static FloatVector geluArgumentError(FloatVector x, FloatVector z) {
    FloatVector s = x.mul(x);
    FloatVector factor = broadcast(S, GELU_3_HIGH).fma(s, broadcast(S, GELU_1_HIGH));
    FloatVector rest = broadcast(S, GELU_1_HIGH).sub(factor);
    FloatVector low = broadcast(S, GELU_3_HIGH).fma(s, rest).add(GELU_1_LOW);
    FloatVector square = broadcast(S, GELU_3_LOW).fma(s, low);
    low = broadcast(S, GELU_3_HIGH).fma(x.fma(x, s.neg()), square);
    return x.fma(low, x.fma(factor, z.neg()));
  }
}
