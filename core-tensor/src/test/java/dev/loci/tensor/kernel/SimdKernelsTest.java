package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SIMD kernels against the scalar ones, bit for bit; all NaNs count as one. */
class SimdKernelsTest {
  private static final int[] SIZES =
      IntStream.concat(
              IntStream.rangeClosed(0, 70),
              IntStream.of(127, 128, 129, 255, 257, 511, 513, 1000, 1023, 1025, 4095, 4097, 4098))
          .toArray();
  private static final int[][] STRIDES = {
    {1, 1}, {1, 0}, {0, 1}, {0, 0}, {2, 1}, {1, 2}, {2, 0}, {2, 2}
  };

  private final Kernels<float[]> scalar = new ScalarKernels();
  private final Kernels<float[]> simd = new SimdKernels();

  @ParameterizedTest
  @EnumSource(UnaryOp.class)
  void unary(UnaryOp op) {
    for (int n : SIZES) {
      float[] x = KernelData.wild(2 * n + 3, n);
      for (int stride = 0; stride <= 2; stride++) {
        float[] expected = KernelData.wild(n + 8, 1);
        float[] actual = expected.clone();
        scalar.unary(op, n, x, 3, stride, expected, 5);
        simd.unary(op, n, x, 3, stride, actual, 5);
        assertSame(actual, expected, op + " of " + n + " with stride " + stride);
      }
      if (n > 0) {
        float[] expected = x.clone();
        scalar.unary(op, n, expected, 3, 1, expected, 3);
        simd.unary(op, n, x, 3, 1, x, 3);
        assertSame(x, expected, op + " of " + n + " in place");
      }
    }
  }

  /** Neighbours are alike, so whole blocks are in the usual range of a function, or out of it. */
  @ParameterizedTest
  @EnumSource(UnaryOp.class)
  void unaryOverAllExponents(UnaryOp op) {
    float[] x = new float[1 << 12];
    float[] expected = new float[x.length];
    float[] actual = new float[x.length];
    for (long bits = 0; bits < 1L << 32; ) {
      for (int i = 0; i < x.length; i++, bits += 4001) {
        x[i] = Float.intBitsToFloat((int) bits);
      }
      scalar.unary(op, x.length, x, 0, 1, expected, 0);
      simd.unary(op, x.length, x, 0, 1, actual, 0);
      assertSame(actual, expected, op + " up to " + x[x.length - 1]);
    }
  }

  /** One argument out of the range sends a block the other way; the rest must not notice. */
  @ParameterizedTest
  @EnumSource(UnaryOp.class)
  void unaryWithOneExtremeArgument(UnaryOp op) {
    for (float extreme : new float[] {Float.NaN, 200, -200, 60, 10, -10, 0, -0f, 1e-40f}) {
      for (int at = 0; at < 2100; at += 77) {
        float[] x = new float[2100];
        for (int i = 0; i < x.length; i++) {
          x[i] = 0.001f * (i + 1);
        }
        x[at] = extreme;
        float[] expected = new float[x.length];
        float[] actual = new float[x.length];
        scalar.unary(op, x.length, x, 0, 1, expected, 0);
        simd.unary(op, x.length, x, 0, 1, actual, 0);
        assertSame(actual, expected, op + " with " + extreme + " at " + at);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BinaryOp.class)
  void binary(BinaryOp op) {
    for (int n : SIZES) {
      float[] a = KernelData.wild(2 * n + 3, n);
      float[] b = KernelData.wild(2 * n + 3, n + 10_000);
      for (int[] s : STRIDES) {
        float[] expected = new float[n + 8];
        float[] actual = new float[n + 8];
        scalar.binary(op, n, a, 3, s[0], b, 2, s[1], expected, 5);
        simd.binary(op, n, a, 3, s[0], b, 2, s[1], actual, 5);
        assertSame(actual, expected, op + " of " + n + ", strides " + s[0] + " and " + s[1]);
      }
      float[] expected = new float[2 * n + 3];
      scalar.binary(op, n, a, 3, 1, b, 2, 1, expected, 2);
      simd.binary(op, n, a, 3, 1, b, 2, 1, b, 2);
      for (int i = 2; i < n + 2; i++) {
        assertThat(bits(b[i])).as("%s of %d in place at %d", op, n, i).isEqualTo(bits(expected[i]));
      }
    }
  }

  @Test
  void fma() {
    for (int n : SIZES) {
      float[] a = KernelData.wild(2 * n + 3, n);
      float[] b = KernelData.wild(2 * n + 3, n + 10_000);
      float[] c = KernelData.wild(2 * n + 3, n + 20_000);
      for (int[] s : STRIDES) {
        for (int cs = 0; cs <= 2; cs++) {
          float[] expected = new float[n + 8];
          float[] actual = new float[n + 8];
          scalar.fma(n, a, 3, s[0], b, 2, s[1], c, 1, cs, expected, 5);
          simd.fma(n, a, 3, s[0], b, 2, s[1], c, 1, cs, actual, 5);
          assertSame(actual, expected, n + " strides " + s[0] + ", " + s[1] + ", " + cs);
        }
      }
    }
  }

  @Test
  void fmaRows() {
    for (int n : SIZES) {
      float[] a = KernelData.wild(5 * n + 3, n);
      float[] b = KernelData.wild(5 * n + 3, n + 10_000);
      for (int rows = 0; rows <= 5; rows++) {
        float[] expected = KernelData.wild(n + 8, n + 20_000);
        float[] actual = expected.clone();
        scalar.fmaRows(rows, n, a, 3, n, b, 2 + 4 * n, -n, expected, 5);
        simd.fmaRows(rows, n, a, 3, n, b, 2 + 4 * n, -n, actual, 5);
        assertSame(actual, expected, rows + " rows of " + n);
      }
    }
  }

  @Test
  void reductions() {
    for (int n : SIZES) {
      for (int repeat = 0; repeat < 4; repeat++) {
        float[] a = KernelData.finite(n + 3, n + 10_000 * repeat);
        float[] b = KernelData.finite(n + 3, n + 10_000 * repeat + 5000);
        if (repeat == 3) {
          scale(a, 1e-25f); // products underflow, to -0 too
          scale(b, 1e-25f);
        }
        assertSame(simd.sum(n, a, 3), scalar.sum(n, a, 3), "sum of " + n);
        assertSame(simd.dot(n, a, 3, b, 1), scalar.dot(n, a, 3, b, 1), "dot of " + n);
        assertSame(simd.max(n, a, 3), scalar.max(n, a, 3), "max of " + n);
      }
      float[] x = KernelData.wild(n + 3, n);
      assertSame(simd.sum(n, x, 3), scalar.sum(n, x, 3), "sum of " + n);
      assertSame(simd.dot(n, x, 3, x, 1), scalar.dot(n, x, 3, x, 1), "dot of " + n);
      assertSame(simd.max(n, x, 3), scalar.max(n, x, 3), "max of " + n);
    }
  }

  @Test
  void rows() {
    for (int rows : new int[] {0, 1, 2, 3, 7, 31, 32, 33, 64, 100}) {
      for (int columns : new int[] {0, 1, 7, 15, 16, 17, 33, 127, 128, 129, 300}) {
        for (boolean wild : new boolean[] {false, true}) {
          int size = rows * (columns + 5) + columns + 3;
          float[] x = wild ? KernelData.wild(size, rows) : KernelData.finite(size, rows);
          float[] expected = new float[columns + 4];
          float[] actual = new float[columns + 4];
          scalar.sumRows(rows, columns, x, 3, columns + 5, expected, 2);
          simd.sumRows(rows, columns, x, 3, columns + 5, actual, 2);
          assertSame(actual, expected, "sums of " + rows + " x " + columns);
          scalar.maxRows(rows, columns, x, 3, columns + 5, expected, 2);
          simd.maxRows(rows, columns, x, 3, columns + 5, actual, 2);
          assertSame(actual, expected, "maxima of " + rows + " x " + columns);
        }
      }
    }
  }

  @Test
  void adamw() {
    for (int n : SIZES) {
      float[][] expected = new float[4][];
      float[][] actual = new float[4][];
      for (int i = 0; i < 4; i++) {
        expected[i] = KernelData.finite(n + 4, n + 1000L * i);
        actual[i] = expected[i].clone();
      }
      for (int step = 0; step < 2; step++) {
        adamw(scalar, n, expected);
        adamw(simd, n, actual);
      }
      for (int i = 0; i < 4; i++) {
        assertSame(actual[i], expected[i], "array " + i + " of " + n);
      }
    }
  }

  private static void adamw(Kernels<float[]> kernels, int n, float[][] x) {
    kernels.adamw(n, x[0], 1, x[1], 2, x[2], 3, x[3], 4, 0.999, 0.9, 0.999, 0.01, 10, 1e-8);
  }

  private static void scale(float[] x, float factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  private static void assertSame(float[] actual, float[] expected, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (bits(actual[i]) != bits(expected[i])) {
        assertThat(actual[i]).as("%s at %d", what, i).isEqualTo(expected[i]);
      }
    }
  }

  private static void assertSame(double actual, double expected, String what) {
    assertThat(Double.doubleToLongBits(actual))
        .as("%s: %s, %s", what, actual, expected)
        .isEqualTo(Double.doubleToLongBits(expected));
  }

  private static int bits(float x) {
    return Float.floatToIntBits(x);
  }
}
