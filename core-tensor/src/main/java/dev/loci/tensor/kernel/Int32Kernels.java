package dev.loci.tensor.kernel;

/** The arithmetic of int32, which wraps around as Java's does. Functions of reals are refused. */
public final class Int32Kernels implements Kernels<int[]> {
  public static final Int32Kernels INSTANCE = new Int32Kernels();

  private Int32Kernels() {}

  @Override
  public String description() {
    return "scalar int32";
  }

  @Override
  public RowKernels<int[]> rows() {
    throw new IllegalArgumentException("rows: not defined for int32; convert with to(...)");
  }

  @Override
  public ScanKernels<int[]> scan() {
    throw new IllegalArgumentException("scan: not defined for int32; convert with to(...)");
  }

  @Override
  public void unary(UnaryOp op, int n, int[] x, int xo, int xs, int[] y, int yo) {
    for (int i = 0; i < n; i++) {
      int v = x[xo + i * xs];
      y[yo + i] =
          switch (op) {
            case NEG -> -v;
            case ABS -> Math.abs(v);
            case SIGN -> Integer.signum(v);
            case SQUARE -> v * v;
            case RELU -> Math.max(v, 0);
            default -> throw undefined(op);
          };
    }
  }

  @Override
  public void binary(
      BinaryOp op, int n, int[] a, int ao, int as, int[] b, int bo, int bs, int[] y, int yo) {
    for (int i = 0; i < n; i++) {
      int u = a[ao + i * as];
      int v = b[bo + i * bs];
      y[yo + i] =
          switch (op) {
            case ADD -> u + v;
            case SUB -> u - v;
            case MUL -> u * v;
            case MAX -> Math.max(u, v);
            case MIN -> Math.min(u, v);
            case DIV, POW -> throw undefined(op);
          };
    }
  }

  @Override
  public void fma(
      int n,
      int[] a,
      int ao,
      int as,
      int[] b,
      int bo,
      int bs,
      int[] c,
      int co,
      int cs,
      int[] y,
      int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i * as] * b[bo + i * bs] + c[co + i * cs];
    }
  }

  @Override
  public double sum(int n, int[] x, int xo) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i];
    }
    return sum;
  }

  @Override
  public double dot(int n, int[] a, int ao, int[] b, int bo) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += a[ao + i] * b[bo + i];
    }
    return sum;
  }

  @Override
  public double max(int n, int[] x, int xo) {
    int max = Integer.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  @Override
  public void sumRows(int rows, int columns, int[] x, int xo, int xrs, int[] y, int yo) {
    for (int j = 0; j < columns; j++) {
      int sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += x[xo + i * xrs + j];
      }
      y[yo + j] = sum;
    }
  }

  @Override
  public void maxRows(int rows, int columns, int[] x, int xo, int xrs, int[] y, int yo) {
    for (int j = 0; j < columns; j++) {
      int max = Integer.MIN_VALUE;
      for (int i = 0; i < rows; i++) {
        max = Math.max(max, x[xo + i * xrs + j]);
      }
      y[yo + j] = max;
    }
  }

  @Override
  public void matmul(
      int m,
      int n,
      int k,
      int[] a,
      int ao,
      int ars,
      int acs,
      int[] b,
      int bo,
      int brs,
      int bcs,
      int[] c,
      int co,
      int crs,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int sum = accumulate ? c[co + i * crs + j] : 0;
        for (int p = 0; p < k; p++) {
          sum += a[ao + i * ars + p * acs] * b[bo + p * brs + j * bcs];
        }
        c[co + i * crs + j] = sum;
      }
    }
  }

  @Override
  public void adamw(
      int n,
      int[] p,
      int po,
      int[] g,
      int go,
      int[] m,
      int mo,
      int[] v,
      int vo,
      double decay,
      double beta1,
      double beta2,
      double rate,
      double scale,
      double epsilon) {
    throw new IllegalArgumentException("adamw: int32 parameters can't be trained");
  }

  private static IllegalArgumentException undefined(Enum<?> op) {
    return new IllegalArgumentException(
        op.name().toLowerCase(java.util.Locale.ROOT)
            + ": not defined for int32; convert with to(...)");
  }
}
