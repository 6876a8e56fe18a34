package dev.loci.tensor.kernel;

import java.util.Arrays;

/** Elements of float32, in a {@code float[]}. */
public final class Float32Elements implements Elements<float[]> {
  public static final Float32Elements INSTANCE = new Float32Elements();

  private Float32Elements() {}

  @Override
  public float[] allocate(int n) {
    return new float[n];
  }

  @Override
  public int length(float[] x) {
    return x.length;
  }

  @Override
  public double get(float[] x, int i) {
    return x[i];
  }

  @Override
  public void set(float[] x, int i, double value) {
    x[i] = (float) value;
  }

  @Override
  public void fill(int n, double value, float[] x, int xo, int xs) {
    if (xs == 1) {
      Arrays.fill(x, xo, xo + n, (float) value);
      return;
    }
    for (int i = 0; i < n; i++) {
      x[xo + i * xs] = (float) value;
    }
  }

  @Override
  public void copy(int n, float[] x, int xo, int xs, float[] y, int yo, int ys) {
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
      Comparison op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, int[] y, int yo) {
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
      float[] a,
      int ao,
      int as,
      float[] b,
      int bo,
      int bs,
      float[] y,
      int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = c[co + i * cs] != 0 ? a[ao + i * as] : b[bo + i * bs];
    }
  }
}
