package dev.loci.tensor.kernel;

import java.util.Arrays;

/** The specification of every kernel: plain loops, one element after the other. */
final class ScalarKernels implements Kernels<float[]> {
  /** Columns that are summed together, so that their lanes stay in the first-level cache. */
  private static final int COLUMN_BLOCK = 128;

  private final RowKernels<float[]> rows = new ComposedRows<>(this, Float32Elements.INSTANCE);
  private final ScanKernels<float[]> scan = new ComposedScan<>(this, Float32Elements.INSTANCE);

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public RowKernels<float[]> rows() {
    return rows;
  }

  @Override
  public ScanKernels<float[]> scan() {
    return scan;
  }

  @Override
  public void unary(UnaryOp op, int n, float[] x, int xo, int xs, float[] y, int yo) {
    ScalarElementwise.unary(op, n, x, xo, xs, y, yo);
  }

  @Override
  public void binary(
      BinaryOp op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
    ScalarElementwise.binary(op, n, a, ao, as, b, bo, bs, y, yo);
  }

  @Override
  public void fma(
      int n,
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      float[] y,
      int yo) {
    ScalarElementwise.fma(n, a, ao, as, b, bo, bs, c, co, cs, y, yo);
  }

  @Override
  public double sum(int n, float[] x, int xo) {
    float[] lanes = lanes(LANES);
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
  public double dot(int n, float[] a, int ao, float[] b, int bo) {
    float[] lanes = lanes(LANES);
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] = Fma.fma(a[ao + i + j], b[bo + i + j], lanes[j]);
      }
    }
    for (int j = 0; j < n - whole; j++) {
      lanes[j] = Fma.fma(a[ao + whole + j], b[bo + whole + j], lanes[j]);
    }
    sumLanes(lanes, LANES, 1);
    return lanes[0];
  }

  @Override
  public double max(int n, float[] x, int xo) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  @Override
  public void sumRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    int used = lanesInUse(rows);
    for (int j = 0; j < columns; j += COLUMN_BLOCK) {
      int width = Math.min(COLUMN_BLOCK, columns - j);
      float[] lanes = lanes(used * width);
      for (int i = 0; i < rows; i++) {
        addRow(width, x, xo + i * xrs + j, lanes, i % LANES * width);
      }
      sumLanes(lanes, used, width);
      System.arraycopy(lanes, 0, y, yo + j, width);
    }
  }

  /** The lanes to keep for n elements. The others stay +0, and the tree may start below them. */
  static int lanesInUse(int n) {
    return n >= LANES ? LANES : Math.max(1, Integer.highestOneBit(2 * n - 1));
  }

  private static void addRow(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }

  /**
   * Sums {@code count} lanes of {@code width} columns each, by the tree of the contract, into the
   * first.
   */
  private static void sumLanes(float[] lanes, int count, int width) {
    for (int half = count / 2 * width; half >= width; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
  }

  @Override
  public void maxRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    if (rows == 0) {
      Arrays.fill(y, yo, yo + columns, Float.NEGATIVE_INFINITY);
      return;
    }
    System.arraycopy(x, xo, y, yo, columns);
    for (int i = 1; i < rows; i++) {
      binary(BinaryOp.MAX, columns, y, yo, 1, x, xo + i * xrs, 1, y, yo);
    }
  }

  @Override
  public void matmul(
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
      boolean accumulate) {
    ScalarMatmul.matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, null);
  }

  @Override
  public void matmul(
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
      boolean accumulate,
      Epilogue epilogue) {
    ScalarMatmul.matmul(
        m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, epilogue);
  }

  @Override
  public void adamw(
      int n,
      float[] p,
      int po,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      double decay,
      double beta1,
      double beta2,
      double rate,
      double scale,
      double epsilon) {
    float keep1 = (float) beta1;
    float keep2 = (float) beta2;
    float rest1 = (float) (1 - beta1);
    float rest2 = (float) (1 - beta2);
    float kept = (float) decay;
    float rated = (float) rate;
    float scaled = (float) scale;
    float small = (float) epsilon;
    if (po == go && po == mo && po == vo) { // one index, which the compiler can vectorise
      for (int i = po; i < po + n; i++) {
        float mi = Fma.fma(keep1, m[i], rest1 * g[i]);
        float vi = Fma.fma(keep2, v[i], rest2 * g[i] * g[i]);
        m[i] = mi;
        v[i] = vi;
        float step = mi / Fma.fma((float) Math.sqrt(vi), scaled, small);
        p[i] = Fma.fma(-rated, step, p[i] * kept);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      float gi = g[go + i];
      float mi = Fma.fma(keep1, m[mo + i], rest1 * gi);
      float vi = Fma.fma(keep2, v[vo + i], rest2 * gi * gi);
      m[mo + i] = mi;
      v[vo + i] = vi;
      float step = mi / Fma.fma((float) Math.sqrt(vi), scaled, small);
      p[po + i] = Fma.fma(-rated, step, p[po + i] * kept);
    }
  }

  /** So many zeros to sum up in; the next call takes them back. */
  private static float[] lanes(int count) {
    float[] lanes = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.SUMS, count);
    Arrays.fill(lanes, 0, count, 0);
    return lanes;
  }
}
