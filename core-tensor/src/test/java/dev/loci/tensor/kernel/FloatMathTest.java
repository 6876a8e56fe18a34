package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The bounds that {@link FloatMath} states, by a sweep over all exponents and both signs. */
class FloatMathTest {
  private static final int STEP = 4001; // over a million of the 2^32 floats
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  interface Function {
    float apply(float x);
  }

  @Test
  void errorsStayWithinTheStatedBounds() {
    assertThat(worst(FloatMath::exp, StrictMath::exp)).isLessThan(1.0);
    assertThat(worst(FloatMath::log, StrictMath::log)).isLessThan(0.9);
    assertThat(worst(FloatMath::tanh, StrictMath::tanh)).isLessThan(1.4);
    assertThat(worst(FloatMath::sigmoid, Float64Math::sigmoid)).isLessThan(1.6);
    assertThat(worst(FloatMath::softplus, Float64Math::softplus)).isLessThan(1.6);
    assertThat(worst(FloatMath::erf, Float64Math::erf)).isLessThan(1.1);
    assertThat(worst(FloatMath::gelu, Float64Math::gelu)).isLessThan(2.4);
    assertThat(worst(FloatMath::sin, StrictMath::sin)).isLessThanOrEqualTo(0.5);
    assertThat(worst(FloatMath::cos, StrictMath::cos)).isLessThanOrEqualTo(0.5);
  }

  @Test
  void geluDerivativeStaysWithinItsAbsoluteBound() {
    for (float x = -14; x < 14; x += 1e-4f) {
      double exact = Float64Math.geluDerivative(x);
      assertThat(Math.abs(FloatMath.geluDerivative(x) - exact)).isLessThan(1.2e-7);
    }
  }

  /** Returns the largest error in ulps of the exact result, and checks what is not finite. */
  private static double worst(Function f, DoubleUnaryOperator reference) {
    double worst = 0;
    for (long bits = 0; bits < 1L << 32; bits += STEP) {
      float x = Float.intBitsToFloat((int) bits);
      double exact = reference.applyAsDouble(x);
      float rounded = (float) exact;
      float y = f.apply(x);
      if (Float.isFinite(rounded)) {
        worst = Math.max(worst, Math.abs(y - exact) / Math.ulp(rounded));
      } else {
        assertThat(Float.floatToIntBits(y)).as("f(%s)", x).isEqualTo(Float.floatToIntBits(rounded));
      }
    }
    return worst;
  }

  @Test
  void bfloat16IsTheNearestOfItsNumbers() {
    for (long bits = 0; bits < 1L << 32; bits += STEP) {
      float x = Float.intBitsToFloat((int) bits);
      // An addend far below the last bit decides where x is half way.
      double above = x + Math.ulp((double) x);
      if (Double.compare(FloatMath.bfloat16(x), nearestBfloat16(x)) != 0
          || Double.compare(Float64Math.bfloat16(above), nearestBfloat16(above)) != 0) {
        fail("bfloat16(%s) is %s", x, FloatMath.bfloat16(x));
      }
    }
  }

  /** Rounds to a multiple of what the last of 8 bits is worth, ties to even. */
  private static double nearestBfloat16(double x) {
    double unit = Math.scalb(1.0, Math.max(Math.getExponent(x), Float.MIN_EXPONENT) - 7);
    double rounded = Math.rint(x / unit) * unit;
    return Double.isInfinite(x) || Math.abs(rounded) < 0x1p128 ? rounded : rounded / 0;
  }

  @Test
  void bfloat16AtItsEdges() {
    assertThat(FloatMath.bfloat16(0x1.01p0f)).isEqualTo(1); // ties, to even
    assertThat(FloatMath.bfloat16(0x1.03p0f)).isEqualTo(0x1.04p0f);
    assertThat(FloatMath.bfloat16(Math.nextUp(0x1.01p0f))).isEqualTo(0x1.02p0f);
    assertThat(Float64Math.bfloat16(Math.nextUp(0x1.01p0))).isEqualTo(0x1.02p0);
    assertThat(Float64Math.bfloat16(Math.nextDown(0x1.03p0))).isEqualTo(0x1.02p0);
    assertThat(Float.floatToIntBits(FloatMath.bfloat16(-0f))).isEqualTo(Float.floatToIntBits(-0f));
    assertThat(FloatMath.bfloat16(0x1p-133f)).isEqualTo(0x1p-133f); // the smallest
    assertThat(FloatMath.bfloat16(Float.MIN_VALUE)).isEqualTo(0);
    assertThat(FloatMath.bfloat16(Float.MAX_VALUE)).isEqualTo(INFINITY);
    assertThat(Float64Math.bfloat16(-1e300)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(FloatMath.bfloat16(-INFINITY)).isEqualTo(-INFINITY);
    assertThat(FloatMath.bfloat16(Float.intBitsToFloat(0x7fffffff))).isNaN();
    assertThat(FloatMath.bfloat16(Float.intBitsToFloat(0xff800001))).isNaN();
    assertThat(Float64Math.bfloat16(Double.NaN)).isNaN();
  }

  @Test
  void expAtItsEdges() {
    assertThat(FloatMath.exp(0f)).isEqualTo(1f);
    assertThat(FloatMath.exp(-0f)).isEqualTo(1f);
    assertThat(FloatMath.exp(88.72283f)).isFinite();
    assertThat(FloatMath.exp(88.72284f)).isEqualTo(INFINITY);
    assertThat(FloatMath.exp(-103.97208f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-103.97209f)).isEqualTo(0f);
    assertThat(FloatMath.exp(-INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.exp(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.exp(Float.NaN)).isNaN();
  }

  @Test
  void logAtItsEdges() {
    assertThat(FloatMath.log(1f)).isEqualTo(0f);
    assertThat(FloatMath.log(0f)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log(-0f)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log(-1f)).isNaN();
    assertThat(FloatMath.log(-Float.MIN_VALUE)).isNaN();
    assertThat(FloatMath.log(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.log(Float.MIN_VALUE)).isEqualTo((float) StrictMath.log(Float.MIN_VALUE));
  }

  @Test
  void theOthersAtTheirEdges() {
    for (Function odd : new Function[] {FloatMath::tanh, FloatMath::erf}) {
      assertThat(odd.apply(INFINITY)).isEqualTo(1f);
      assertThat(odd.apply(-INFINITY)).isEqualTo(-1f);
      assertBits(odd.apply(-0f), -0f);
      assertBits(odd.apply(0f), 0f);
    }
    assertBits(FloatMath.tanh(-Float.MIN_VALUE), -Float.MIN_VALUE);
    assertThat(FloatMath.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(FloatMath.sigmoid(-INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.sigmoid(INFINITY)).isEqualTo(1f);
    assertThat(FloatMath.softplus(-INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.softplus(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.gelu(INFINITY)).isEqualTo(INFINITY);
    assertBits(FloatMath.gelu(-INFINITY), -0f);
    assertBits(FloatMath.gelu(-0f), -0f);
    assertThat(FloatMath.geluDerivative(INFINITY)).isEqualTo(1f);
    assertThat(FloatMath.geluDerivative(-INFINITY)).isEqualTo(-0f);
    assertThat(FloatMath.geluDerivative(0f)).isEqualTo(0.5f);
  }

  private static void assertBits(float actual, float expected) {
    assertThat(Float.floatToIntBits(actual)).isEqualTo(Float.floatToIntBits(expected));
  }
}
