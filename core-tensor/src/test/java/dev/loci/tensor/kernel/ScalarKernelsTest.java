package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scalar kernels against the rules of {@link Kernels}, and against float64. */
class ScalarKernelsTest {
  private final Kernels<float[]> kernels = new ScalarKernels();
  private final Float64Kernels wide = Float64Kernels.INSTANCE;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 31, 32, 33, 63, 64, 65, 1000, 4098})
  void sumFollowsTheRule(int n) {
    float[] x = KernelData.finite(n, n);
    float[] lanes = new float[Kernels.LANES];
    for (int i = 0; i < n; i++) {
      lanes[i % Kernels.LANES] += x[i];
    }
    assertThat(kernels.sum(n, x, 0)).isEqualTo(tree(lanes, 0, 1));
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    assertThat(kernels.dot(n, x, 0, ones, 0)).isEqualTo(kernels.sum(n, x, 0));
  }

  /** The tree, top down: the lanes at from, from + step, ... are those of its two halves. */
  private static float tree(float[] lanes, int from, int step) {
    return step == lanes.length
        ? lanes[from]
        : tree(lanes, from, 2 * step) + tree(lanes, from + step, 2 * step);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 31, 32, 33, 64, 100})
  void rowsAreSummedAsEachColumn(int rows) {
    int columns = 137;
    float[] x = KernelData.finite(rows * columns, rows);
    float[] sums = new float[columns];
    float[] maxima = new float[columns];
    kernels.sumRows(rows, columns, x, 0, columns, sums, 0);
    kernels.maxRows(rows, columns, x, 0, columns, maxima, 0);
    for (int j = 0; j < columns; j++) {
      float[] column = new float[rows];
      for (int i = 0; i < rows; i++) {
        column[i] = x[i * columns + j];
      }
      assertThat((double) sums[j]).isEqualTo(kernels.sum(rows, column, 0));
      assertThat((double) maxima[j]).isEqualTo(kernels.max(rows, column, 0));
    }
  }

  @Test
  void reductionsAreNearTheExactOnes() {
    int n = 4098;
    float[] a = KernelData.finite(n, 1);
    float[] b = KernelData.finite(n, 2);
    double size = 0;
    for (int i = 0; i < n; i++) {
      size += Math.abs((double) a[i] * b[i]);
    }
    double exact = wide.dot(n, widen(a), 0, widen(b), 0);
    assertThat(Math.abs(kernels.dot(n, a, 0, b, 0) - exact)).isLessThan(n / 32 * 0x1p-24 * size);
  }

  @Test
  void maximaKnowNaNsZerosAndNothing() {
    assertThat(kernels.max(0, new float[0], 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(kernels.max(3, new float[] {1, Float.NaN, 2}, 0)).isNaN();
    assertThat(Double.doubleToLongBits(kernels.max(2, new float[] {-0f, 0f}, 0))).isZero();
  }

  @ParameterizedTest
  @EnumSource(UnaryOp.class)
  void float64AgreesOnUnary(UnaryOp op) {
    float[] x = {-3, -1.2f, -0.1f, 0.2f, 0.9f, 2.5f, 7};
    float[] y = new float[x.length];
    double[] z = new double[x.length];
    kernels.unary(op, x.length, x, 0, 1, y, 0);
    wide.unary(op, x.length, widen(x), 0, 1, z, 0);
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(z[i])) {
        assertThat(y[i]).isNaN();
      } else {
        assertThat(Math.abs(y[i] - z[i]))
            .as("%s(%s)", op, x[i])
            .isLessThanOrEqualTo(1e-6 * Math.abs(z[i]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryOp.class)
  void float64AgreesOnBinary(BinaryOp op) {
    float[] a = {1.5f, 2, 0.3f};
    float[] b = {-2, 3.25f, 0.7f};
    float[] y = new float[3];
    double[] z = new double[3];
    kernels.binary(op, 3, a, 0, 1, b, 0, 1, y, 0);
    wide.binary(op, 3, widen(a), 0, 1, widen(b), 0, 1, z, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(Math.abs(y[i] - z[i])).as("%s", op).isLessThanOrEqualTo(1e-6 * Math.abs(z[i]));
    }
  }

  @Test
  void adamwAgreesWithFloat64() {
    int n = 50;
    float[][] x = new float[4][];
    double[][] z = new double[4][];
    for (int i = 0; i < 4; i++) {
      x[i] = KernelData.finite(n, i);
      kernels.unary(UnaryOp.TANH, n, x[i], 0, 1, x[i], 0);
      kernels.unary(UnaryOp.ABS, n, x[i], 0, 1, x[i], 0);
      z[i] = widen(x[i]);
    }
    kernels.adamw(n, x[0], 0, x[1], 0, x[2], 0, x[3], 0, 0.99, 0.9, 0.999, 0.01, 2, 1e-3);
    wide.adamw(n, z[0], 0, z[1], 0, z[2], 0, z[3], 0, 0.99, 0.9, 0.999, 0.01, 2, 1e-3);
    for (int i = 0; i < n; i++) {
      assertThat(Math.abs(x[0][i] - z[0][i])).isLessThan(3e-6);
    }
  }

  private static double[] widen(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }
}
