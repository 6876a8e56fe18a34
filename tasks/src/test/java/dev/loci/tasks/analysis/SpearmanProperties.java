package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SpearmanProperties {

  @Property(tries = 300)
  void dependsOnOrderAlone(@ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
    double[] x = withTies(n, seed);
    double[] y = withTies(n, seed + 1);
    double expected = Spearman.correlation(x, y);
    assertThat(Spearman.correlation(map(x, v -> v * v * v), map(y, v -> 5 * v - 11)))
        .isEqualTo(expected);
    assertThat(Spearman.correlation(y, x)).isEqualTo(expected);
  }

  @Property(tries = 300)
  void changesSignWhenAnOrderIsReversed(
      @ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
    double[] x = withTies(n, seed);
    double[] y = withTies(n, seed + 1);
    double expected = -Spearman.correlation(x, y);
    double reversed = Spearman.correlation(map(x, v -> -v), y);
    assertThat(reversed).isCloseTo(expected, within(1e-12));
  }

  @Property(tries = 300)
  void isOneOfASampleWithItself(@ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
    double[] x = withTies(n, seed);
    assertThat(Spearman.correlation(x, x)).isCloseTo(1, within(1e-12));
  }

  /** Ranks have a fixed sum, and each is the mean over all pairs: 1 below, 1/2 equal, 0 above. */
  @Property(tries = 300)
  void ranksCountThePairs(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
    double[] x = withTies(n, seed);
    double[] ranks = Spearman.ranks(x);
    for (int i = 0; i < n; i++) {
      double rank = 0.5;
      for (double other : x) {
        rank += other < x[i] ? 1 : other == x[i] ? 0.5 : 0;
      }
      assertThat(ranks[i]).isEqualTo(rank);
    }
    assertThat(Arrays.stream(ranks).sum()).isEqualTo(n * (n + 1) / 2.0);
  }

  private static double[] withTies(int n, long seed) {
    Random random = new Random(seed);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextInt(-8, 9));
    values[0] = 9; // so that the sample is never constant
    return values;
  }

  private static double[] map(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }
}
