package dev.loci.models.node2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NeighbourListsTest {
  @Test
  void areSymmetricAndDistinct() {
    NeighbourLists graph =
        NeighbourLists.of(5, new int[][] {{3, 1}, {1, 0}, {0, 1}, {3, 1}, {2, 2}, {2, 2}});
    assertThat(graph.size()).isEqualTo(5);
    assertThat(graph.edges()).isDeepEqualTo(new int[][] {{0, 1}, {1, 0}, {1, 3}, {2, 2}, {3, 1}});
    assertThat(graph.degree(1)).isEqualTo(2);
    assertThat(graph.degree(2)).isEqualTo(1);
    assertThat(graph.degree(4)).isZero();
    assertThat(graph.hasEdge(1, 3)).isTrue();
    assertThat(graph.hasEdge(0, 3)).isFalse();
    assertThat(graph.hasEdge(4, 0)).isFalse();
  }

  /** Directed edges both ways, as the paper counts them; self edges once. */
  @Test
  void tinyGraphsHaveTheirEdges() {
    int[][] expected = {{32, 49}, {48, 64}, {30, 45}, {40, 56}};
    for (TinyGraph tiny : TinyGraph.values()) {
      assertThat(tiny.graph(false).edges().length).isEqualTo(expected[tiny.ordinal()][0]);
      assertThat(tiny.graph(true).edges().length).isEqualTo(expected[tiny.ordinal()][1]);
    }
  }

  @Test
  void edgesThatLeaveTheGraphAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NeighbourLists.of(3, new int[][] {{0, 1}, {1, 3}}))
        .withMessage("graph: edge 1 is [1, 3], expected two of the nodes 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NeighbourLists.of(3, new int[][] {{0, 1, 2}}))
        .withMessage("graph: edge 0 is [0, 1, 2], expected two of the nodes 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NeighbourLists.of(0, new int[0][]))
        .withMessage("graph: 0 nodes; at least one is needed");
  }
}
