package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityTest {
  private static final double HALF_ROOT = StrictMath.sqrt(0.5);

  /** A path 0 - 1 - 2 - 3 and a node 4 on its own. */
  private static final int[][] PATH = {{0, 1}, {1, 2}, {2, 3}};

  private static final double[][] EMBEDDINGS = {{1, 0}, {2, 2}, {0, 3}, {-1, 0}, {0, -5}};

  @Test
  void cosinesAreTheExpectedOnes() {
    double[][] expected = {
      {1, HALF_ROOT, 0, -1, 0},
      {HALF_ROOT, 1, HALF_ROOT, -HALF_ROOT, -HALF_ROOT},
      {0, HALF_ROOT, 1, 0, -1},
      {-1, -HALF_ROOT, 0, 1, 0},
      {0, -HALF_ROOT, -1, 0, 1}
    };
    double[][] matrix = Similarity.of(EMBEDDINGS).matrix();
    assertThat(Matrices.maxDifference(matrix, expected)).isLessThan(1.1e-8);
  }

  @Test
  void theDenominatorHasItsSmallConstant() {
    assertThat(Similarity.of(new double[][] {{1e-4}}).cosine(0, 0)).isCloseTo(.5, within(1e-12));
    assertThat(Similarity.of(new double[2][3]).cosine(0, 1)).isZero();
  }

  @Test
  void geometricLevelCountsEdgesAsListed() {
    Similarity similarity = Similarity.of(EMBEDDINGS);
    assertThat(similarity.geometricLevel(PATH)).isCloseTo(2 * HALF_ROOT / 3, within(1e-8));
    int[][] more = {{0, 1}, {0, 1}, {2, 3}, {4, 4}};
    assertThat(similarity.geometricLevel(more)).isCloseTo((2 * HALF_ROOT + 1) / 4, within(1e-8));
    assertThat(similarity.geometricLevel(new int[][] {})).isNaN();
  }

  @Test
  void pairsAreGroupedByTheirDistance() {
    int[][] withSelfEdges = {{1, 0}, {1, 2}, {2, 1}, {3, 2}, {4, 4}, {0, 0}};
    for (int[][] edges : new int[][][] {PATH, withSelfEdges}) {
      var means = Similarity.of(EMBEDDINGS).pairMeans(GraphDistance.of(5, edges));
      assertThat(means.adjacent()).isCloseTo(2 * HALF_ROOT / 3, within(1e-8));
      assertThat(means.twoHop()).isCloseTo(-HALF_ROOT / 2, within(1e-8));
      // (0,2) 0, (1,3) -r, (0,3) -1, and node 4 with 0 to 3: 0, -r, -1, 0.
      assertThat(means.nonAdjacent()).isCloseTo((-2 * HALF_ROOT - 2) / 7, within(1e-8));
      assertThat(means.zigZag()).isCloseTo(-HALF_ROOT / 2 - 2 * HALF_ROOT / 3, within(1e-8));
    }
  }

  @Test
  void alternatingEmbeddingsZigZag() {
    double[][] alternating = {{1}, {-1}, {1}, {-1}};
    var means = Similarity.of(alternating).pairMeans(GraphDistance.of(4, PATH));
    assertThat(means.zigZag()).isCloseTo(2, within(1e-7));
  }

  @Test
  void rankCorrelationLooksAtConnectedPairs() {
    // Connected pairs (1,0) (2,0) (2,1) (3,0) (3,1) (3,2): hops 1 2 1 3 2 1, with the ranks
    // 2 4.5 2 6 4.5 2; cosine distances 1-r 1 1-r 2 1+r 1, with the ranks 1.5 3.5 1.5 6 5 3.5.
    double xy = 3 + 0 + 3 + 2.5 * 2.5 + 1.5 + 0;
    double xx = 3 * 1.5 * 1.5 + 1 + 1 + 2.5 * 2.5;
    double yy = 4 + 4 + 2.5 * 2.5 + 1.5 * 1.5;
    double actual = Similarity.of(EXACT).rankCorrelation(GraphDistance.of(5, PATH));
    assertThat(actual).isCloseTo(xy / StrictMath.sqrt(xx * yy), within(1e-14));
  }

  /** Like the embeddings above, at lengths where equal cosines are equal to the last bit. */
  private static final double[][] EXACT = {{1, 0}, {1, 1}, {0, 1}, {-1, 0}, {0, -1}};

  @Test
  void rankCorrelationIsOneOnAnArc() {
    double[][] arc = new double[6][];
    int[][] path = new int[5][];
    for (int u = 0; u < 6; u++) {
      arc[u] = new double[] {StrictMath.cos(u * .3), StrictMath.sin(u * .3)};
      if (u > 0) {
        path[u - 1] = new int[] {u - 1, u};
      }
    }
    assertThat(Similarity.of(arc).rankCorrelation(GraphDistance.of(6, path))).isGreaterThan(.97);
  }

  @Test
  void oneNodeHasNoPairs() {
    Similarity one = Similarity.of(new double[][] {{3, 4}});
    GraphDistance distance = GraphDistance.of(1, new int[][] {});
    assertThat(one.meanNorm()).isEqualTo(5);
    assertThat(one.pairMeans(distance).adjacent()).isNaN();
    assertThat(one.pairMeans(distance).nonAdjacent()).isNaN();
    assertThat(one.rankCorrelation(distance)).isNaN();
  }

  @Test
  void laterChangesToTheArrayDoNotReachIn() {
    double[][] rows = {{1, 0}, {0, 1}};
    Similarity similarity = Similarity.of(rows);
    rows[1][0] = 9;
    assertThat(similarity.cosine(0, 1)).isZero();
  }

  @Test
  void refusesWhatIsNotAnEmbedding() {
    assertRefused(new double[][] {{1, Double.NaN}}, "embeddings: row 0, column 1 is NaN; every");
    assertRefused(
        new double[][] {{1}, {Double.NEGATIVE_INFINITY}}, "embeddings: row 1, column 0 is -Inf");
    assertRefused(new double[][] {{1, 2}, {1}}, "embeddings: row 1 has 1 columns, but row 0 has 2");
    assertRefused(new double[][] {}, "embeddings: there are no rows");
    assertRefused(new double[][] {{}}, "embeddings: the rows are empty");
  }

  private static void assertRefused(double[][] embeddings, String message) {
    assertThatThrownBy(() -> Similarity.of(embeddings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesEdgesThatAreNotPairsOfNodes() {
    Similarity similarity = Similarity.of(EMBEDDINGS);
    assertThatThrownBy(() -> similarity.geometricLevel(new int[][] {{0, 1}, {2, 5}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("edges: edge 1 is {2, 5}, but the nodes are 0 to 4");
    assertThatThrownBy(() -> similarity.geometricLevel(new int[][] {{0, 1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("edges: edge 0 has 3 entries; an edge is a pair {u, v}");
  }
}
