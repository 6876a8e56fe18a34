package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrincipalAnglesTest {

  @Property(tries = 100)
  void planesThatShareALineHaveTheAngleBetweenThem(
      @ForAll @IntRange(max = 90) int degrees, @ForAll @IntRange(max = 12) int digits) {
    double angle = StrictMath.toRadians(degrees) * StrictMath.pow(10, -digits);
    double[][] flat = {{1, 3}, {0, 2}, {0, 0}};
    double[][] tilted = {{1, 0}, {0, StrictMath.cos(angle)}, {0, StrictMath.sin(angle)}};
    double[] angles = PrincipalAngles.between(flat, tilted).angles();
    assertThat(angles).hasSize(2);
    assertThat(angles[0]).isCloseTo(0, within(1e-14));
    assertThat(angles[1]).isCloseTo(angle, within(1e-14));
  }

  @Test
  void aSubspaceLiesInALargerOne() {
    double[][] line = {{1}, {1}, {0}};
    PrincipalAngles angles = PrincipalAngles.between(Matrices.identity(3), line);
    assertThat(angles.angles()).hasSize(1);
    assertThat(angles.overlap()).isCloseTo(1, within(1e-14));
  }

  @Property(tries = 100)
  void anglesBelongToTheSubspacesNotToTheirBases(
      @ForAll @IntRange(min = 1, max = 5) int p,
      @ForAll @IntRange(min = 1, max = 5) int q,
      @ForAll long seed) {
    double[][] a = Matrices.gaussian(9, p, seed);
    double[][] b = Matrices.gaussian(9, q, seed + 1);
    double[] angles = PrincipalAngles.between(a, b).angles();
    double[][] otherBasis = Matrices.product(a, Matrices.gaussian(p, p, seed + 2));
    assertThat(PrincipalAngles.between(b, otherBasis).angles())
        .containsExactly(angles, within(1e-6));
    double[][] turnedA = Matrices.transposed(Matrices.rotated(Matrices.transposed(a), seed + 3));
    double[][] turnedB = Matrices.transposed(Matrices.rotated(Matrices.transposed(b), seed + 3));
    assertThat(PrincipalAngles.between(turnedA, turnedB).angles())
        .containsExactly(angles, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Graphs.class)
  void theGraphsOwnDrawingIsAlignedHoweverItIsTurnedAndStretched(Graphs graph) {
    Spectrum spectrum = Spectrum.of(graph.n, graph.edges());
    int k = spectrum.wholeEigenspaces(2);
    double[][] drawing = spectrum.laplacianCoordinates(k);
    for (double[] row : drawing) {
      row[0] *= 3;
    }
    double[][] moved = Matrices.rotated(wide(drawing, k + 3), 5);
    PrincipalAngles angles = PrincipalAngles.toLaplacian(moved, spectrum, k);
    assertThat(angles.angles()).hasSize(k);
    assertThat(angles.overlap()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aRingIsAlignedWithTheCycleAndADoubleRingIsOrthogonal() {
    Spectrum spectrum = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThat(PrincipalAngles.toLaplacian(ring(1), spectrum, 2).angles())
        .containsExactly(new double[] {0, 0}, within(1e-7));
    assertThat(PrincipalAngles.toLaplacian(ring(2), spectrum, 2).angles())
        .containsExactly(new double[] {Math.PI / 2, Math.PI / 2}, within(1e-7));
  }

  @Test
  void wholeEigenspacesCountTheMultiplicities() {
    Spectrum star = Spectrum.of(17, Graphs.STAR.edges());
    assertThat(star.wholeEigenspaces(1)).isEqualTo(3);
    assertThat(star.wholeEigenspaces(3)).isEqualTo(3);
    assertThat(star.wholeEigenspaces(4)).isEqualTo(4);
    assertThat(Spectrum.of(15, Graphs.CYCLE.edges()).wholeEigenspaces(3)).isEqualTo(4);
  }

  @Test
  void refusesWhatHasNoAngle() {
    assertThatThrownBy(() -> PrincipalAngles.between(new double[3][2], Matrices.identity(3)))
        .hasMessage("principal angles: a matrix of 3 rows is zero");
    assertThatThrownBy(() -> PrincipalAngles.between(new double[3][2], Matrices.identity(2)))
        .hasMessage("principal angles: 3 rows against 2");
    Spectrum cycle = Spectrum.of(15, Graphs.CYCLE.edges());
    assertThatThrownBy(() -> PrincipalAngles.toLaplacian(ring(1), cycle, 3))
        .hasMessage("principal angles: 3 dimensions asked for, embeddings of width 2 have 2");
  }

  static double[][] ring(int turns) {
    double[][] ring = new double[15][2];
    for (int u = 0; u < 15; u++) {
      ring[u][0] = StrictMath.cos(2 * Math.PI * turns * u / 15);
      ring[u][1] = StrictMath.sin(2 * Math.PI * turns * u / 15);
    }
    return ring;
  }

  static double[][] wide(double[][] rows, int width) {
    return Arrays.stream(rows).map(row -> Arrays.copyOf(row, width)).toArray(double[][]::new);
  }

  @Test
  void leadingRowsLeaveTheRestOut() {
    double[][] a = {{3, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 0.1, 0}};
    double[][] b = {{0, 5, 0, 0}, {0, 0, 0, 4}, {0.1, 0, 0, 0}};
    assertThat(PrincipalAngles.betweenLeadingRows(a, 2, b, 2).overlap())
        .isCloseTo(0.5, within(1e-14)); // they share one of two directions
    assertThat(PrincipalAngles.betweenLeadingRows(a, 3, b, 3).overlap())
        .isCloseTo(2.0 / 3, within(1e-14));
    assertThatThrownBy(() -> PrincipalAngles.betweenLeadingRows(a, 4, b, 2))
        .hasMessage("principal angles: 4 dimensions of a 3 x 4 matrix");
  }
}
