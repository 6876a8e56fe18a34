package dev.loci.tasks.recall.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class RidgeTest {

  private static double[][] normal(int rows, int columns, RandomStream random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> 1 + random.normal());
    }
    return matrix;
  }

  private static DMatrixRMaj centred(double[][] rows) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows);
    for (int j = 0; j < matrix.numCols; j++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[j] / rows.length;
      }
      for (int i = 0; i < matrix.numRows; i++) {
        matrix.add(i, j, -mean);
      }
    }
    return matrix;
  }

  /** {@code (X^T X + penalty tr / n)^-1 X^T Y} of centred matrices, by EJML. */
  private static double[][] expected(double[][] x, double[][] y, double penalty) {
    DMatrixRMaj a = centred(x);
    int n = a.numCols;
    DMatrixRMaj gram = new DMatrixRMaj(n, n);
    CommonOps_DDRM.multTransA(a, a, gram);
    double trace = CommonOps_DDRM.trace(gram);
    for (int i = 0; i < n; i++) {
      gram.add(i, i, penalty * trace / n);
    }
    DMatrixRMaj right = new DMatrixRMaj(n, y[0].length);
    CommonOps_DDRM.multTransA(a, centred(y), right);
    DMatrixRMaj solution = new DMatrixRMaj(n, y[0].length);
    assertThat(CommonOps_DDRM.solve(gram, right, solution)).isTrue();
    double[][] rows = new double[n][y[0].length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = solution.get(i, j);
      }
    }
    return rows;
  }

  @Property(tries = 50)
  void agreesWithEjml(
      @ForAll @IntRange(min = 1, max = 12) int features,
      @ForAll @IntRange(min = 1, max = 4) int targets,
      @ForAll @IntRange(min = 2, max = 30) int examples,
      @ForAll @IntRange(min = 1, max = 6) int digits,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed);
    double[][] x = normal(examples, features, random);
    double[][] y = normal(examples, targets, random);
    double penalty = StrictMath.pow(10, -digits);
    Ridge map = Ridge.fit(x, y, penalty);
    double[][] weights = expected(x, y, penalty);
    for (int i = 0; i < features; i++) {
      assertThat(map.weights()[i]).containsExactly(weights[i], within(1e-7));
    }
    double[] mean = new double[targets];
    for (double[] row : map.of(x)) {
      for (int j = 0; j < targets; j++) {
        mean[j] += row[j] / examples;
      }
    }
    for (int j = 0; j < targets; j++) { // the constant makes the means equal
      int column = j;
      double expectedMean =
          Arrays.stream(y).mapToDouble(row -> row[column]).average().orElseThrow();
      assertThat(mean[j]).isCloseTo(expectedMean, within(1e-9));
    }
  }

  @Test
  void findsALinearMapAndExplainsAllOfIt() {
    RandomStream random = RandomStream.of(3);
    double[][] x = normal(40, 3, random);
    double[][] y =
        Arrays.stream(x)
            .map(row -> new double[] {2 * row[0] - row[2] + 5, row[1]})
            .toArray(double[][]::new);
    Ridge map = Ridge.fit(x, y, 1e-12);
    assertThat(map.weights()[0]).containsExactly(new double[] {2, 0}, within(1e-9));
    assertThat(map.weights()[2]).containsExactly(new double[] {-1, 0}, within(1e-9));
    assertThat(map.constant()).containsExactly(new double[] {5, 0}, within(1e-9));
    assertThat(map.r2(x, y)).isCloseTo(1, within(1e-12));
    double[][] shifted =
        Arrays.stream(y).map(row -> new double[] {row[0] + 100, row[1]}).toArray(double[][]::new);
    assertThat(map.r2(x, shifted)).isLessThan(0);
  }

  @Test
  void constantFeaturesGetNoWeight() {
    double[][] x = {{2, 7}, {2, 7}, {2, 7}};
    double[][] y = {{1}, {2}, {6}};
    Ridge map = Ridge.fit(x, y, 1e-3);
    assertThat(map.weights()).isDeepEqualTo(new double[][] {{0}, {0}});
    assertThat(map.of(new double[] {9, 9})).containsExactly(new double[] {3}, within(1e-15));
  }

  @Test
  void refusesWhatCannotBeFitted() {
    assertThatThrownBy(() -> Ridge.fit(new double[2][1], new double[3][1], 1))
        .hasMessage("ridge: 2 rows of features, 3 of targets and a penalty of 1.0");
    assertThatThrownBy(() -> Ridge.fit(new double[2][1], new double[2][1], 0))
        .hasMessage("ridge: 2 rows of features, 2 of targets and a penalty of 0.0");
  }
}
