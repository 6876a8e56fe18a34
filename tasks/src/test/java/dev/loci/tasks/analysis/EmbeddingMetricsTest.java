package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EmbeddingMetricsTest {

  @Test
  void opposedAxesInFourDimensions() {
    double[][] cross = new double[8][4];
    int[][] opposed = new int[4][];
    for (int u = 0; u < 4; u++) {
      cross[u][u] = 2;
      cross[u + 4][u] = -2;
      opposed[u] = new int[] {u, u + 4};
    }
    EmbeddingMetrics metrics = EmbeddingMetrics.of(cross, GraphDistance.of(8, opposed));
    assertThat(metrics.cosines().adjacent()).isCloseTo(-1, within(1e-8));
    assertThat(metrics.cosines().twoHop()).isNaN();
    assertThat(metrics.cosines().nonAdjacent()).isZero();
    assertThat(metrics.meanNorm()).isEqualTo(2);
    assertThat(metrics.rankCorrelation()).isNaN();
    assertThat(metrics.variance3()).isCloseTo(.75, within(1e-14));
    assertThat(metrics.effectiveRank()).isCloseTo(4, within(1e-13));
  }

  @Test
  void equalEmbeddingsHaveAllCosinesOneAndNoVariance() {
    double[][] equal = new double[16][];
    Arrays.fill(equal, new double[] {3, 0, 4});
    GraphDistance grid = GraphDistance.of(16, Graphs.GRID.edges());
    EmbeddingMetrics metrics = EmbeddingMetrics.of(equal, grid);
    assertThat(metrics.cosines().nonAdjacent()).isCloseTo(1, within(1e-8));
    assertThat(metrics.cosines().zigZag()).isCloseTo(0, within(1e-14));
    assertThat(metrics.meanNorm()).isEqualTo(5);
    assertThat(metrics.rankCorrelation()).isNaN();
    assertThat(metrics.variance3()).isZero();
    assertThat(metrics.effectiveRank()).isZero();
  }
}
