package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The row kernels in vector code against their specification, bit for bit; all NaNs are one. */
class RowKernelsTest {
  private static final int[] SIZES =
      IntStream.concat(
              IntStream.rangeClosed(1, 70),
              IntStream.of(127, 128, 129, 255, 257, 511, 513, 1000, 1023, 1025, 4095, 4097, 4098))
          .toArray();

  private final RowKernels<float[]> scalar = new ScalarKernels().rows();
  private final RowKernels<float[]> simd = new SimdKernels().rows();

  /** What rows may hold: anything, or numbers whose softmax is not NaN. */
  private static final List<UnaryOperator<float[]>> KINDS =
      List.of(
          UnaryOperator.identity(),
          x -> {
            for (int i = 0; i < x.length; i++) {
              x[i] = Float.isFinite(x[i]) ? (float) Math.IEEEremainder(x[i], 300) : -i % 5;
            }
            return x;
          },
          x -> {
            for (int i = 0; i < x.length; i++) {
              x[i] = i % 3 == 0 ? -0f : i % 3 == 1 ? 0 : -1e30f;
            }
            return x;
          },
          x -> {
            for (int i = 0; i < x.length; i++) {
              x[i] = i % 37 == 36 ? 0 : i % 3 == 0 ? -3 : -0f; // vectors without a positive zero
            }
            return x;
          },
          x -> within(x, 60),
          x -> within(x, 86));

  /** Numbers that are at most so far apart: with exponentials that need no care, or a little. */
  private static float[] within(float[] x, double range) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.isFinite(x[i]) ? (float) Math.IEEEremainder(x[i] * 31.7, range) : -i % 5;
    }
    return x;
  }

  @Test
  void rows() {
    for (int n : SIZES) {
      for (int rows : n > 200 ? new int[] {3} : new int[] {0, 1, 2, 33, 70}) {
        for (UnaryOperator<float[]> kind : KINDS) {
          float[] x = kind.apply(KernelData.wild(Math.max(1, rows) * n + 3, n + rows));
          List<float[]> expected = new ArrayList<>();
          List<float[]> actual = new ArrayList<>();
          RowKernelCalls.run(scalar, rows, n, x, y -> expected.add(y.clone()));
          RowKernelCalls.run(simd, rows, n, x, y -> actual.add(y.clone()));
          assertSame(actual, expected, rows + " rows of " + n);
        }
      }
    }
  }

  @Test
  void inPlace() {
    for (int n : SIZES) {
      float[] x = KINDS.get(1).apply(KernelData.wild(5 * n, n));
      float[] expected = new float[5 * n];
      scalar.softmax(5, n, x, 0, expected, 0);
      float[] actual = x.clone();
      simd.softmax(5, n, actual, 0, actual, 0);
      assertSame(List.of(actual), List.of(expected), "softmax of " + n);
      scalar.logSoftmax(5, n, x, 0, expected, 0);
      actual = x.clone();
      simd.logSoftmax(5, n, actual, 0, actual, 0);
      assertSame(List.of(actual), List.of(expected), "log-softmax of " + n);
    }
  }

  @Test
  void attention() {
    for (int n : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 20, 31, 32, 33, 48, 67}) {
      for (int width : new int[] {1, 3, 6, 8, 15, 16, 17, 32, 48, 65}) {
        for (UnaryOperator<float[]> kind : KINDS) {
          float[] x = kind.apply(KernelData.wild(n * (n + width + 3) + 3, n + width));
          List<float[]> expected = new ArrayList<>();
          List<float[]> actual = new ArrayList<>();
          RowKernelCalls.attend(scalar, n, width, x, y -> expected.add(y.clone()));
          RowKernelCalls.attend(simd, n, width, x, y -> actual.add(y.clone()));
          assertSame(actual, expected, n + " positions, width " + width);
        }
      }
    }
  }

  private static void assertSame(List<float[]> actual, List<float[]> expected, String what) {
    for (int i = 0; i < expected.size(); i++) {
      int[] bits = bits(actual.get(i));
      if (!Arrays.equals(bits, bits(expected.get(i)))) {
        assertThat(actual.get(i)).as("result %d of %s", i, what).isEqualTo(expected.get(i));
        assertThat(bits).as("result %d of %s", i, what).isEqualTo(bits(expected.get(i)));
      }
    }
  }

  private static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(x[i]));
    return bits;
  }
}
