package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeListTest {

  /** The paper's four tiny graphs: number of edges, loss floor and accuracy ceiling in percent. */
  @ParameterizedTest
  @CsvSource({
    "star,      both,    32, 0.6931, 53.12",
    "grid,      both,    48, 1.1269, 33.33",
    "cycle,     both,    30, 0.6931, 50.00",
    "irregular, both,    40, 0.9364, 40.00",
    "star,      forward, 16, 0.3466, 81.25",
    "grid,      forward, 24, 0.5199, 62.50",
    "cycle,     forward, 15, 0,      100",
    "irregular, forward, 20, 0.4420, 70.00",
    "star,      twice,   66, 1.0138, 51.52",
    "grid,      self,    64, 1.4021, 25.00",
    "cycle,     self,    45, 1.0986, 33.33",
    "irregular, self,    56, 1.2630, 28.57",
  })
  void floorsAndCeilings(String family, String variant, int size, double floor, double ceiling) {
    EdgeList edges = edges(family, variant);
    assertThat(edges.size()).isEqualTo(size);
    assertThat(edges.lossFloor()).isCloseTo(floor, within(0.51e-4));
    assertThat(100 * edges.accuracyCeiling()).isCloseTo(ceiling, within(0.51e-2));
  }

  private static EdgeList edges(String family, String variant) {
    GraphFamily graph =
        switch (family) {
          case "star" -> Star.of(4, 1, 5);
          case "grid" -> new Grid(4, 4, 5);
          case "cycle" -> new Cycle(15, 5);
          default -> new Irregular(5);
        };
    DataSetOptions options = DataSetOptions.of(graph, Path.of("unused")).withRandomSeed(7);
    boolean self = variant.equals("self") || variant.equals("twice");
    if (variant.equals("forward")) {
      options = options.withDirections(true, false);
    }
    EdgeList edges = DataSetBuilder.sample(options, self).edges();
    return variant.equals("twice") ? edges.concat(EdgeList.selfEdges(17)) : edges;
  }

  @Test
  void aFreshStarWithSelfEdgesHas49() {
    assertThat(edges("star", "self").size()).isEqualTo(49);
  }

  @Test
  void anEmptyListHasNothingToLearn() {
    EdgeList empty = EdgeList.of(new int[0], new int[0]);
    assertThat(empty.lossFloor()).isZero();
    assertThat(empty.accuracyCeiling()).isZero();
    assertThat(empty.distinct()).isEqualTo(empty);
  }

  @Test
  void listsForwardThenBackwardThenSelfWithoutRepetitions() {
    EdgeList edges = EdgeList.of(new int[] {1, 0, 2, 0}, new int[] {0, 2, 2, 1});
    assertThat(new EdgeOptions(true, true, true).apply(edges, 3))
        .isEqualTo(EdgeList.of(new int[] {0, 0, 1, 2, 2, 0, 1}, new int[] {1, 2, 0, 2, 0, 0, 1}));
    assertThat(new EdgeOptions(false, true, false).apply(edges, 3))
        .isEqualTo(EdgeList.of(new int[] {1, 2, 0, 2}, new int[] {0, 0, 1, 2}));
    assertThat(new EdgeOptions(false, false, false)).isEqualTo(EdgeOptions.BOTH);
  }

  @Test
  void largeIdsSurviveThePacking() {
    int large = Integer.MAX_VALUE;
    EdgeList edges = EdgeList.of(new int[] {large, 0}, new int[] {0, large});
    assertThat(edges.source(0)).isEqualTo(large);
    assertThat(edges.target(1)).isEqualTo(large);
    assertThat(edges.reversed().sorted()).isEqualTo(edges.sorted());
  }

  @Test
  void refusesListsThatDoNotMatch() {
    assertThatThrownBy(() -> EdgeList.of(new int[2], new int[1]))
        .hasMessage("EdgeList: 2 sources, but 1 targets");
    assertThatThrownBy(() -> EdgeList.of(new int[] {-1}, new int[] {4}))
        .hasMessage("EdgeList: negative node in -1=4");
  }

  @Test
  void printsItsBeginning() {
    assertThat(EdgeList.of(new int[] {1, 2}, new int[] {0, 1}))
        .hasToString("EdgeList of 2: 1=0 2=1");
    assertThat(EdgeList.selfEdges(11).toString()).endsWith("9=9 ...");
  }
}
