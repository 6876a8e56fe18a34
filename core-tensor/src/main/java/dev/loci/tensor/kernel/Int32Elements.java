package dev.loci.tensor.kernel;

import java.util.Arrays;

/** Elements of int32, in a {@code int[]}. */
public final class Int32Elements implements Elements<int[]> {
  public static final Int32Elements INSTANCE = new Int32Elements();

  private Int32Elements() {}

  @Override
  public int[] allocate(int n) {
    return new int[n];
  }

  @Override
  public int length(int[] x) {
    return x.length;
  }

  @Override
  public double get(int[] x, int i) {
    return x[i];
  }

  @Override
  public void set(int[] x, int i, double value) {
    x[i] = (int) value;
  }

  @Override
  public void fill(int n, double value, int[] x, int xo, int xs) {
    if (xs == 1) {
      Arrays.fill(x, xo, xo + n, (int) value);
      return;
    }
    for (int i = 0; i < n; i++) {
      x[xo + i * xs] = (int) value;
    }
  }

  @Override
  public void copy(int n, int[] x, int xo, int xs, int[] y, int yo, int ys) {
    if (xs == 1 && ys == 1) {
      System.arraycopy(x, xo, y, yo, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      y[yo + i * ys] = x[xo + i * xs];
    }
  }

  @Override
  public void compare(
      Comparison op, int n, int[] a, int ao, int as, int[] b, int bo, int bs, int[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = op.holds(a[ao + i * as], b[bo + i * bs]) ? 1 : 0;
    }
  }

  @Override
  public void select(
      int n,
      int[] c,
      int co,
      int cs,
      int[] a,
      int ao,
      int as,
      int[] b,
      int bo,
      int bs,
      int[] y,
      int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = c[co + i * cs] != 0 ? a[ao + i * as] : b[bo + i * bs];
    }
  }
}
