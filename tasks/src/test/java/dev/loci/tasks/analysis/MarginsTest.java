package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MarginsTest {
  private static final int[][] EDGES = {{0, 1}, {1, 2}, {2, 2}, {2, 0}};

  @Test
  void marginsTakeTheBestOfBothSidesWithoutTheNodeItself() {
    double[][] scores = {
      {9, 5, 3, 1}, // itself wins, edge 5 against 3: margin 2, not right
      {0, 7, 8, 9}, // 8 against the special token's 9: margin -1, not right
      {4, 1, 0, 2}, // 4 against 2: margin 2, right
    };
    Margins margins = Margins.of(3, EDGES, u -> scores[u]);
    assertThat(margins.margin()).isEqualTo(1);
    assertThat(margins.accuracy()).isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void orthonormalEmbeddingsWithTheListOfEdgesHaveMarginOne() {
    double[][] weight = new double[4][4];
    for (int[] edge : new int[][] {{0, 1}, {1, 2}, {2, 3}, {3, 0}}) {
      weight[edge[0]][edge[1]] = 1;
    }
    int[][] cycle = {{0, 1}, {1, 2}, {2, 3}, {3, 0}};
    Margins own = Margins.bilinear(4, cycle, Matrices.identity(4), weight);
    assertThat(own).isEqualTo(new Margins(1, 1));
    Margins transposed =
        Margins.bilinear(4, cycle, Matrices.identity(4), Matrices.transposed(weight));
    assertThat(transposed.margin()).isEqualTo(-1);
    assertThat(Margins.bilinear(4, cycle, Matrices.identity(4), weight, 0, 0, 0, 3).margin())
        .isEqualTo((-2 - 2 + 4 + 1) / 4.0);
  }

  @Test
  void theSkewedMapKeepsWhatIsDiagonalInTheEmbeddingsDirections() {
    double[][] embeddings = Matrices.gaussian(9, 4, 1);
    double[][] v = Decomposition.singular(embeddings).vectors();
    double[][] diagonal = {{3, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, 2, 0}, {0, 0, 0, 5}};
    double[][] weight = Matrices.product(Matrices.product(Matrices.transposed(v), diagonal), v);
    assertThat(Matrices.maxDifference(Margins.skewed(embeddings, weight), weight))
        .isLessThan(1e-12);
    double[][] turned = {{0, 1, 0, 0}, {-1, 0, 0, 0}, {0, 0, 0, 2}, {0, 0, -2, 0}};
    assertThat(Matrices.maxDifference(Margins.skewed(embeddings, turned), new double[4][4]))
        .isLessThan(1e-12); // a skew-symmetric map has no diagonal in any basis
  }

  @Test
  void nothingToMeasureIsNaNAndShortRowsAreRefused() {
    assertThat(Margins.of(2, new int[][] {{0, 1}}, u -> new double[2]).margin()).isNaN();
    assertThatThrownBy(() -> Margins.of(3, EDGES, u -> new double[2]))
        .hasMessage("margins: row 0 has 2 scores for 3 nodes");
  }

  @Test
  void memoriesOfACycleHaveSizesWithinAFactorOfTwo() {
    double list = Succinctness.associativeBits(16, 32);
    double places = Succinctness.geometricBits(16, 16);
    assertThat(list).isCloseTo(128, within(1e-12));
    assertThat(places).isCloseTo(64, within(1e-12));
    assertThat(Succinctness.associativeSquaredNorm(16, 32)).isEqualTo(48);
  }

  @Test
  void theNormAtUnitMarginIgnoresTheScaleOfTheWeights() {
    double[][] ring = PrincipalAnglesTest.ring(1);
    double[][] large = new double[15][2];
    for (int u = 0; u < 15; u++) {
      Vectors.add(large[u], 7, ring[u]);
    }
    double expected = 15 / (StrictMath.cos(2 * Math.PI / 15) - StrictMath.cos(4 * Math.PI / 15));
    for (double[][] embeddings : new double[][][] {ring, large}) {
      double square = 0;
      for (double[] row : embeddings) {
        square += Vectors.dot(row, row);
      }
      double margin =
          Margins.bilinear(15, Graphs.CYCLE.edges(), embeddings, Matrices.identity(2)).margin();
      assertThat(Succinctness.squaredNormAtUnitMargin(square, margin, 2))
          .isCloseTo(expected, within(1e-9));
    }
    assertThat(Succinctness.squaredNormAtUnitMargin(1, -0.1, 2)).isInfinite();
  }
}
