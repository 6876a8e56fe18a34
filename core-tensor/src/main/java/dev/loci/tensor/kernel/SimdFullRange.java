package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static dev.loci.tensor.kernel.SimdFunctions.geluArgumentError;
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
 * The functions of {@link FloatMath} whose arguments may well leave the range of {@link
 * SimdFunctions}, for any arguments: the same operations in the same order. A branch there is a
 * blend here.
 */
final class SimdFullRange {
  private SimdFullRange() {}

  static void exp(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector above = v.blend(EXP_LOWEST, v.compare(LT, EXP_LOWEST));
      FloatVector c = above.blend(EXP_HIGHEST, above.compare(GT, EXP_HIGHEST));
      FloatVector t = c.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(c, t)).add(1f);
      IntVector power = t.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = power.lanewise(ASHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      FloatVector second = power.sub(half).lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      mantissa.mul(first).mul(second).intoArray(y, yo + i);
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
      FloatVector finite = logSum(f, logRest(f), k.blend(k.sub(LOG_DENORMAL_EXPONENT), denormal));
      FloatVector infinity = broadcast(S, Float.POSITIVE_INFINITY);
      FloatVector positive = infinity.blend(finite, v.compare(LT, Float.POSITIVE_INFINITY));
      FloatVector other = broadcast(S, Float.NaN).blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
      other.blend(positive, v.compare(GT, 0f)).intoArray(y, yo + i);
    }
  }

  static void gelu(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector c = v.abs();
      c = c.blend(GELU_FAR, c.compare(GT, GELU_FAR));
      FloatVector a = c.neg();
      FloatVector s = c.mul(c);
      FloatVector factor = broadcast(S, GELU_3_HIGH).fma(s, broadcast(S, GELU_1_HIGH));
      FloatVector z = a.mul(factor);
      FloatVector error = geluArgumentError(a, c, s, factor, z);
      FloatVector t = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(z, t).sub(error));
      IntVector power = t.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = power.lanewise(ASHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      FloatVector second = power.sub(half).lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      FloatVector d = mantissa.mul(first).fma(second, first.fma(second, broadcast(S, 1)));
      VectorMask<Float> negative = v.compare(LT, 0f);
      FloatVector quotient = v.blend(mantissa.fma(a, a).mul(first), negative).div(d);
      quotient.blend(quotient.mul(second), negative).intoArray(y, yo + i);
    }
  }

  static void geluDerivative(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i);
      FloatVector c = v.abs();
      c = c.blend(GELU_FAR, c.compare(GT, GELU_FAR));
      FloatVector a = c.neg();
      FloatVector square = c.mul(c);
      FloatVector factor = broadcast(S, GELU_3_HIGH).fma(square, broadcast(S, GELU_1_HIGH));
      FloatVector z = a.mul(factor);
      FloatVector error = geluArgumentError(a, c, square, factor, z);
      FloatVector t = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector mantissa = expm1Polynomial(reduced(z, t).sub(error)).add(1f);
      IntVector power = t.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = power.lanewise(ASHR, 1);
      FloatVector first = half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      FloatVector second = power.sub(half).lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      FloatVector e1 = mantissa.mul(first);
      FloatVector s1 = e1.div(e1.mul(second).add(1f));
      FloatVector s = s1.mul(second);
      FloatVector slope = a.mul(broadcast(S, GELU_SLOPE_3).fma(square, broadcast(S, GELU_SLOPE_1)));
      FloatVector rest = slope.fma(broadcast(S, 1).sub(s), broadcast(S, 1));
      FloatVector right = s.neg().fma(rest, broadcast(S, 1));
      right.blend(s1.mul(rest).mul(second), v.compare(LT, 0f)).intoArray(y, yo + i);
    }
  }
}
