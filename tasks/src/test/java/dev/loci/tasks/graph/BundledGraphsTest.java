package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the literature says about the bundled graphs. */
class BundledGraphsTest {

  @Test
  void karateHasItsDegreesTrianglesAndClustering() {
    NamedGraph named = BundledGraphs.karate();
    Graph graph = named.graph();
    assertThat(graph.nodeCount()).isEqualTo(34);
    assertThat(graph.edgeCount()).isEqualTo(78);
    assertThat(named.names().get(33)).isEqualTo("34");
    assertThat(degrees(graph))
        .containsExactly(
            16, 9, 10, 6, 3, 4, 4, 4, 5, 2, 3, 1, 2, 5, 2, 2, 2, 2, 2, 3, 2, 2, 2, 5, 3, 3, 2, 4, 3,
            4, 4, 6, 12, 17);
    int corners = IntStream.range(0, 34).map(u -> linksAmongNeighbours(graph, u)).sum();
    assertThat(corners / 3).isEqualTo(45);
    assertThat(IntStream.range(0, 34).mapToDouble(u -> clustering(graph, u)).average().orElse(0))
        .isCloseTo(0.5706, within(1e-4));
  }

  @Test
  void theKarateClubSplitInHalvesWithTheTwoLeadersApart() {
    NamedGraph.Communities clubs = BundledGraphs.karate().communities().orElseThrow();
    assertThat(clubs.names()).containsExactly("Hi", "Officers");
    assertThat(IntStream.of(clubs.of()).sum()).isEqualTo(17);
    assertThat(clubs.of()[0]).isEqualTo(0);
    assertThat(clubs.of()[8]).isEqualTo(0); // who sided with the officers but stayed with Mr. Hi
    assertThat(clubs.of()[33]).isEqualTo(1);
  }

  @Test
  void theMediciHaveMostMarriageTies() {
    NamedGraph named = BundledGraphs.florentineFamilies();
    Graph graph = named.graph();
    assertThat(graph.nodeCount()).isEqualTo(15);
    assertThat(graph.edgeCount()).isEqualTo(20);
    Map<String, Integer> degrees =
        IntStream.range(0, 15).boxed().collect(Collectors.toMap(named.names()::get, graph::degree));
    assertThat(degrees)
        .containsEntry("Medici", 6)
        .containsEntry("Guadagni", 4)
        .containsEntry("Strozzi", 4)
        .containsEntry("Tornabuoni", 3)
        .containsEntry("Barbadori", 2)
        .containsEntry("Lamberteschi", 1)
        .doesNotContainKey("Pucci");
    int corners = IntStream.range(0, 15).map(u -> linksAmongNeighbours(graph, u)).sum();
    assertThat(corners / 3).isEqualTo(3);
    assertThat(graph.reachableFrom(0)).isEqualTo(15);
  }

  @Test
  void southernWomenAreBipartiteWithTheKnownAttendance() {
    NamedGraph named = BundledGraphs.southernWomen();
    Graph graph = named.graph();
    assertThat(graph.nodeCount()).isEqualTo(32);
    assertThat(graph.edgeCount()).isEqualTo(89);
    int[] attendance =
        IntStream.rangeClosed(1, 14)
            .map(e -> graph.degree(named.names().indexOf("E" + e)))
            .toArray();
    assertThat(attendance).containsExactly(3, 3, 6, 4, 8, 8, 10, 14, 12, 5, 4, 6, 3, 3);
    assertThat(graph.degree(named.names().indexOf("Nora"))).isEqualTo(8);
    for (int i = 0; i < named.forward().size(); i++) {
      boolean source = named.names().get(named.forward().source(i)).matches("E\\d+");
      boolean target = named.names().get(named.forward().target(i)).matches("E\\d+");
      assertThat(source).isNotEqualTo(target);
    }
  }

  @Test
  void allBecomeDataOfBothDirections() {
    for (NamedGraph graph : BundledGraphs.all()) {
      DataSet data = graph.dataSet(EdgeOptions.BOTH);
      assertThat(data.edges().size()).isEqualTo(2 * graph.forward().size());
      assertThat(data.graph().edgeCount()).isEqualTo(graph.forward().size());
    }
  }

  private static int[] degrees(Graph graph) {
    return IntStream.range(0, graph.nodeCount()).map(graph::degree).toArray();
  }

  private static int linksAmongNeighbours(Graph graph, int u) {
    int[] neighbours = graph.neighbours(u);
    int links = 0;
    for (int v : neighbours) {
      for (int w : neighbours) {
        links += v < w && graph.hasEdge(v, w) ? 1 : 0;
      }
    }
    return links;
  }

  private static double clustering(Graph graph, int u) {
    int pairs = graph.degree(u) * (graph.degree(u) - 1) / 2;
    return pairs == 0 ? 0 : (double) linksAmongNeighbours(graph, u) / pairs;
  }
}
