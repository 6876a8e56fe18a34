package dev.loci.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PythonRandomTest {
  private static final int[] SHUFFLED = {3, 2, 13, 14, 7, 9, 15, 12, 5, 11, 8, 1, 0, 16, 6, 4, 10};

  @Test
  void shufflesAsPythonDoes() {
    int[] values = IntStream.range(0, 17).toArray();
    PythonRandom.seeded(7).shuffle(values);
    assertThat(values).containsExactly(SHUFFLED);
  }

  @Test
  void shufflesObjectsWithTheSameDraws() {
    Integer[] values = IntStream.range(0, 17).boxed().toArray(Integer[]::new);
    PythonRandom.seeded(7).shuffle(values);
    assertThat(values).containsExactly(IntStream.of(SHUFFLED).boxed().toArray(Integer[]::new));
  }

  /** Made with CPython: {@code r = random.Random(seed); [r.randrange(1000) for _ in range(4)]}. */
  @Test
  void seedsOfMoreThan32BitsAndNegativeOnesAgreeWithPython() {
    assertThat(draws(123456789012345L)).containsExactly(690, 225, 299, 420);
    assertThat(draws(-7)).containsExactly(draws(7));
    assertThat(draws(Long.MIN_VALUE)).containsExactly(566, 403, 963, 214);
  }

  @Test
  void aBoundOfOneStillDraws() {
    PythonRandom random = PythonRandom.seeded(7);
    assertThat(random.below(1)).isZero();
    assertThat(random.bits(32)).isNotEqualTo((int) 1390851128L);
  }

  @Test
  void choosesAmongTheValues() {
    PythonRandom random = PythonRandom.seeded(7);
    int[] counts = new int[3];
    for (int i = 0; i < 3000; i++) {
      counts[random.choice(new int[] {0, 1, 2})]++;
    }
    assertThat(Arrays.stream(counts)).allSatisfy(n -> assertThat(n).isBetween(900, 1100));
  }

  @Test
  void refusesWhatItCannotDraw() {
    PythonRandom random = PythonRandom.seeded(7);
    assertThatThrownBy(() -> random.below(0))
        .hasMessage("below: the bound must be positive, but is 0");
    assertThatThrownBy(() -> random.choice(new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.bits(33)).hasMessage("bits: 33 is not between 1 and 32");
    assertThatThrownBy(() -> random.bits(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] draws(long seed) {
    PythonRandom random = PythonRandom.seeded(seed);
    return IntStream.range(0, 4).map(i -> random.below(1000)).toArray();
  }
}
