package dev.loci.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The initial weights of the paper's notebooks, seed 7, in the order in which they consume. */
class FrameworkRandomTest {
  private static final int SEED = 7;

  @Test
  void uniformsKeepTheLow24Bits() {
    FrameworkRandom random = FrameworkRandom.seeded(SEED);
    assertThat(random.uniform()).isEqualTo((327741615 & 0xffffff) * 0x1p-24f);
    assertThat(random.uniform()).isEqualTo((976413892 & 0xffffff) * 0x1p-24f);
  }

  @Test
  void node2VecStar() {
    float[] v = normal(FrameworkRandom.seeded(SEED), 17 * 100, 1);
    assertStarts(v, 0, -0.8201345f, 0.39563116f, 0.8989085f, -1.3884039f);
    assertStarts(v, 1696, -1.1543086f, -0.57446593f, -0.21944278f, -0.3780811f);
  }

  @Test
  void mlpModel() {
    int vocabulary = 26;
    int width = 32;
    FrameworkRandom random = FrameworkRandom.seeded(SEED);
    constructMlp(random, vocabulary, width);
    float[] e = normal(random, vocabulary * width, 0.02f);
    random.skipNormal(vocabulary * width);
    float[] w = normal(random, width * width, 0.02f);
    assertStarts(e, 0, -0.024914939f, -6.197433e-05f, 0.0040120645f);
    assertStartsToEightDecimals(w, 0.00246298, 0.02024528, 0.01623517);
  }

  @Test
  void nonGeometricMlpModel() {
    int vocabulary = 24;
    int width = 512;
    FrameworkRandom random = FrameworkRandom.seeded(SEED);
    constructMlp(random, vocabulary, width);
    float[] e = normal(random, vocabulary * width, 1);
    random.skipNormal(vocabulary * width);
    float[] w = normal(random, width * width, 0.02f);
    assertThat(frobenius(e)).isCloseTo(110.61412, within(1e-5));
    assertThat(frobenius(w)).isCloseTo(10.268974, within(1e-6));
  }

  @Test
  void gpt() {
    int vocabulary = 26;
    int width = 32;
    FrameworkRandom random = FrameworkRandom.seeded(SEED);
    random.skipLinear(vocabulary, width, false);
    random.skipNormal(vocabulary * width);
    for (int i = 0; i < 4; i++) {
      random.skipLinear(width, width, true);
    }
    random.skipLinear(4 * width, width, true);
    random.skipLinear(width, 4 * width, true);

    float[] e = normal(random, vocabulary * width, 0.02f);
    random.skipNormal(vocabulary * width);
    float[] wq = normal(random, width * width, 0.02f);
    for (int i = 0; i < 3; i++) {
      random.skipNormal(width * width);
    }
    random.skipNormal(4 * width * width);
    random.skipNormal(4 * width * width);
    float[] p = normal(random, 64 * width, 1);

    assertStartsToEightDecimals(e, 0.00821299, -0.03470379, 0.00335383, 0.02067102);
    assertStartsToEightDecimals(wq, 0.01674262, -0.02240417);
    assertStarts(p, 0, -0.48222297f, 0.7200995f);
  }

  @Test
  void skippingANormalFillLeavesTheSameState() {
    for (int n : new int[] {16, 17, 31, 32, 1700}) {
      FrameworkRandom filled = FrameworkRandom.seeded(SEED);
      FrameworkRandom skipped = FrameworkRandom.seeded(SEED);
      filled.fillNormal(new float[n], 0, 1);
      skipped.skipNormal(n);
      assertThat(skipped.uniform()).as("after %d", n).isEqualTo(filled.uniform());
    }
  }

  @Test
  void meanAndStandardDeviationScale() {
    float[] standard = normal(FrameworkRandom.seeded(SEED), 32, 1);
    float[] scaled = new float[32];
    FrameworkRandom.seeded(SEED).fillNormal(scaled, 3, 2);
    for (int i = 0; i < 32; i++) {
      assertThat(scaled[i]).isCloseTo(3 + 2 * standard[i], within(1e-6f));
    }
  }

  @Test
  void refusesFillsThatTheStreamDoesNotDefine() {
    assertThatThrownBy(() -> FrameworkRandom.seeded(SEED).fillNormal(new float[15], 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fillNormal: 15 elements, but this stream is defined for 16 or more");
  }

  private static void constructMlp(FrameworkRandom random, int vocabulary, int width) {
    random.skipLinear(vocabulary, width, false);
    random.skipNormal(vocabulary * width);
    random.skipLinear(width, width, true);
  }

  private static float[] normal(FrameworkRandom random, int n, float std) {
    float[] values = new float[n];
    random.fillNormal(values, 0, std);
    return values;
  }

  private static void assertStarts(float[] values, int from, float... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[from + i])
          .as("element %d", from + i)
          .isCloseTo(expected[i], within(2e-7f * Math.abs(expected[i])));
    }
  }

  /** For values that are known to eight decimals. */
  private static void assertStartsToEightDecimals(float[] values, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).as("element %d", i).isCloseTo(expected[i], within(0.51e-8));
    }
  }

  private static double frobenius(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
