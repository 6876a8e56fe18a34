package dev.loci.tensor.kernel;

/** The float64 functions: {@link StrictMath}, and what follows from it. */
final class Float64Math {
  private static final double SQRT_PI = Math.sqrt(Math.PI);
  private static final double GELU_1 = 2 * Math.sqrt(2 / Math.PI);
  private static final double GELU_3 = GELU_1 * 0.044715;

  /** Where the error function changes from its series to its continued fraction. */
  private static final double ERF_SERIES_END = 2;

  /** So many terms give erf at 2 and beyond in full precision. */
  private static final int ERF_FRACTION_TERMS = 60;

  private Float64Math() {}

  static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  static double softplus(double x) {
    return (x > 0 ? x : 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** Returns the error function (Abramowitz and Stegun, 7.1.6 and 7.1.14). */
  static double erf(double x) {
    double a = Math.abs(x);
    double y = a < ERF_SERIES_END ? erfSeries(a) : 1 - erfcFraction(a);
    return Math.copySign(y, x);
  }

  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 0x1p-56; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / SQRT_PI * StrictMath.exp(-x * x) * sum;
  }

  private static double erfcFraction(double x) {
    double tail = x;
    for (int n = ERF_FRACTION_TERMS; n > 0; n--) {
      tail = x + n / (2 * tail);
    }
    return StrictMath.exp(-x * x) / (SQRT_PI * tail);
  }

  /** Returns {@code x sigmoid(2u)}; -0, not NaN, at negative infinity. */
  static double gelu(double x) {
    return x == Double.NEGATIVE_INFINITY ? -0.0 : x * sigmoid(geluArgument(x));
  }

  static double geluDerivative(double x) {
    double z = geluArgument(x);
    double s = sigmoid(z);
    double rest = sigmoid(-z);
    double slope = x * (GELU_1 + 3 * GELU_3 * x * x);
    return s == 0 || rest == 0 ? s : s * (1 + slope * rest);
  }

  private static double geluArgument(double x) {
    return x * (GELU_1 + GELU_3 * x * x);
  }

  /** Returns the nearest bfloat16, by way of a float that is rounded to odd. */
  static double bfloat16(double x) {
    float y = (float) x;
    if (y != x && !Double.isNaN(x)) {
      int bits = Float.floatToRawIntBits(y);
      int towardZero = Math.abs((double) y) > Math.abs(x) ? bits - 1 : bits;
      y = Float.intBitsToFloat(towardZero | 1);
    }
    return FloatMath.bfloat16(y);
  }
}
