package dev.loci.tensor.kernel;

import java.util.Arrays;

/** Elements of float64, in a {@code double[]}. */
public final class Float64Elements implements Elements<double[]> {
  public static final Float64Elements INSTANCE = new Float64Elements();

  private Float64Elements() {}

  @Override
  public double[] allocate(int n) {
    return new double[n];
  }

  @Override
  public int length(double[] x) {
    return x.length;
  }

  @Override
  public double get(double[] x, int i) {
    return x[i];
  }

  @Override
  public void set(double[] x, int i, double value) {
    x[i] = value;
  }

  @Override
  public void fill(int n, double value, double[] x, int xo, int xs) {
    if (xs == 1) {
      Arrays.fill(x, xo, xo + n, value);
      return;
    }
    for (int i = 0; i < n; i++) {
      x[xo + i * xs] = value;
    }
  }

  @Override
  public void copy(int n, double[] x, int xo, int xs, double[] y, int yo, int ys) {
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
      Comparison op,
      int n,
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      int[] y,
      int yo) {
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
      double[] a,
      int ao,
      int as,
      double[] b,
      int bo,
      int bs,
      double[] y,
      int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = c[co + i * cs] != 0 ? a[ao + i * as] : b[bo + i * bs];
    }
  }
}
