package dev.loci.tensor.kernel;

import java.util.Arrays;

/**
 * The float64 kernels: plain loops, with {@link StrictMath} for the functions.
 *
 * <p>There is no SIMD form: float64 is for checking gradients, not for speed.
 */
public final class Float64Kernels implements Kernels<double[]> {
  public static final Float64Kernels INSTANCE = new Float64Kernels();

  /** Columns that are summed together, so that their lanes stay in the first-level cache. */
  private static final int COLUMN_BLOCK = 128;

  private final RowKernels<double[]> rows = new ComposedRows<>(this, Float64Elements.INSTANCE);
  private final ScanKernels<double[]> scan = new ComposedScan<>(this, Float64Elements.INSTANCE);

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public RowKernels<double[]> rows() {
    return rows;
  }

  @Override
  public ScanKernels<double[]> scan() {
    return scan;
  }

  @Override
  public void unary(UnaryOp op, int n, double[] x, int xo, int xs, double[] y, int yo) {
    Float64Elementwise.unary(op, n, x, xo, xs, y, yo);
  }

  @Override
  public void binary(
      BinaryOp op,
      int n,
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      double[] y,
      int yo) {
    Float64Elementwise.binary(op, n, a, ao, as, b, bo, bs, y, yo);
  }

  @Override
  public void fma(
      int n,
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      double[] y,
      int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.fma(a[ao + i * as], b[bo + i * bs], c[co + i * cs]);
    }
  }

  @Override
  public double sum(int n, double[] x, int xo) {
    double[] lanes = lanes(LANES);
    int whole = n - n % LANES;
    for (int i = xo; i < xo + whole; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] += x[i + j];
      }
    }
    for (int j = 0; j < n - whole; j++) {
      lanes[j] += x[xo + whole + j];
    }
    sumLanes(lanes, LANES, 1);
    return lanes[0];
  }

  @Override
  public double dot(int n, double[] a, int ao, double[] b, int bo) {
    double[] lanes = lanes(LANES);
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] = Math.fma(a[ao + i + j], b[bo + i + j], lanes[j]);
      }
    }
    for (int j = 0; j < n - whole; j++) {
      lanes[j] = Math.fma(a[ao + whole + j], b[bo + whole + j], lanes[j]);
    }
    sumLanes(lanes, LANES, 1);
    return lanes[0];
  }

  @Override
  public double max(int n, double[] x, int xo) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  @Override
  public void sumRows(int rows, int columns, double[] x, int xo, int xrs, double[] y, int yo) {
    int used = ScalarKernels.lanesInUse(rows);
    for (int j = 0; j < columns; j += COLUMN_BLOCK) {
      int width = Math.min(COLUMN_BLOCK, columns - j);
      double[] lanes = lanes(used * width);
      for (int i = 0; i < rows; i++) {
        addRow(width, x, xo + i * xrs + j, lanes, i % LANES * width);
      }
      sumLanes(lanes, used, width);
      System.arraycopy(lanes, 0, y, yo + j, width);
    }
  }

  private static void addRow(int n, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }

  /**
   * Sums {@code count} lanes of {@code width} columns each, by the tree of the contract, into the
   * first.
   */
  private static void sumLanes(double[] lanes, int count, int width) {
    for (int half = count / 2 * width; half >= width; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
  }

  @Override
  public void maxRows(int rows, int columns, double[] x, int xo, int xrs, double[] y, int yo) {
    if (rows == 0) {
      Arrays.fill(y, yo, yo + columns, Double.NEGATIVE_INFINITY);
      return;
    }
    System.arraycopy(x, xo, y, yo, columns);
    for (int i = 1; i < rows; i++) {
      Float64Elementwise.binary(BinaryOp.MAX, columns, y, yo, 1, x, xo + i * xrs, 1, y, yo);
    }
  }

  @Override
  public void matmul(
      int m,
      int n,
      int k,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      double[] c,
      int co,
      int crs,
      boolean accumulate) {
    Float64Matmul.matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
  }

  @Override
  public void adamw(
      int n,
      double[] p,
      int po,
      double[] g,
      int go,
      double[] m,
      int mo,
      double[] v,
      int vo,
      double decay,
      double beta1,
      double beta2,
      double rate,
      double scale,
      double epsilon) {
    double rest1 = 1 - beta1;
    double rest2 = 1 - beta2;
    for (int i = 0; i < n; i++) {
      double gi = g[go + i];
      double mi = Math.fma(beta1, m[mo + i], rest1 * gi);
      double vi = Math.fma(beta2, v[vo + i], rest2 * gi * gi);
      m[mo + i] = mi;
      v[vo + i] = vi;
      double step = mi / Math.fma(Math.sqrt(vi), scale, epsilon);
      p[po + i] = Math.fma(-rate, step, p[po + i] * decay);
    }
  }

  /** So many zeros to sum up in; the next call takes them back. */
  private static double[] lanes(int count) {
    double[] lanes = Scratch.of(Float64Elements.INSTANCE, Scratch.Slot.SUMS, count);
    Arrays.fill(lanes, 0, count, 0);
    return lanes;
  }
}
