package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Operands of a matrix product, laid out in one of many ways, with a value around each array. */
record MatmulCase(
    int m, int n, int k, Operand a, Operand b, float[] c, int co, int crs, boolean accumulate) {

  static final Kernels<float[]> SCALAR = new ScalarKernels();
  static final Kernels<float[]> SIMD = new SimdKernels();

  /** A matrix: element (i, j) is {@code data[offset + i * rs + j * cs]}. */
  record Operand(float[] data, int offset, int rs, int cs) {
    float at(int i, int j) {
      return data[offset + i * rs + j * cs];
    }
  }

  /** How a matrix lies in memory. */
  enum Layout {
    ROWS,
    COLUMNS,
    PADDED_ROWS,
    PADDED_COLUMNS,
    STRIDED,
    ONE_ROW_REPEATED,
    ONE_COLUMN_REPEATED,
    ONE_ELEMENT_REPEATED;

    Operand operand(int rows, int columns, Random random) {
      int offset = random.nextInt(4);
      int rs =
          switch (this) {
            case ROWS -> columns;
            case COLUMNS, PADDED_COLUMNS, ONE_COLUMN_REPEATED -> 1;
            case PADDED_ROWS -> columns + 3;
            case STRIDED -> 2 * columns + 5;
            case ONE_ROW_REPEATED, ONE_ELEMENT_REPEATED -> 0;
          };
      int cs =
          switch (this) {
            case ROWS, PADDED_ROWS, ONE_ROW_REPEATED -> 1;
            case COLUMNS -> rows;
            case PADDED_COLUMNS -> rows + 3;
            case STRIDED -> 2;
            case ONE_COLUMN_REPEATED, ONE_ELEMENT_REPEATED -> 0;
          };
      // No element to spare: reading beyond the last one must fail.
      int size = rows * columns == 0 ? 0 : 1 + (rows - 1) * rs + (columns - 1) * cs;
      return new Operand(normal(offset + size, random), offset, rs, cs);
    }
  }

  /** The signature of {@link Kernels#matmul}. */
  @FunctionalInterface
  interface Product {
    void run(
        int m,
        int n,
        int k,
        float[] a,
        int ao,
        int ars,
        int acs,
        float[] b,
        int bo,
        int brs,
        int bcs,
        float[] c,
        int co,
        int crs,
        boolean accumulate);
  }

  static MatmulCase of(int m, int n, int k, Layout a, Layout b, boolean accumulate, Random random) {
    int co = random.nextInt(4);
    int crs = n + random.nextInt(3);
    return new MatmulCase(
        m,
        n,
        k,
        a.operand(m, k, random),
        b.operand(k, n, random),
        normal(co + m * crs + 1, random),
        co,
        crs,
        accumulate);
  }

  static float[] normal(int n, Random random) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** Returns the array that holds C after the product. */
  float[] compute(Product product) {
    float[] y = c.clone();
    product.run(
        m,
        n,
        k,
        a.data,
        a.offset,
        a.rs,
        a.cs,
        b.data,
        b.offset,
        b.rs,
        b.cs,
        y,
        co,
        crs,
        accumulate);
    return y;
  }

  /** The definition of the product, one chain per element. */
  float[] computeByDefinition() {
    float[] y = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = accumulate ? y[co + i * crs + j] : 0;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a.at(i, p), b.at(p, j), sum);
        }
        y[co + i * crs + j] = sum;
      }
    }
    return y;
  }

  /** Asserts that both products give the bits of the definition and leave all else as it was. */
  void check() {
    float[] expected = computeByDefinition();
    assertSameBits(compute(SCALAR::matmul), expected, "scalar");
    assertSameBits(compute(SIMD::matmul), expected, "simd");
    finish(expected, 0, m, 0, n);
    assertSameBits(computeAndFinish(SCALAR), expected, "scalar, epilogue");
    assertSameBits(computeAndFinish(SIMD), expected, "simd, epilogue");
  }

  private float[] computeAndFinish(Kernels<float[]> kernels) {
    return compute((rows, columns, inner, x, xo, xrs, xcs, w, wo, wrs, wcs, y, yo, yrs, add) ->
        kernels.matmul(
            rows,
            columns,
            inner,
            x,
            xo,
            xrs,
            xcs,
            w,
            wo,
            wrs,
            wcs,
            y,
            yo,
            yrs,
            add,
            (i0, i1, j0, j1) -> finish(y, i0, i1, j0, j1)));
  }

  /** Changes elements of C by what depends on the place, and shows if done twice or too early. */
  private void finish(float[] y, int fromRow, int toRow, int fromColumn, int toColumn) {
    for (int i = fromRow; i < toRow; i++) {
      for (int j = fromColumn; j < toColumn; j++) {
        y[co + i * crs + j] = Math.fma(y[co + i * crs + j], 3, i - 2 * j + 0.5f);
      }
    }
  }

  private void assertSameBits(float[] actual, float[] expected, String name) {
    assertThat(bits(actual)).as("%s, %dx%dx%d", name, m, n, k).isEqualTo(bits(expected));
  }

  /** Bits that tell zeros apart by their sign, but not one NaN from another. */
  static int[] bits(float[] x) {
    int[] bits = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Float.floatToIntBits(x[i]);
    }
    return bits;
  }
}
