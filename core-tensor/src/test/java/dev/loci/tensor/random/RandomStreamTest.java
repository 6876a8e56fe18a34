package dev.loci.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  /** The JDK's own xoshiro256++ differs only in how a seed becomes a state. */
  @Test
  void agreesWithTheJdksGenerator() {
    long silver = 0x6a09e667f3bcc909L;
    long golden = 0x9e3779b97f4a7c15L;
    for (long seed : new long[] {0, 1, 42, -1, Long.MIN_VALUE}) {
      RandomGenerator jdk = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
      RandomStream ours = RandomStream.of((seed ^ silver) - golden);
      for (int i = 0; i < 1000; i++) {
        assertThat(ours.nextLong()).isEqualTo(jdk.nextLong());
      }
    }
  }

  /** Fixes every stream's bits for good: experiments are reproduced from seeds and names. */
  @Test
  void streamsNeverChange() {
    assertThat(RandomStream.of(7).nextLong()).isEqualTo(1021219803524665661L);
    assertThat(RandomStream.of(7).split("init").split("weight").nextLong())
        .isEqualTo(-1086783728422497401L);
    float[] normals = new float[3];
    RandomStream.of(7).fillNormal(normals, 0, 1);
    assertThat(normals).containsExactly(0.15864399f, 0.29788548f, -1.4267533f);
    int[] order = IntStream.range(0, 8).toArray();
    RandomStream.of(7).shuffle(order);
    assertThat(order).containsExactly(7, 5, 6, 3, 2, 4, 1, 0);
  }

  @Test
  void aChildDoesNotDependOnWhatItsParentDrew() {
    RandomStream fresh = RandomStream.of(3);
    RandomStream used = RandomStream.of(3);
    used.nextLong();
    used.split("other").nextLong();
    long next = used.nextLong();
    assertThat(used.split("a").nextLong()).isEqualTo(fresh.split("a").nextLong());
    fresh.nextLong();
    assertThat(fresh.nextLong()).as("splitting does not draw").isEqualTo(next);
  }

  @Test
  void namesAndPathsTellChildrenApart() {
    RandomStream root = RandomStream.of(3);
    long[] firsts = {
      root.nextLong(),
      RandomStream.of(3).split("").nextLong(),
      RandomStream.of(3).split("a").nextLong(),
      RandomStream.of(3).split("b").nextLong(),
      RandomStream.of(3).split("ab").nextLong(),
      RandomStream.of(3).split("ba").nextLong(),
      RandomStream.of(3).split("a").split("b").nextLong(),
      RandomStream.of(3).split("b").split("a").nextLong(),
      RandomStream.of(4).split("a").nextLong(),
    };
    assertThat(Arrays.stream(firsts).distinct().count()).isEqualTo(firsts.length);
  }

  @Test
  void siblingsAreUncorrelated() {
    int n = 100_000;
    RandomStream a = RandomStream.of(1).split("0");
    RandomStream b = RandomStream.of(1).split("1");
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a.normal() * b.normal();
    }
    assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
  }

  @Test
  void uniformsHaveTheirMomentsAndBounds() {
    int n = 200_000;
    RandomStream random = RandomStream.of(5);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = random.nextDouble();
      float y = random.nextFloat();
      assertThat(x).isBetween(0.0, Math.nextDown(1.0));
      assertThat(y).isBetween(0f, Math.nextDown(1f));
      sum += x + y;
      squares += x * x + (double) y * y;
    }
    assertThat(sum / (2 * n)).isCloseTo(0.5, within(0.003));
    assertThat(squares / (2 * n)).isCloseTo(1.0 / 3, within(0.003));
  }

  @Test
  void normalsHaveTheirMoments() {
    float[] values = new float[200_001];
    RandomStream.of(6).fillNormal(values, 3, 2);
    double[] moments = new double[5];
    for (float value : values) {
      double z = (value - 3.0) / 2;
      for (int k = 1; k <= 4; k++) {
        moments[k] += power(z, k) / values.length;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(0.01));
    assertThat(moments[2]).isCloseTo(1, within(0.02));
    assertThat(moments[3]).isCloseTo(0, within(0.03));
    assertThat(moments[4]).isCloseTo(3, within(0.1));
  }

  @Test
  void belowIsUniformForBoundsThatDoNotDivideTheRange() {
    RandomStream random = RandomStream.of(8);
    int n = 120_000;
    int[] counts = new int[12];
    for (int i = 0; i < n; i++) {
      counts[random.below(12)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - n / 12.0) * (count - n / 12.0) / (n / 12.0);
    }
    assertThat(chiSquare).as("11 degrees of freedom").isLessThan(31.3); // p = 0.001

    int large = 3 << 29; // 3/8 of the range: without rejection the lowest values were favoured
    long low = IntStream.range(0, n).filter(i -> random.below(large) < large / 2).count();
    assertThat((double) low / n).isCloseTo(0.5, within(0.006));
  }

  @Test
  void fillUniformCoversItsInterval() {
    float[] values = new float[10_000];
    RandomStream.of(9).fillUniform(values, -2, 6);
    float min = 6;
    float max = -2;
    double sum = 0;
    for (float value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    assertThat(min).isBetween(-2f, -1.98f);
    assertThat(max).isBetween(5.98f, 6f);
    assertThat(sum / values.length).isCloseTo(2, within(0.1));
  }

  @Test
  void shufflesToEveryOrderEquallyOften() {
    RandomStream random = RandomStream.of(10);
    int[] counts = new int[27];
    for (int i = 0; i < 6000; i++) {
      int[] order = {0, 1, 2};
      random.shuffle(order);
      counts[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    assertThat(Arrays.stream(counts).filter(count -> count > 0)).hasSize(6);
    assertThat(Arrays.stream(counts).filter(count -> count > 0))
        .allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void refusesABoundThatIsNotPositive() {
    assertThatThrownBy(() -> RandomStream.of(1).below(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("below: the bound must be positive, but is 0");
  }

  private static double power(double z, int k) {
    return k == 0 ? 1 : z * power(z, k - 1);
  }
}
