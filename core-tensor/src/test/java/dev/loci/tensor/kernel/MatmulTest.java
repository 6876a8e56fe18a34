package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.kernel.MatmulCase.Layout;
import dev.loci.tensor.kernel.MatmulCase.Operand;
import dev.loci.tensor.kernel.MatmulCase.Product;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatmulTest {
  private static final int THREADS = Parallel.threads();

  private final Random random = new Random(7);

  static Stream<Product> products() {
    return Stream.of(MatmulCase.SCALAR::matmul, MatmulCase.SIMD::matmul);
  }

  static Stream<Kernels<float[]>> kernels() {
    return Stream.of(MatmulCase.SCALAR, MatmulCase.SIMD);
  }

  @AfterEach
  void restoreThreads() {
    Parallel.setThreads(THREADS);
  }

  /** Every width of a tail, in both directions. */
  @ParameterizedTest
  @EnumSource(names = {"ROWS", "COLUMNS"})
  void everyTail(Layout layout) {
    for (int size = 0; size <= 67; size++) {
      MatmulCase.of(size, 33, 9, layout, layout, false, random).check();
      MatmulCase.of(13, size, 9, layout, layout, true, random).check();
      MatmulCase.of(13, 33, size, layout, layout, false, random).check();
    }
  }

  /** Shapes that cross the blocks in k (384), n (3072) and m (4080), and that are thin. */
  @ParameterizedTest
  @CsvSource({
    "37, 51, 1200",
    "25, 3100, 385",
    "4100, 40, 30",
    "1, 500, 800",
    "500, 1, 800",
    "1, 1, 3000",
    "24, 512, 512",
    "128, 20, 32",
    "33, 52, 40",
    "30, 2068, 64",
    "12, 3090, 400",
    "38, 100, 700",
    "26, 80, 700",
    "130, 512, 1024",
    "8, 48, 8",
    "8, 16, 8",
    "16, 8, 8",
    "3, 2000, 40"
  })
  void everyBlockAndForm(int m, int n, int k) {
    Layout[] layouts = {Layout.ROWS, Layout.COLUMNS, Layout.STRIDED};
    for (Layout a : layouts) {
      for (Layout b : layouts) {
        MatmulCase.of(m, n, k, a, b, false, random).check();
        MatmulCase.of(m, n, k, a, b, true, random).check();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 48, 8", "70, 90, 400"})
  void specialValuesFollowTheDefinition(int m, int n, int k) {
    float[] special = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, Float.MIN_VALUE, 1e-30f
    };
    MatmulCase sample = MatmulCase.of(m, n, k, Layout.ROWS, Layout.ROWS, true, random);
    for (int i = 0; i < m * k; i += 37) {
      sample.a().data()[sample.a().offset() + i] = special[i % special.length];
    }
    for (int i = 0; i < k * n; i += 131) {
      sample.b().data()[sample.b().offset() + i] = special[i % special.length];
    }
    sample.check();
  }

  @Test
  void negativeZerosOfCSurviveOnlyWhenAccumulating() {
    for (boolean accumulate : new boolean[] {false, true}) {
      float[] x = {-0f};
      float[] one = {1};
      float[] c = {-0f};
      MatmulCase.SIMD.matmul(1, 1, 1, x, 0, 1, 1, one, 0, 1, 1, c, 0, 1, accumulate);
      assertThat(MatmulCase.bits(c)).containsExactly(Float.floatToIntBits(accumulate ? -0f : 0f));
    }
  }

  @ParameterizedTest
  @MethodSource("products")
  void emptyInnerDimensionGivesZerosOrLeavesC(Product product) {
    for (boolean accumulate : new boolean[] {false, true}) {
      float[] c = {1, 2, 3, 4, 5, 6, 7};
      product.run(2, 2, 0, c, 0, 0, 1, c, 0, 2, 1, c, 1, 3, accumulate);
      assertThat(c)
          .containsExactly(
              accumulate ? new float[] {1, 2, 3, 4, 5, 6, 7} : new float[] {1, 0, 0, 4, 0, 0, 7});
    }
  }

  /**
   * A chain of k fused steps is off by at most gamma_k = k u / (1 - k u) times the sum of the
   * magnitudes (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1).
   */
  @ParameterizedTest
  @MethodSource("products")
  void errorIsBounded(Product product) {
    MatmulCase sample = MatmulCase.of(19, 40, 5000, Layout.ROWS, Layout.COLUMNS, false, random);
    float[] c = sample.compute(product);
    double gamma = sample.k() * 0x1p-24 / (1 - sample.k() * 0x1p-24);
    for (int i = 0; i < sample.m(); i++) {
      for (int j = 0; j < sample.n(); j++) {
        double sum = 0;
        double magnitude = 0;
        for (int p = 0; p < sample.k(); p++) {
          double term = (double) sample.a().at(i, p) * sample.b().at(p, j);
          sum += term;
          magnitude += Math.abs(term);
        }
        assertThat((double) c[sample.co() + i * sample.crs() + j])
            .isCloseTo(sum, within(gamma * magnitude));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("products")
  void agreesWithEjml(Product product) {
    MatmulCase sample = MatmulCase.of(65, 77, 130, Layout.COLUMNS, Layout.ROWS, false, random);
    float[] c = sample.compute(product);
    DMatrixRMaj expected = new DMatrixRMaj(65, 77);
    CommonOps_DDRM.mult(ejml(sample.a(), 65, 130), ejml(sample.b(), 130, 77), expected);
    for (int i = 0; i < 65; i++) {
      for (int j = 0; j < 77; j++) {
        assertThat((double) c[sample.co() + i * sample.crs() + j])
            .isCloseTo(expected.get(i, j), within(1e-4));
      }
    }
  }

  private static DMatrixRMaj ejml(Operand x, int rows, int columns) {
    DMatrixRMaj y = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y.set(i, j, x.at(i, j));
      }
    }
    return y;
  }

  /** The worker team has really taken part, and changed nothing. */
  @ParameterizedTest
  @MethodSource("products")
  void threadsDoNotChangeTheBits(Product product) {
    MatmulCase sample = MatmulCase.of(301, 403, 500, Layout.ROWS, Layout.COLUMNS, true, random);
    Parallel.setThreads(1);
    int[] expected = MatmulCase.bits(sample.compute(product));
    for (int threads = 2; threads <= 3; threads++) {
      Parallel.setThreads(threads);
      long before = Parallel.handovers();
      int attempts = 0;
      while (attempts < 3 || (Parallel.handovers() == before && attempts < 1000)) {
        assertThat(MatmulCase.bits(sample.compute(product))).isEqualTo(expected);
        attempts++;
      }
      assertThat(Parallel.handovers()).as("handed to workers").isGreaterThan(before);
    }
  }

  /** Large enough to be packed, in tiles, on the caller's thread and on workers. */
  @ParameterizedTest
  @MethodSource("kernels")
  void anEpilogueMayMultiply(Kernels<float[]> kernels) {
    MatmulCase outer = MatmulCase.of(300, 200, 70, Layout.COLUMNS, Layout.COLUMNS, false, random);
    MatmulCase inner = MatmulCase.of(60, 70, 50, Layout.ROWS, Layout.COLUMNS, false, random);
    int[] expected = MatmulCase.bits(inner.computeByDefinition());
    AtomicInteger right = new AtomicInteger();
    AtomicInteger elements = new AtomicInteger();
    Epilogue epilogue =
        (fromRow, toRow, fromColumn, toColumn) -> {
          elements.addAndGet((toRow - fromRow) * (toColumn - fromColumn));
          if (Arrays.equals(MatmulCase.bits(inner.compute(kernels::matmul)), expected)) {
            right.addAndGet((toRow - fromRow) * (toColumn - fromColumn));
          }
        };
    int[] product = MatmulCase.bits(outer.computeByDefinition());
    for (int threads = 1; threads <= 3; threads++) {
      Parallel.setThreads(threads);
      float[] c =
          outer.compute((m, n, k, x, xo, xrs, xcs, w, wo, wrs, wcs, y, yo, yrs, add) ->
              kernels.matmul(m, n, k, x, xo, xrs, xcs, w, wo, wrs, wcs, y, yo, yrs, add, epilogue));
      assertThat(MatmulCase.bits(c)).isEqualTo(product);
      assertThat(elements).hasValue(threads * 300 * 200);
      assertThat(right).hasValue(threads * 300 * 200);
    }
  }

  /** A job that has failed can be used again. */
  @ParameterizedTest
  @MethodSource("kernels")
  void anEpilogueMayFail(Kernels<float[]> kernels) {
    Parallel.setThreads(2);
    MatmulCase sample = MatmulCase.of(300, 200, 70, Layout.ROWS, Layout.COLUMNS, false, random);
    Epilogue failing =
        (fromRow, toRow, fromColumn, toColumn) -> {
          throw new IllegalStateException("broken");
        };
    for (int round = 0; round < 3; round++) {
      assertThatIllegalStateException()
          .isThrownBy(() ->
              sample.compute((m, n, k, x, xo, xrs, xcs, w, wo, wrs, wcs, y, yo, yrs, add) ->
                  kernels.matmul(
                      m, n, k, x, xo, xrs, xcs, w, wo, wrs, wcs, y, yo, yrs, add, failing)))
          .withMessage("broken");
      sample.check();
    }
  }
}
