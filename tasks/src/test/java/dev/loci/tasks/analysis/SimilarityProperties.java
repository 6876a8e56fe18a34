package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SimilarityProperties {

  @Property(tries = 200)
  void cosinesIgnoreRotationsAndTheLengthsOfRows(
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll long seed) {
    double[][] embeddings = longEnough(Matrices.gaussian(n, width, seed));
    double[][] moved = Matrices.rotated(embeddings, seed + 1);
    Random random = new Random(seed);
    for (double[] row : moved) {
      double factor = random.nextDouble(1, 50);
      Arrays.setAll(row, j -> row[j] * factor);
    }
    double[][] expected = Similarity.of(embeddings).matrix();
    assertThat(Matrices.maxDifference(Similarity.of(moved).matrix(), expected)).isLessThan(2e-8);
  }

  @Property(tries = 200)
  void cosinesAreASymmetricMatrixWithinOne(
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll long seed) {
    double[][] matrix = Similarity.of(Matrices.gaussian(n, width, seed)).matrix();
    assertThat(Matrices.transposed(matrix)).isDeepEqualTo(matrix);
    for (double[] row : matrix) {
      assertThat(Arrays.stream(row).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(1);
    }
  }

  @Property(tries = 100)
  void allMeasuresIgnoreRotations(
      @ForAll Graphs graph, @ForAll @IntRange(min = 2, max = 20) int width, @ForAll long seed) {
    double[][] embeddings = Matrices.gaussian(graph.n, width, seed);
    GraphDistance distance = GraphDistance.of(graph.n, graph.edges());
    var before = EmbeddingMetrics.of(embeddings, distance);
    var after = EmbeddingMetrics.of(Matrices.rotated(embeddings, seed + 1), distance);
    assertThat(after.cosines().adjacent()).isCloseTo(before.cosines().adjacent(), within(1e-12));
    assertThat(after.cosines().zigZag()).isCloseTo(before.cosines().zigZag(), within(1e-12));
    assertThat(after.meanNorm()).isCloseTo(before.meanNorm(), within(1e-12));
    assertThat(after.rankCorrelation()).isCloseTo(before.rankCorrelation(), within(1e-12));
    assertThat(after.variance3()).isCloseTo(before.variance3(), within(1e-12));
    assertThat(after.effectiveRank()).isCloseTo(before.effectiveRank(), within(1e-10));
  }

  /** Moves rows away from zero, where the constant in the denominator would show. */
  private static double[][] longEnough(double[][] rows) {
    for (double[] row : rows) {
      row[0] += row[0] < 0 ? -1 : 1;
    }
    return rows;
  }
}
