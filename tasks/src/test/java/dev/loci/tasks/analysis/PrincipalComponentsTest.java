package dev.loci.tasks.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalComponentsTest {

  @ParameterizedTest
  @CsvSource({"30, 4", "4, 30", "7, 7", "17, 32", "2, 5", "40, 1"})
  void axesAreTheEigenvectorsOfTheCovariance(int n, int width) {
    double[][] rows = Matrices.gaussian(n, width, 5);
    double[][] covariance = covariance(rows);
    var eigen = DecompositionFactory_DDRM.eig(width, true, true);
    assertThat(eigen.decompose(new DMatrixRMaj(covariance))).isTrue();
    double[] expected = new double[width];
    Arrays.setAll(expected, i -> -eigen.getEigenvalue(i).getReal());
    Arrays.sort(expected);

    PrincipalComponents pca = PrincipalComponents.fit(rows);
    assertThat(pca.count()).isEqualTo(Math.min(n, width));
    for (int i = 0; i < pca.count(); i++) {
      double variance = pca.variances()[i];
      assertThat(variance).isCloseTo(-expected[i], within(1e-12));
      double[] axis = pca.axes()[i];
      for (int j = 0; j < width; j++) {
        assertThat(Matrices.dot(covariance[j], axis)).isCloseTo(variance * axis[j], within(1e-12));
      }
    }
    double[][] gram = Matrices.product(pca.axes(), Matrices.transposed(pca.axes()));
    assertThat(Matrices.maxDifference(gram, Matrices.identity(pca.count()))).isLessThan(1e-12);
  }

  private static double[][] covariance(double[][] rows) {
    double[][] columns = Matrices.transposed(rows);
    for (double[] column : columns) {
      double mean = Arrays.stream(column).average().orElseThrow();
      Arrays.setAll(column, i -> column[i] - mean);
    }
    double[][] covariance = Matrices.product(columns, Matrices.transposed(columns));
    for (double[] row : covariance) {
      Arrays.setAll(row, j -> row[j] / rows.length);
    }
    return covariance;
  }

  @ParameterizedTest
  @CsvSource({"30, 4", "4, 30", "7, 7", "1, 3"})
  void allComponentsRebuildTheRows(int n, int width) {
    double[][] rows = Matrices.gaussian(n, width, 6);
    PrincipalComponents pca = PrincipalComponents.fit(rows);
    double[][] rebuilt = Matrices.product(pca.project(rows, pca.count()), pca.axes());
    double[][] columns = Matrices.transposed(rows);
    for (double[] row : rebuilt) {
      for (int j = 0; j < width; j++) {
        row[j] += Arrays.stream(columns[j]).average().orElseThrow();
      }
    }
    assertThat(Matrices.maxDifference(rebuilt, rows)).isLessThan(1e-12);
  }

  @Test
  void findsTheAxesOfAStretchedCross() {
    double[][] cross = {{5, 13}, {5, 7}, {6, 10}, {4, 10}}; // about (5, 10): 3 tall, 1 wide
    PrincipalComponents pca = PrincipalComponents.fit(cross);
    assertThat(Matrices.maxDifference(pca.axes(), new double[][] {{0, 1}, {1, 0}}))
        .isLessThan(1e-15);
    assertThat(pca.variances()).usingComparatorWithPrecision(1e-14).containsExactly(4.5, .5);
    assertThat(pca.explainedShares()).usingComparatorWithPrecision(1e-15).containsExactly(.9, .1);
    assertThat(pca.explainedShare(1)).isCloseTo(.9, within(1e-15));
    assertThat(pca.explainedShare(3)).isCloseTo(1, within(1e-15));
    assertThat(pca.effectiveRank()).isCloseTo(100 / 82.0, within(1e-14));
    assertThat(
            Matrices.maxDifference(
                pca.project(cross, 2), new double[][] {{3, 0}, {-3, 0}, {0, 1}, {0, -1}}))
        .isLessThan(1e-14);
  }

  @Test
  void snapshotsShareOneFrame() {
    double[][] early = Matrices.gaussian(9, 4, 7);
    double[][] late = Matrices.gaussian(6, 4, 8);
    double[][] stacked = Stream.of(early, late).flatMap(Stream::of).toArray(double[][]::new);
    PrincipalComponents joint = PrincipalComponents.fit(early, late);
    assertThat(joint.axes()).isDeepEqualTo(PrincipalComponents.fit(stacked).axes());
    double[][] projected = joint.project(stacked, 3);
    assertThat(joint.project(late, 3)).isDeepEqualTo(Arrays.copyOfRange(projected, 9, 15));
  }

  @Test
  void reflectedRowsHaveTheSameAxes() {
    double[][] rows = Matrices.gaussian(17, 32, 9);
    double[][] reflected =
        Arrays.stream(rows)
            .map(row -> Arrays.stream(row).map(x -> -x).toArray())
            .toArray(double[][]::new);
    double[][] axes = PrincipalComponents.fit(rows).axes();
    double[][] others = PrincipalComponents.fit(reflected).axes();
    // The last of the 17 has no variance: centring leaves 16 dimensions.
    assertThat(Matrices.maxDifference(Arrays.copyOf(others, 16), Arrays.copyOf(axes, 16)))
        .isLessThan(1e-9);
  }

  @Test
  void evenSpreadHasFullEffectiveRank() {
    double[][] octahedron = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
    assertThat(PrincipalComponents.fit(octahedron).effectiveRank()).isCloseTo(3, within(1e-14));
  }

  @Test
  void equalRowsHaveNoVariance() {
    double[][] constant = new double[17][];
    Arrays.fill(constant, new double[] {.1, .7, -.3}); // whose mean is not exact
    PrincipalComponents pca = PrincipalComponents.fit(constant);
    assertThat(pca.variances()).containsOnly(0);
    assertThat(pca.explainedShares()).containsOnly(0);
    assertThat(pca.effectiveRank()).isZero();
    assertThat(Matrices.maxDifference(pca.project(constant, 3), new double[17][3]))
        .isLessThan(1e-15);
  }

  @Test
  void oneRowIsTheOrigin() {
    PrincipalComponents pca = PrincipalComponents.fit(new double[][] {{3, 4, 5}});
    assertThat(pca.count()).isEqualTo(1);
    assertThat(pca.project(new double[][] {{3, 4, 5}}, 1)).isDeepEqualTo(new double[][] {{0}});
  }

  @Test
  void refusesWhatDoesNotFit() {
    PrincipalComponents pca = PrincipalComponents.fit(Matrices.gaussian(5, 3, 1));
    assertThatThrownBy(() -> pca.project(new double[2][4], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("principal components: rows of 4 columns, but the fit has 3");
    assertThatThrownBy(() -> pca.project(new double[2][3], 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("principal components: 4 asked for, 1 to 3 exist");
    assertThatThrownBy(() -> PrincipalComponents.fit(new double[][] {{1, Double.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 0, column 1 is NaN");
    assertThatThrownBy(() -> PrincipalComponents.fit())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embeddings: there are no rows");
  }
}
