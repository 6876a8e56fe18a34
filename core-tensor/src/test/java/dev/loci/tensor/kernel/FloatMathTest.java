package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
