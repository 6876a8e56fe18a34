package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link FloatMath}, a vector at a time: the same operations in the same order.
 *
 * <p>A branch there is a blend here. The methods are short, because the compiler gives up inlining
 * those of 325 bytecodes or more, and a vector that crosses a call is boxed.
 */
final class SimdMath {
  /** The species of the machine. It is a constant, or the compiler makes no vector code at all. */
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SimdMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector above = x.blend(EXP_LOWEST, x.compare(LT, EXP_LOWEST));
    FloatVector c = above.blend(EXP_HIGHEST, above.compare(GT, EXP_HIGHEST));
    FloatVector t = c.fma(constant(LOG2_E), constant(ROUND));
    FloatVector mantissa = expm1Reduced(c, constant(0), t).add(1f);
    return mantissa.mul(firstScale(t)).mul(secondScale(t));
  }

  private static FloatVector expm1Reduced(FloatVector x, FloatVector low, FloatVector t) {
    FloatVector n = t.sub(ROUND);
    FloatVector high = n.fma(constant(-LN2_HIGH), x);
    FloatVector r = n.fma(constant(-LN2_LOW), high).add(low);
    FloatVector q = constant(EXP_4).fma(r, constant(EXP_3));
    q = q.fma(r, constant(EXP_2));
    q = q.fma(r, constant(EXP_1));
    q = q.fma(r, constant(EXP_0));
    return q.fma(r.mul(r), r);
  }

  private static FloatVector firstScale(FloatVector t) {
    IntVector half = t.reinterpretAsInts().sub(ROUND_BITS).lanewise(ASHR, 1);
    return half.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
  }

  private static FloatVector secondScale(FloatVector t) {
    IntVector n = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector rest = n.sub(n.lanewise(ASHR, 1));
    return rest.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(LOG_DENORMAL_SCALE), denormal).reinterpretAsInts();
    IntVector exponent = bits.sub(LOG_LEAST_MANTISSA).lanewise(ASHR, 23);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector k = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    FloatVector y = logReduced(f, k.blend(k.sub(LOG_DENORMAL_EXPONENT), denormal));
    FloatVector infinity = constant(Float.POSITIVE_INFINITY);
    FloatVector positive = infinity.blend(y, x.compare(LT, Float.POSITIVE_INFINITY));
    FloatVector other = constant(Float.NaN).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return other.blend(positive, x.compare(GT, 0f));
  }

  private static FloatVector log1p(FloatVector e) {
    VectorMask<Float> high = e.compare(GT, 0.5f);
    return logReduced(e.blend(e.sub(1f).mul(0.5f), high), constant(0).blend(1f, high));
  }

  private static FloatVector logReduced(FloatVector f, FloatVector k) {
    FloatVector q = constant(LOG_7).fma(f, constant(LOG_6));
    q = q.fma(f, constant(LOG_5));
    q = q.fma(f, constant(LOG_4));
    q = q.fma(f, constant(LOG_3));
    q = q.fma(f, constant(LOG_2));
    q = q.fma(f, constant(LOG_1));
    q = q.fma(f, constant(LOG_0));
    FloatVector rest = q.fma(f, constant(-0.5f)).mul(f.mul(f));
    FloatVector tail = k.fma(constant(LN2_LOW), rest);
    FloatVector power = k.mul(LN2_HIGH);
    FloatVector sum = power.add(f);
    FloatVector error = f.sub(sum.sub(power));
    return sum.add(tail.add(error));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector s = x.mul(x);
    FloatVector q = constant(TANH_4).fma(s, constant(TANH_3));
    q = q.fma(s, constant(TANH_2));
    q = q.fma(s, constant(TANH_1));
    q = q.fma(s, constant(TANH_0));
    FloatVector small = x.mul(s).fma(q, x);
    FloatVector large = constant(1).sub(constant(2).div(exp(a.add(a)).add(1f)));
    FloatVector signed = large.blend(large.neg(), x.compare(LT, 0f));
    return signed.blend(small, a.compare(LT, TANH_SMALL));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector q = e.div(e.add(1f));
    FloatVector p = constant(1).blend(e, x.compare(LT, 0f));
    return p.neg().fma(q, p);
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector positive = constant(0).blend(x, x.compare(GT, 0f));
    return positive.add(log1p(exp(x.abs().neg())));
  }

  static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector s = x.mul(x);
    FloatVector q = constant(ERF_6).fma(s, constant(ERF_5));
    q = q.fma(s, constant(ERF_4));
    q = q.fma(s, constant(ERF_3));
    q = q.fma(s, constant(ERF_2));
    q = q.fma(s, constant(ERF_1));
    q = q.fma(s, constant(ERF_0));
    FloatVector small = x.fma(q, x);
    FloatVector c = a.blend(ERF_ONE, a.compare(GT, ERF_ONE));
    FloatVector large = constant(1).sub(exp(logErfc(c)));
    FloatVector signed = large.blend(large.neg(), x.compare(LT, 0f));
    return signed.blend(small, a.compare(LT, ERF_SMALL));
  }

  private static FloatVector logErfc(FloatVector x) {
    FloatVector q = constant(ERFC_6).fma(x, constant(ERFC_5));
    q = q.fma(x, constant(ERFC_4));
    q = q.fma(x, constant(ERFC_3));
    q = q.fma(x, constant(ERFC_2));
    q = q.fma(x, constant(ERFC_1));
    return q.fma(x, constant(ERFC_0));
  }

  static FloatVector gelu(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(GELU_FAR, a.compare(GT, GELU_FAR));
    FloatVector z = geluArgument(c);
    FloatVector t = z.neg().fma(constant(LOG2_E), constant(ROUND));
    FloatVector mantissa = expm1Reduced(z.neg(), geluArgumentError(c, z).neg(), t);
    FloatVector first = firstScale(t);
    FloatVector second = secondScale(t);
    FloatVector d = mantissa.mul(first).fma(second, first.fma(second, constant(1)));
    FloatVector product = mantissa.fma(c, c).mul(first);
    VectorMask<Float> negative = x.compare(LT, 0f);
    FloatVector quotient = x.blend(product.neg(), negative).div(d);
    return quotient.blend(quotient.mul(second), negative);
  }

  static FloatVector geluDerivative(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(GELU_FAR, a.compare(GT, GELU_FAR));
    FloatVector z = geluArgument(c);
    FloatVector t = z.neg().fma(constant(LOG2_E), constant(ROUND));
    FloatVector mantissa = expm1Reduced(z.neg(), geluArgumentError(c, z).neg(), t).add(1f);
    FloatVector e1 = mantissa.mul(firstScale(t));
    FloatVector second = secondScale(t);
    FloatVector s1 = e1.div(e1.mul(second).add(1f));
    FloatVector s = s1.mul(second);
    FloatVector slope = c.neg().mul(constant(GELU_SLOPE_3).fma(c.mul(c), constant(GELU_SLOPE_1)));
    FloatVector factor = slope.fma(constant(1).sub(s), constant(1));
    FloatVector right = s.neg().fma(factor, constant(1));
    return right.blend(s1.mul(factor).mul(second), x.compare(LT, 0f));
  }

  private static FloatVector geluArgument(FloatVector x) {
    return x.mul(constant(GELU_3_HIGH).fma(x.mul(x), constant(GELU_1_HIGH)));
  }

  private static FloatVector geluArgumentError(FloatVector x, FloatVector z) {
    FloatVector s = x.mul(x);
    FloatVector factor = constant(GELU_3_HIGH).fma(s, constant(GELU_1_HIGH));
    FloatVector rest = constant(GELU_1_HIGH).sub(factor);
    FloatVector low = constant(GELU_3_HIGH).fma(s, rest).add(GELU_1_LOW);
    FloatVector square = constant(GELU_3_LOW).fma(s, low);
    low = constant(GELU_3_HIGH).fma(x.fma(x, s.neg()), square);
    return x.fma(low, x.fma(factor, z.neg()));
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(S, value);
  }
}
