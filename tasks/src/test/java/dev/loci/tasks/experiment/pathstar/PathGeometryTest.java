package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Distances of paths, on embeddings whose angles are known. */
class PathGeometryTest {
  private static final double COS_45 = Math.sqrt(0.5);

  /** Node 0 is the root; paths are 0-1-2 and 0-3-4. Lengths differ, and only angles count. */
  private final PathGeometry geometry =
      new PathGeometry(Tensor.of(new float[] {9, 9, 1, 0, 2, 2, 0, 3, -4, 0}, 5, 2));

  private final int[][] paths = {{0, 1, 2}, {0, 3, 4}};

  @Test
  void leavesAreComparedWithFirstHops() {
    double[][] cosines = geometry.leavesAgainstFirstHops(paths, paths);
    assertThat(cosines[0][0]).isCloseTo(COS_45, within(1e-6));
    assertThat(cosines[0][1]).isCloseTo(COS_45, within(1e-6));
    assertThat(cosines[1][0]).isCloseTo(-1, within(1e-6));
    assertThat(cosines[1][1]).isCloseTo(0, within(1e-6));
  }

  /** 1 and 2 are 45 degrees apart, 3 and 4 are 90; the root is in neither mean. */
  @Test
  void meansAreOverDistinctPairs() {
    double[][] distances = geometry.betweenPaths(paths);
    assertThat(distances[0][0]).isCloseTo(1 - COS_45, within(1e-6));
    assertThat(distances[1][1]).isCloseTo(1, within(1e-6));
    double across = 1 - (0 - 1 + COS_45 - COS_45) / 4; // 1-3, 1-4, 2-3, 2-4
    assertThat(distances[0][1]).isCloseTo(across, within(1e-6));
    assertThat(distances[1][0]).isCloseTo(across, within(1e-6));
  }

  @Test
  void nearestFirstHopIsAmongAllPaths() {
    assertThat(geometry.nearestFirstHop(new int[][] {{0, 3, 4}}, paths)).isEqualTo(1);
    int[][] swapped = {{0, 3, 1}, {0, 1, 3}};
    assertThat(geometry.nearestFirstHop(swapped, swapped)).isZero();
    int[][] half = {{0, 1, 1}, {0, 1, 3}};
    assertThat(geometry.nearestFirstHop(half, paths)).isEqualTo(0.5);
  }
}
