package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Fma.fma;

/**
 * The float32 functions that every kernel is defined by.
 *
 * <p>They use only operations that are rounded the same way everywhere: add, subtract, multiply,
 * divide, fused multiply-add, comparison and reinterpretation of bits. So a vector unit that does
 * the same operations in the same order gives the same bits. {@code sin}, {@code cos} and {@code
 * pow} are {@link StrictMath}'s in double, rounded to float.
 *
 * <p>Error bounds are in ulps of the exact result, measured by sweeps over all exponents. Results
 * below the normal range are scaled down, and so rounded, once.
 *
 * <p>The polynomials are our own minimax fits: weighted least squares on 4000 Chebyshev nodes,
 * reweighted (Lawson) until the relative error of the function is level, each coefficient rounded
 * to float from the lowest up and the rest fitted again. The error beside each is the fit's own.
 */
final class FloatMath {
  /**
   * Added and subtracted again, it rounds to an integer, which its low bits then hold: 1.5 2^23.
   */
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = 0x4b400000;
  static final int ONE_BITS = 0x3f800000;

  /** The bits of a float that a bfloat16 has, too. */
  static final int BFLOAT16_MASK = 0xffff0000;

  /** Just under half of what the last bit of a bfloat16 is worth, in bits of a float. */
  static final int BFLOAT16_BELOW_HALF = 0x7fff;

  static final float LOG2_E = 0x1.715476p0f;
  // log(2) in two parts; the first has 15 bits, so its products with exponents are exact.
  static final float LN2_HIGH = 0x1.62e4p-1f;
  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  // Beyond these the results are 0 and infinity.
  static final float EXP_LOWEST = -104.5f;
  static final float EXP_HIGHEST = 89f;

  // (exp(r) - 1 - r) / r^2 on [-0.348, 0.348]: 3.2e-9.
  static final float EXP_0 = 0x1.fffffcp-2f;
  static final float EXP_1 = 0x1.55549p-3f;
  static final float EXP_2 = 0x1.5558b8p-5f;
  static final float EXP_3 = 0x1.123b3ap-7f;
  static final float EXP_4 = 0x1.6a47d8p-10f;

  // (log(1 + f) - f + f^2 / 2) / f^3 on [-0.25, 0.5]: 5.0e-9.
  static final float LOG_0 = 0x1.5555a4p-2f;
  static final float LOG_1 = -0x1.000044p-2f;
  static final float LOG_2 = 0x1.99696ap-3f;
  static final float LOG_3 = -0x1.54eebep-3f;
  static final float LOG_4 = 0x1.288636p-3f;
  static final float LOG_5 = -0x1.0d95ep-3f;
  static final float LOG_6 = 0x1.aca8b2p-4f;
  static final float LOG_7 = -0x1.7143a6p-5f;

  /** The bits of 0.75: {@code log} takes its mantissas from [0.75, 1.5). */
  static final int LOG_LEAST_MANTISSA = 0x3f400000;

  static final float LOG_DENORMAL_SCALE = 0x1p23f;
  static final float LOG_DENORMAL_EXPONENT = 23;

  // (tanh(x) / x - 1) / x^2 as a polynomial in x^2 on [0, 0.55]: 1.1e-9.
  static final float TANH_SMALL = 0.55f;
  static final float TANH_0 = -0x1.55554ap-2f;
  static final float TANH_1 = 0x1.110cfp-3f;
  static final float TANH_2 = -0x1.b91f2p-5f;
  static final float TANH_3 = 0x1.58ec78p-6f;
  static final float TANH_4 = -0x1.99565ep-8f;

  // erf(x) / x - 1 as a polynomial in x^2 on [0, 1]: 1.4e-9.
  static final float ERF_SMALL = 1;
  static final float ERF_0 = 0x1.06eba8p-3f;
  static final float ERF_1 = -0x1.81273ep-2f;
  static final float ERF_2 = 0x1.ce2ce6p-4f;
  static final float ERF_3 = -0x1.b7f71ap-6f;
  static final float ERF_4 = 0x1.53f224p-8f;
  static final float ERF_5 = -0x1.a3515ep-11f;
  static final float ERF_6 = 0x1.4771fcp-14f;

  // log(1 - erf(x)) on [1, 4], from where on erf is 1: 1.1e-9.
  static final float ERF_ONE = 4;
  static final float ERFC_0 = -0x1.661a16p-12f;
  static final float ERFC_1 = -0x1.2088ecp0f;
  static final float ERFC_2 = -0x1.46bae6p-1f;
  static final float ERFC_3 = -0x1.a65372p-4f;
  static final float ERFC_4 = 0x1.65cbdep-6f;
  static final float ERFC_5 = -0x1.825be2p-9f;
  static final float ERFC_6 = 0x1.86df46p-13f;

  // sqrt(8 / pi) and 0.044715 times it, each in two parts; the first part of the first has 12 bits.
  static final float GELU_1_HIGH = 0x1.988p0f;
  static final float GELU_1_LOW = 0x1.14cf5p-14f;
  static final float GELU_3_HIGH = 0x1.2444f2p-4f;
  static final float GELU_3_LOW = 0x1.49b16ap-29f;
  static final float GELU_SLOPE_1 = GELU_1_HIGH + GELU_1_LOW;
  static final float GELU_SLOPE_3 = 3 * GELU_3_HIGH;

  /** From here on {@code x sigmoid(2u)} is x, and -0 on the other side. */
  static final float GELU_FAR = 11;

  private FloatMath() {}

  /** Returns e to the power of x; error below 1.0 ulp. */
  static float exp(float x) {
    float above = x < EXP_LOWEST ? EXP_LOWEST : x;
    float c = above > EXP_HIGHEST ? EXP_HIGHEST : above;
    float t = fma(c, LOG2_E, ROUND);
    return (1 + expm1Reduced(c, 0, t)) * firstScale(t) * secondScale(t);
  }

  /**
   * Returns {@code exp(x + low) / 2^n - 1}, between -0.3 and 0.42.
   *
   * @param t {@code n + ROUND}, where n is the integer nearest to {@code x log2(e)}
   */
  private static float expm1Reduced(float x, float low, float t) {
    float n = t - ROUND;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x)) + low;
    float q = fma(EXP_4, r, EXP_3);
    q = fma(q, r, EXP_2);
    q = fma(q, r, EXP_1);
    q = fma(q, r, EXP_0);
    return fma(q, r * r, r);
  }

  /** The first of two factors of 2^n. Only multiplying by the second can leave the normal range. */
  private static float firstScale(float t) {
    int half = (Float.floatToRawIntBits(t) - ROUND_BITS) >> 1;
    return Float.intBitsToFloat((half << 23) + ONE_BITS);
  }

  private static float secondScale(float t) {
    int n = Float.floatToRawIntBits(t) - ROUND_BITS;
    return Float.intBitsToFloat(((n - (n >> 1)) << 23) + ONE_BITS);
  }

  /** Returns the natural logarithm; NaN for negative x; error below 0.9 ulp. */
  static float log(float x) {
    boolean denormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(denormal ? x * LOG_DENORMAL_SCALE : x);
    int exponent = (bits - LOG_LEAST_MANTISSA) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
    float k = Float.intBitsToFloat(exponent + ROUND_BITS) - ROUND;
    float y = logReduced(f, denormal ? k - LOG_DENORMAL_EXPONENT : k);
    float positive = x < Float.POSITIVE_INFINITY ? y : Float.POSITIVE_INFINITY;
    float other = x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
    return x > 0 ? positive : other;
  }

  /** Returns {@code log(1 + e)} for e in [0, 1]. */
  private static float log1p(float e) {
    boolean high = e > 0.5f;
    return logReduced(high ? 0.5f * (e - 1) : e, high ? 1 : 0);
  }

  /** Returns {@code log((1 + f) 2^k)} for f in [-0.25, 0.5]. */
  private static float logReduced(float f, float k) {
    float q = fma(LOG_7, f, LOG_6);
    q = fma(q, f, LOG_5);
    q = fma(q, f, LOG_4);
    q = fma(q, f, LOG_3);
    q = fma(q, f, LOG_2);
    q = fma(q, f, LOG_1);
    q = fma(q, f, LOG_0);
    float tail = fma(k, LN2_LOW, fma(q, f, -0.5f) * (f * f));
    float power = k * LN2_HIGH;
    float sum = power + f;
    float error = f - (sum - power);
    return sum + (tail + error);
  }

  static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  static float pow(float x, float y) {
    return (float) StrictMath.pow(x, y);
  }

  /** Returns the hyperbolic tangent; error below 1.4 ulp. */
  static float tanh(float x) {
    float a = Math.abs(x);
    float s = x * x;
    float q = fma(TANH_4, s, TANH_3);
    q = fma(q, s, TANH_2);
    q = fma(q, s, TANH_1);
    q = fma(q, s, TANH_0);
    float small = x * fma(q, s, 1); // keeps the sign of zero
    float large = 1 - 2 / (exp(a + a) + 1);
    float signed = x < 0 ? -large : large;
    return a < TANH_SMALL ? small : signed;
  }

  /** Returns {@code 1 / (1 + exp(-x))}; error below 1.6 ulp. */
  static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float q = e / (1 + e);
    // 1 - q or e - e q: more exact than the quotient, whose divisor is rounded.
    float p = x < 0 ? e : 1;
    return fma(-p, q, p);
  }

  /** Returns {@code log(1 + exp(x))}; error below 1.6 ulp. */
  static float softplus(float x) {
    return (x > 0 ? x : 0) + log1p(exp(-Math.abs(x)));
  }

  /** Returns the error function; error below 1.1 ulp. */
  static float erf(float x) {
    float a = Math.abs(x);
    float s = x * x;
    float q = fma(ERF_6, s, ERF_5);
    q = fma(q, s, ERF_4);
    q = fma(q, s, ERF_3);
    q = fma(q, s, ERF_2);
    q = fma(q, s, ERF_1);
    q = fma(q, s, ERF_0);
    float small = fma(x, q, x);
    float large = 1 - exp(logErfc(a > ERF_ONE ? ERF_ONE : a));
    float signed = x < 0 ? -large : large;
    return a < ERF_SMALL ? small : signed;
  }

  private static float logErfc(float x) {
    float q = fma(ERFC_6, x, ERFC_5);
    q = fma(q, x, ERFC_4);
    q = fma(q, x, ERFC_3);
    q = fma(q, x, ERFC_2);
    q = fma(q, x, ERFC_1);
    return fma(q, x, ERFC_0);
  }

  /**
   * Returns {@code x sigmoid(2u)}, {@code u = sqrt(2 / pi) (x + 0.044715 x^3)}; error below 2.4
   * ulp. At negative infinity it is -0, the limit.
   */
  static float gelu(float x) {
    float a = Math.abs(x);
    float c = a > GELU_FAR ? GELU_FAR : a;
    float z = geluArgument(c);
    float t = fma(-z, LOG2_E, ROUND);
    float mantissa = expm1Reduced(-z, -geluArgumentError(c, z), t);
    float first = firstScale(t);
    float second = secondScale(t);
    float d = fma(mantissa * first, second, fma(first, second, 1));
    float product = fma(mantissa, c, c) * first;
    float quotient = (x < 0 ? -product : x) / d;
    return x < 0 ? quotient * second : quotient;
  }

  /**
   * Returns the derivative of {@link #gelu}; absolute error below 1.2e-7. The derivative has a zero
   * near -0.752, so there is no bound in ulps.
   */
  static float geluDerivative(float x) {
    float a = Math.abs(x);
    float c = a > GELU_FAR ? GELU_FAR : a;
    float z = geluArgument(c);
    float t = fma(-z, LOG2_E, ROUND);
    float e1 = (1 + expm1Reduced(-z, -geluArgumentError(c, z), t)) * firstScale(t);
    float second = secondScale(t);
    // y = s (1 + x z' (1 - s)) with s = sigmoid(z); and y(x) = 1 - y(-x).
    float s1 = e1 / (1 + e1 * second);
    float s = s1 * second;
    float factor = fma(-c * fma(GELU_SLOPE_3, c * c, GELU_SLOPE_1), 1 - s, 1);
    return x < 0 ? s1 * factor * second : fma(-s, factor, 1);
  }

  /** Returns {@code z = 2u}, as rounded. */
  private static float geluArgument(float x) {
    return x * fma(GELU_3_HIGH, x * x, GELU_1_HIGH);
  }

  /** Returns the exact 2u less z: an exponential's argument must be exact beyond its last bit. */
  private static float geluArgumentError(float x, float z) {
    float s = x * x;
    float factor = fma(GELU_3_HIGH, s, GELU_1_HIGH);
    float low = fma(GELU_3_HIGH, s, GELU_1_HIGH - factor) + GELU_1_LOW;
    low = fma(GELU_3_HIGH, fma(x, x, -s), fma(GELU_3_LOW, s, low));
    return fma(x, low, fma(x, factor, -z));
  }

  /** Returns the nearest bfloat16, ties to even: a float whose lower half of bits is zeros. */
  static float bfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    int rounded = (bits + BFLOAT16_BELOW_HALF + (bits >>> 16 & 1)) & BFLOAT16_MASK;
    return Float.isNaN(x) ? Float.NaN : Float.intBitsToFloat(rounded);
  }
}
