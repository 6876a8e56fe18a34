package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphDistanceTest {

  @Test
  void countsHopsAroundACycle() {
    GraphDistance distance = GraphDistance.of(15, Graphs.CYCLE.forward);
    for (int u = 0; u < 15; u++) {
      for (int v = 0; v < 15; v++) {
        int apart = Math.abs(u - v);
        assertThat(distance.between(u, v)).isEqualTo(Math.min(apart, 15 - apart));
      }
    }
  }

  @Test
  void countsBlocksInAGrid() {
    GraphDistance distance = GraphDistance.of(16, Graphs.GRID.edges());
    for (int u = 0; u < 16; u++) {
      for (int v = 0; v < 16; v++) {
        int blocks = Math.abs(u / 4 - v / 4) + Math.abs(u % 4 - v % 4);
        assertThat(distance.between(u, v)).isEqualTo(blocks);
      }
    }
  }

  @Test
  void componentsAreNumberedByTheirFirstNodes() {
    GraphDistance distance = GraphDistance.of(6, new int[][] {{4, 1}, {0, 5}, {2, 4}});
    assertThat(distance.components()).containsExactly(0, 1, 1, 2, 1, 0);
  }

  @Test
  void goesThroughTheRootOfAStar() {
    GraphDistance distance = GraphDistance.of(17, Graphs.STAR.edgesAndSelfEdges());
    assertThat(distance.between(7, 3)).isEqualTo(4);
    assertThat(distance.between(7, 5)).isEqualTo(8);
    assertThat(distance.between(7, 2)).isEqualTo(3);
  }

  @Test
  void componentsCannotReachEachOther() {
    GraphDistance distance = GraphDistance.of(16, Graphs.IRREGULAR.edges());
    assertThat(distance.between(0, 12)).isEqualTo(GraphDistance.UNREACHABLE);
    assertThat(distance.between(15, 11)).isEqualTo(GraphDistance.UNREACHABLE);
    assertThat(distance.between(12, 15)).isEqualTo(1);
    assertThat(distance.between(2, 7)).isEqualTo(5);
  }

  @Test
  void oneNodeIsAtItself() {
    GraphDistance distance = GraphDistance.of(1, new int[][] {});
    assertThat(distance.size()).isEqualTo(1);
    assertThat(distance.between(0, 0)).isZero();
  }

  /** Floyd and Warshall's recurrence as an independent method. */
  @ParameterizedTest
  @EnumSource
  void agreesWithShortestPathsByRelaxation(Graphs graph) {
    int[][] best = new int[graph.n][graph.n];
    for (int u = 0; u < graph.n; u++) {
      for (int v = 0; v < graph.n; v++) {
        best[u][v] = u == v ? 0 : 1000;
      }
    }
    for (int[] e : graph.edges()) {
      best[e[0]][e[1]] = 1;
    }
    for (int via = 0; via < graph.n; via++) {
      for (int u = 0; u < graph.n; u++) {
        for (int v = 0; v < graph.n; v++) {
          best[u][v] = Math.min(best[u][v], best[u][via] + best[via][v]);
        }
      }
    }
    GraphDistance distance = GraphDistance.of(graph.n, graph.forward);
    for (int u = 0; u < graph.n; u++) {
      for (int v = 0; v < graph.n; v++) {
        int expected = best[u][v] >= 1000 ? GraphDistance.UNREACHABLE : best[u][v];
        assertThat(distance.between(u, v)).isEqualTo(expected);
      }
    }
  }
}
