package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProcrustesTest {

  @Property(tries = 100)
  void movedTurnedMirroredAndScaledPointsComeBack(
      @ForAll @IntRange(min = 2, max = 8) int n,
      @ForAll @IntRange(min = 1, max = 5) int width,
      @ForAll @DoubleRange(min = 0.01, max = 100) double scale,
      @ForAll long seed) {
    double[][] target = Matrices.gaussian(n, width, seed);
    double[][] points = Matrices.rotated(target, seed + 1); // an odd number of mirrors, or an even
    for (double[] row : points) {
      Arrays.setAll(row, j -> scale * row[j] + j - 2);
    }
    Procrustes fit = Procrustes.fit(points, target);
    assertThat(fit.distance()).isCloseTo(0, within(1e-12));
    assertThat(Matrices.maxDifference(fit.aligned(), target)).isLessThan(1e-9);
  }

  @Property(tries = 100)
  void theDistanceIsSymmetricWithinOneAndIgnoresRotations(
      @ForAll @IntRange(min = 2, max = 8) int n, @ForAll long seed) {
    double[][] a = Matrices.gaussian(n, 3, seed);
    double[][] b = Matrices.gaussian(n, 4, seed + 1);
    double distance = Procrustes.fit(a, b).distance();
    assertThat(distance).isBetween(0.0, 1.0);
    assertThat(Procrustes.fit(b, a).distance()).isCloseTo(distance, within(1e-12));
    assertThat(Procrustes.fit(Matrices.rotated(a, seed), b).distance())
        .isCloseTo(distance, within(1e-9));
  }

  @Test
  void theDistanceIsWhatTheAlignedPointsLeave() {
    double[][] points = Matrices.gaussian(12, 3, 1);
    double[][] target = Matrices.gaussian(12, 3, 2);
    Procrustes fit = Procrustes.fit(points, target);
    double[] mean = Vectors.mean(target);
    double left = 0;
    double whole = 0;
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 3; j++) {
        left += Math.pow(fit.aligned()[i][j] - target[i][j], 2);
        whole += Math.pow(target[i][j] - mean[j], 2);
      }
    }
    assertThat(fit.distance()).isCloseTo(left / whole, within(1e-12));
  }

  @Test
  void orthogonalShapesAndSinglePointsAreFarthest() {
    double[][] line = {{-1}, {0}, {1}};
    double[][] bend = {{-1}, {2}, {-1}};
    double[][] point = {{5}, {5}, {5}};
    assertThat(Procrustes.fit(line, bend).distance()).isEqualTo(1);
    assertThat(Procrustes.fit(line, point).distance()).isEqualTo(1);
    assertThat(Procrustes.fit(point, line).distance()).isEqualTo(1);
    assertThatThrownBy(() -> Procrustes.fit(line, new double[][] {{1}}))
        .hasMessage("procrustes: 3 points for a target of 1");
  }

  @ParameterizedTest
  @EnumSource(Graphs.class)
  void theGraphsOwnDrawingHasDistanceZero(Graphs graph) {
    Spectrum spectrum = Spectrum.of(graph.n, graph.edges());
    double[][] drawing = spectrum.laplacianCoordinates(3);
    double[][] centred = Arrays.stream(drawing).map(double[]::clone).toArray(double[][]::new);
    double[][] wide = PrincipalAnglesTest.wide(centred, 8);
    assertThat(Procrustes.toLaplacian(Matrices.rotated(wide, 3), spectrum, 3))
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void aRingDrawsTheCycleAndADoubleRingDoesNot() {
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThat(Procrustes.toLaplacian(PrincipalAnglesTest.ring(1), cycle, 2))
        .isCloseTo(0, within(1e-12));
    assertThat(Procrustes.toLaplacian(PrincipalAnglesTest.ring(2), cycle, 2))
        .isCloseTo(1, within(1e-12));
  }
}
