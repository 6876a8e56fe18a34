package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MarginsTest {
  private static final int[][] EDGES = {{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 2}};

  private static void assertMargins(Margins actual, double margin, double accuracy) {
    assertThat(actual.margin()).isCloseTo(margin, within(1e-12));
    assertThat(actual.accuracy()).isCloseTo(accuracy, within(1e-12));
  }

  @Test
  void theBestNeighbourAgainstTheBestOfTheRest() {
    double[][] scores = {
      {5, 4, 1, 3}, // 4 - 3, but its own score is best
      {1, 9, 8, 0}, // 8 - 0, likewise
      {2, 3, 9, 7}, // 3 - 7: the edge to itself does not count
    };
    assertMargins(Margins.of(3, EDGES, u -> scores[u]), (1 + 8 - 4) / 3.0, 0);
    scores[0][0] = 2;
    assertMargins(Margins.of(3, EDGES, u -> scores[u]), (1 + 8 - 4) / 3.0, 1 / 3.0);
  }

  @Test
  void nodesWithoutAnEdgeToAnotherCountForNothing() {
    double[][] scores = {{0, 5, 1}, {9, 9, 9}, {9, 9, 9}};
    assertMargins(Margins.of(3, new int[][] {{0, 1}, {1, 1}}, u -> scores[u]), 4, 1);
  }

  @Test
  void rowsOfBilinearScoresAreSources() {
    double[][] embeddings = {{1, 0}, {0, 1}};
    double[][] weight = {{0, 3}, {1, 0}}; // 0 scores 1 with 3, 1 scores 0 with 1
    double[][] tokens = {embeddings[0], embeddings[1], {0.5, 0.5}};
    int[][] edges = {{0, 1}, {1, 0}};
    assertMargins(Margins.bilinear(2, edges, tokens, weight), (1.5 + 0.5) / 2, 1);
    int[][] one = {{0, 1}};
    assertMargins(Margins.bilinear(2, one, tokens, weight), 1.5, 1);
    assertMargins(Margins.bilinear(2, one, tokens, weight, 0, -4), -1 + 0.5, 0);
  }

  @Test
  void skewingKeepsTheDiagonalInSingularDirections() {
    double c = Math.sqrt(0.5);
    double[][] embeddings = {{3 * c, 3 * c}, {-c, c}, {3 * c, 3 * c}}; // directions of 45 degrees
    double[][] weight = {{4, 2}, {0, 2}};
    // In these directions the weight is [[4, -2], [0, 2]]; its diagonal, turned back:
    double[][] skewed = Margins.skewed(embeddings, weight);
    assertThat(skewed[0]).containsExactly(new double[] {3, 1}, within(1e-12));
    assertThat(skewed[1]).containsExactly(new double[] {1, 3}, within(1e-12));
  }

  @Test
  void directionsWithoutEmbeddingsAreDropped() {
    double[][] skewed = Margins.skewed(new double[][] {{2, 0}}, new double[][] {{3, 1}, {1, 5}});
    assertThat(skewed[0]).containsExactly(new double[] {3, 0}, within(1e-12));
    assertThat(skewed[1]).containsExactly(new double[] {0, 0}, within(1e-12));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Margins.of(3, EDGES, u -> new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scores: row 0 has 2 columns for 3 nodes");
    assertThatThrownBy(
            () -> Margins.of(3, EDGES, u -> new double[] {0, 1, u == 1 ? Double.NaN : 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scores: row 1, column 2 is NaN");
    assertThatThrownBy(() -> Margins.skewed(new double[][] {{1, 2}}, new double[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("margins: a weight of 1 rows does not map embeddings of width 2 to the same");
    assertThatThrownBy(() -> Margins.skewed(new double[][] {{1, 2}}, new double[][] {{1, 2}, {3}}))
        .hasMessage("margins: a weight of 2 rows does not map embeddings of width 2 to the same");
  }
}
