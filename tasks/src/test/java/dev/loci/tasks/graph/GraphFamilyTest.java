package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.random.PythonRandom;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphFamilyTest {

  @Test
  void theTinyStarHasThePapersLabels() {
    PathGraph star = Star.of(4, 1, 5).generate(PythonRandom.seeded(7), true);
    assertThat(star.root()).hasValue(3);
    assertThat(star.paths())
        .isDeepEqualTo(
            new int[][] {
              {3, 2, 13, 14, 7}, {3, 9, 15, 12, 5}, {3, 11, 8, 1, 0}, {3, 16, 6, 4, 10}
            });
    assertThat(star.graph().displayOrder())
        .containsExactly(3, 2, 13, 14, 7, 9, 15, 12, 5, 11, 8, 1, 0, 16, 6, 4, 10);
  }

  @Test
  void naturalIdsGoArmByArm() {
    PathGraph star = Star.of(4, 1, 5).generate(PythonRandom.seeded(7), false);
    assertThat(star.root()).hasValue(0);
    assertThat(star.paths()[1]).containsExactly(0, 5, 6, 7, 8);
  }

  @Test
  void aTreeStarIsNumberedLevelByLevelInEachSubtree() {
    PathGraph tree = Star.of(2, 2, 4).generate(PythonRandom.seeded(7), false);
    assertThat(tree.nodeCount()).isEqualTo(15);
    assertThat(tree.paths())
        .isDeepEqualTo(
            new int[][] {
              {0, 1, 2, 4}, {0, 1, 2, 5}, {0, 1, 3, 6}, {0, 1, 3, 7},
              {0, 8, 9, 11}, {0, 8, 9, 12}, {0, 8, 10, 13}, {0, 8, 10, 14}
            });
    assertThat(tree.graph().displayOrder())
        .containsExactly(0, 1, 2, 4, 5, 3, 6, 7, 8, 9, 11, 12, 10, 13, 14);
  }

  @Test
  void surplusNodesOfAStarStayIsolated() {
    Graph graph = new Star(2, 1, 2, 5).generate(PythonRandom.seeded(7), true).graph();
    assertThat(graph.edgeCount()).isEqualTo(2);
    assertThat(IntStream.range(0, 5).filter(v -> graph.degree(v) == 0).count()).isEqualTo(2);
    assertThat(graph.displayOrder()).hasSize(5);
  }

  @Test
  void aGridHasAPathPerNode() {
    assertThat(new Grid(4, 4, 5).generate(PythonRandom.seeded(1), true).paths())
        .hasNumberOfRows(16);
    assertThat(new Grid(50, 50, 6).generate(PythonRandom.seeded(1), true).paths())
        .hasNumberOfRows(2500);
  }

  @Test
  void aGridWithFewerWalksThanNodesGivesThemAll() {
    assertThat(new Grid(1, 5, 5).generate(PythonRandom.seeded(1), true).paths())
        .as("no two of at most five walks are equal")
        .hasNumberOfRows(5);
  }

  @Test
  void aCyclesPathsMayGoRoundTwice() {
    assertThat(new Cycle(3, 7).generate(PythonRandom.seeded(1), true).paths()[2])
        .containsExactly(2, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void impossibleParametersAreRefused() {
    refused(() -> Star.of(0, 1, 5), "star: degree 0 and subtree degree 1 must be 1 or more");
    refused(() -> Star.of(4, 0, 5), "star: degree 4 and subtree degree 0 must be 1 or more");
    refused(() -> Star.of(4, 1, 1), "star: a path has at least 2 nodes, not 1");
    refused(() -> new Star(4, 1, 5, 16), "star: 16 nodes are too few, the tree has 17");
    refused(() -> Star.of(4, 2, 60), "star: more than the 10000000 nodes allowed");
    refused(
        () -> Star.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
        "star: more than the 10000000 nodes allowed");
    refused(() -> new Cycle(2, 5), "cycle: it takes 3 nodes or more, not 2");
    refused(
        () -> new Cycle(1_000_000, 1000),
        "cycle: 1000000 paths of 1000 nodes are more than the 20000000 node ids allowed");
    refused(() -> new Cycle(15, 1), "cycle: a path has at least 2 nodes, not 1");
    refused(() -> new Grid(1, 1, 5), "grid: 1 x 1 has no edge");
    refused(() -> new Grid(-4, -4, 5), "grid: -4 x -4 has no edge");
    refused(() -> new Grid(1 << 16, 1 << 16, 2), "grid: more than the 10000000 nodes allowed");
    refused(() -> new Irregular(1), "irregular: a path has at least 2 nodes, not 1");
  }

  @Test
  void aGraphIsSimpleAndUndirected() {
    EdgeList edges = EdgeList.of(new int[] {2, 0, 1, 1}, new int[] {0, 2, 1, 0});
    Graph graph = Graph.of(4, edges, OptionalInt.empty());
    assertThat(graph.edgeCount()).isEqualTo(2);
    assertThat(graph.edges()).isEqualTo(EdgeList.of(new int[] {0, 0}, new int[] {1, 2}));
    assertThat(graph.neighbours(0)).containsExactly(1, 2);
    assertThat(graph.neighbours(3)).isEmpty();
    assertThat(graph.hasEdge(1, 1)).isFalse();
    assertThat(graph.displayOrder()).containsExactly(0, 1, 2, 3);
    refused(() -> Graph.of(2, edges, OptionalInt.empty()), "Graph: edge 0=2 leaves the 2 nodes");
    refused(() -> Graph.of(4, edges, OptionalInt.of(4)), "Graph: root 4 is not one of 4 nodes");
  }

  private static void refused(Supplier<?> construction, String message) {
    assertThatThrownBy(construction::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
