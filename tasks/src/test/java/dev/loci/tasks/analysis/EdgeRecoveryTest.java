package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EdgeRecoveryTest {

  @Test
  void averagesTheRecoveredShareOverSources() {
    double[][] scores = {
      {0, 9, 1, 8}, // targets 1, 2: one of them in the top 2
      {7, 0, 0, 0}, // target 0: found
      {0, 0, 0, 0}, // not a source
      {1, 2, 9, 0} // target 0: not found
    };
    int[][] edges = {{0, 1}, {0, 2}, {1, 0}, {3, 0}};
    assertThat(EdgeRecovery.of(scores).perSource(edges, 5)).isCloseTo(1.5 / 3, within(1e-15));
    assertThat(EdgeRecovery.of(scores).topOne(edges)).isEqualTo(2 / 4.0);
    assertThat(EdgeRecovery.of(scores).perEdge(edges, 2)).isEqualTo(2 / 4.0);
    assertThat(EdgeRecovery.of(scores).perEdge(edges, 3)).isEqualTo(1);
  }

  @Test
  void duplicatesCountOncePerSourceButEachTimePerEdge() {
    double[][] scores = {{0, 5, 9}, {0, 0, 0}, {0, 0, 0}};
    int[][] edges = {{0, 1}, {0, 2}, {0, 2}};
    assertThat(EdgeRecovery.of(scores).perSource(edges, 5)).isEqualTo(1);
    assertThat(EdgeRecovery.of(scores).topOne(edges)).isEqualTo(2 / 3.0);
  }

  @Test
  void tiesGoToTheLowerIndex() {
    double[][] scores = {{4, 4, 4}, {4, 4, 4}, {4, 4, 4}};
    assertThat(EdgeRecovery.of(scores).topOne(new int[][] {{2, 0}})).isEqualTo(1);
    assertThat(EdgeRecovery.of(scores).topOne(new int[][] {{0, 1}})).isZero();
    assertThat(EdgeRecovery.of(scores).perEdge(new int[][] {{0, 1}, {0, 2}}, 2)).isEqualTo(.5);
  }

  @Test
  void theLimitCapsTheTopAndNotTheTargets() {
    double[][] scores = new double[8][];
    Arrays.setAll(scores, u -> IntStream.range(0, 8).mapToDouble(v -> v == u ? -1 : 1).toArray());
    int[][] hub = IntStream.range(1, 8).mapToObj(v -> new int[] {0, v}).toArray(int[][]::new);
    assertThat(EdgeRecovery.of(scores).perSource(hub, 5)).isEqualTo(5 / 7.0);
    assertThat(EdgeRecovery.of(scores).perSource(hub, 7)).isEqualTo(1);
  }

  @Test
  void specialTokensAreRivals() {
    double[][] scores = {{0, 5, 9}, {5, 0, 3}}; // two nodes and one special token
    int[][] edges = {{0, 1}, {1, 0}};
    assertThat(EdgeRecovery.of(scores).perSource(edges, 5)).isEqualTo(.5);
    assertThat(EdgeRecovery.of(scores).topOne(edges)).isEqualTo(.5);
  }

  @Test
  void withoutTheDiagonalANodeIsNotItsOwnRival() {
    double[][] scores = {{9, 5, 1}, {5, 9, 1}, {1, 5, 9}};
    int[][] edges = {{0, 1}, {1, 0}, {2, 1}};
    assertThat(EdgeRecovery.of(scores).topOne(edges)).isZero();
    assertThat(EdgeRecovery.of(scores).withoutDiagonal().topOne(edges)).isEqualTo(1);
    assertThat(scores[0]).containsExactly(9, 5, 1);
  }

  /** The best possible top-1 accuracy is the share of distinct sources among the edges. */
  @ParameterizedTest
  @EnumSource
  void perfectScoresReachTheCeilings(Graphs graph) {
    double ceiling = (double) graph.n / graph.edges().length;
    float[][] perfect = new float[graph.n][graph.n];
    for (int[] e : graph.edges()) {
      perfect[e[0]][e[1]] = 1;
    }
    EdgeRecovery recovery = EdgeRecovery.of(perfect);
    assertThat(recovery.perSource(graph.edges(), 5)).isEqualTo(1);
    assertThat(recovery.perEdge(graph.edges(), 5)).isEqualTo(1);
    assertThat(recovery.topOne(graph.edges())).isEqualTo(ceiling);
  }

  @Test
  void floatsAndDoublesAgree() {
    double[][] scores = Matrices.gaussian(17, 20, 4);
    float[][] narrow = new float[17][20];
    for (int u = 0; u < 17; u++) {
      for (int v = 0; v < 20; v++) {
        narrow[u][v] = (float) scores[u][v];
      }
    }
    int[][] edges = Graphs.STAR.edges();
    assertThat(EdgeRecovery.of(narrow).perSource(edges, 5))
        .isEqualTo(EdgeRecovery.of(scores).perSource(edges, 5))
        .isStrictlyBetween(0.0, 1.0);
  }

  @Test
  void withoutEdgesThereIsNothingToRecover() {
    EdgeRecovery one = EdgeRecovery.of(new double[][] {{1}});
    assertThat(one.perSource(new int[][] {}, 5)).isNaN();
    assertThat(one.topOne(new int[][] {})).isNaN();
    assertThat(one.topOne(new int[][] {{0, 0}})).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBeRanked() {
    int[][] edges = {{0, 1}};
    assertRefused(new double[][] {{1, Double.NaN}, {0, 0}}, "scores: row 0, column 1 is NaN");
    assertRefused(new double[][] {{1}, {1}}, "scores: row 0 has 1 columns for 2 nodes");
    assertThatThrownBy(() -> EdgeRecovery.of(new double[2][2]).perSource(edges, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("edge recovery: top 0 asked for; at least 1 is needed");
    assertThatThrownBy(() -> EdgeRecovery.of(new double[1][1]).topOne(edges))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("edges: edge 0 is {0, 1}, but the nodes are 0 to 0");
  }

  private static void assertRefused(double[][] scores, String message) {
    assertThatThrownBy(() -> EdgeRecovery.of(scores).topOne(new int[][] {{0, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
