package dev.loci.models.node2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiasedWalksTest {
  /** 1 has come from 0 if it can: back to 0, to 2 that 0 knows too, or out to 3 and 4. */
  private static final NeighbourLists GRAPH =
      NeighbourLists.of(6, new int[][] {{0, 1}, {0, 2}, {1, 2}, {1, 3}, {1, 4}, {3, 4}});

  /** The step after 0, 1, against the definition, by Pearson's chi-square at 1 in 1000. */
  @ParameterizedTest
  @CsvSource({"1, 1", "0.25, 4", "4, 0.25", "2, 0.5", "0.5, 0.5"})
  void stepsHaveTheirProbabilities(double p, double q) {
    BiasedWalks walks = new BiasedWalks(GRAPH, p, q);
    RandomStream random = RandomStream.of(8);
    int[] counts = new int[6];
    int total = 0;
    for (int i = 0; i < 60_000; i++) {
      int[] walk = walks.walk(0, 3, random);
      if (walk[1] == 1) {
        counts[walk[2]]++;
        total++;
      }
    }
    assertThat(total).isBetween(29_000, 31_000); // the first step is uniform: 1 or 2
    double[] weights = {1 / p, 0, 1, 1 / q, 1 / q, 0};
    assertThat(chiSquare(counts, weights, total)).isLessThan(16.27); // 3 degrees of freedom
    assertThat(counts[1] + counts[5]).isZero();
  }

  /** What the test above would say of walks without memory. */
  @Test
  void theStatisticSeesTheBias() {
    RandomStream random = RandomStream.of(9);
    int[] counts = new int[6];
    int total = 10_000;
    BiasedWalks uniform = new BiasedWalks(GRAPH, 1, 1);
    for (int i = 0; i < total; i++) {
      counts[uniform.walk(1, 2, random)[1]]++;
    }
    assertThat(chiSquare(counts, new double[] {1, 0, 1, 1, 1, 0}, total)).isLessThan(16.27);
    assertThat(chiSquare(counts, new double[] {0.8, 0, 1, 1, 1, 0}, total)).isGreaterThan(30);
  }

  private static double chiSquare(int[] counts, double[] weights, int total) {
    double sum = Arrays.stream(weights).sum();
    double statistic = 0;
    for (int x = 0; x < counts.length; x++) {
      double expected = total * weights[x] / sum;
      if (expected > 0) {
        statistic += (counts[x] - expected) * (counts[x] - expected) / expected;
      }
    }
    return statistic;
  }

  @Test
  void walksFollowEdgesAndTheSeed() {
    BiasedWalks walks = new BiasedWalks(GRAPH, 0.5, 2);
    int[][] drawn = walks.walks(3, 12, RandomStream.of(4));
    assertThat(drawn.length).isEqualTo(18);
    assertThat(walks.walks(3, 12, RandomStream.of(4))).isDeepEqualTo(drawn);
    int[] starts = new int[6];
    for (int[] walk : drawn) {
      starts[walk[0]]++;
      for (int i = 1; i < walk.length; i++) {
        assertThat(GRAPH.hasEdge(walk[i - 1], walk[i])).isTrue();
      }
    }
    assertThat(starts).containsOnly(3);
  }

  @Test
  void aNodeWithoutNeighboursStaysAlone() {
    assertThat(new BiasedWalks(GRAPH, 1, 1).walk(5, 9, RandomStream.of(1))).containsExactly(5);
  }

  @Test
  void skipGramsAreTheNodesAround() {
    assertThat(BiasedWalks.skipGrams(new int[][] {{4, 7, 4, 9}, {5}}, 2))
        .isDeepEqualTo(
            new int[][] {
              {4, 7}, {4, 4}, {7, 4}, {7, 4}, {7, 9}, {4, 4}, {4, 7}, {4, 9}, {9, 7}, {9, 4}
            });
  }

  @Test
  void badParametersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BiasedWalks(GRAPH, 0, 1))
        .withMessage("walks: p is 0.0 and q is 1.0, expected positive numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BiasedWalks(GRAPH, 1, Double.NaN))
        .withMessage("walks: p is 1.0 and q is NaN, expected positive numbers");
    BiasedWalks walks = new BiasedWalks(GRAPH, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> walks.walk(0, 0, RandomStream.of(1)))
        .withMessage("walks: a walk of 0 nodes, expected at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> walks.walk(6, 2, RandomStream.of(1)))
        .withMessage("walks: node 6 is not one of 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BiasedWalks.skipGrams(new int[0][], 0))
        .withMessage("walks: a window of 0, expected at least 1");
  }
}
