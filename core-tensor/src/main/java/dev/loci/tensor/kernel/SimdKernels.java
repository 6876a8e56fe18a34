package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import java.util.Arrays;

/**
 * The kernels in vector code, with the bits of {@link ScalarKernels}.
 *
 * <p>Strides 0 and 1 are vectorised, others run the scalar loop. Elements that do not fill a vector
 * run the scalar loop too, or for costly functions one padded vector.
 */
final class SimdKernels implements Kernels<float[]> {
  private static final int W = S.length();

  /** Elements that are copied at a time when the input is strided, or is the output too. */
  private static final int COPY = 1024;

  private final Kernels<float[]> scalar = new ScalarKernels();
  private final RowKernels<float[]> rows = new SimdRowKernels(this);
  private final ScanKernels<float[]> scan = new SimdScan(this);

  @Override
  public String description() {
    return "simd, " + S.vectorBitSize() + " bits";
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
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  public void unary(UnaryOp op, int n, float[] x, int xo, int xs, float[] y, int yo) {
    if (xs != 1 || x == y) {
      float[] copy = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.ARGUMENT, COPY);
      for (int i = 0; i < n; i += COPY) {
        int count = Math.min(COPY, n - i);
        ScalarElementwise.gather(count, x, xo + i * xs, xs, copy, 0);
        unary(op, count, copy, 0, 1, y, yo + i);
      }
      return;
    }
    int whole = S.loopBound(n);
    SimdUnary.apply(op, whole, x, xo, y, yo);
    if (whole < n) {
      float[] padded = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.PADDED, 2 * W);
      System.arraycopy(x, xo + whole, padded, 0, n - whole);
      Arrays.fill(padded, n - whole, W, 1f); // which is in the usual range of every function
      SimdUnary.apply(op, W, padded, 0, padded, W);
      System.arraycopy(padded, W, y, yo + whole, n - whole);
    }
  }

  @Override
  public void binary(
      BinaryOp op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
    boolean strides = (as == 1 && (bs == 0 || bs == 1)) || (as == 0 && bs == 1);
    int whole = strides && op != BinaryOp.POW ? S.loopBound(n) : 0;
    if (whole > 0) {
      if (bs == 0) {
        SimdBinary.vectorAndNumber(op, whole, a, ao, b[bo], y, yo);
      } else if (as == 0) {
        SimdBinary.numberAndVector(op, whole, a[ao], b, bo, y, yo);
      } else {
        SimdBinary.vectors(op, whole, a, ao, b, bo, y, yo);
      }
    }
    scalar.binary(op, n - whole, a, ao + whole * as, as, b, bo + whole * bs, bs, y, yo + whole);
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
    if (as == 0 && bs == 1) {
      fma(n, b, bo, bs, a, ao, as, c, co, cs, y, yo); // the product commutes
      return;
    }
    boolean strides = as == 1 && (bs == 0 || bs == 1) && (cs == 0 || cs == 1);
    int whole = strides ? S.loopBound(n) : 0;
    if (whole > 0) {
      if (bs == 1 && cs == 1) {
        SimdFma.vectors(whole, a, ao, b, bo, c, co, y, yo);
      } else if (bs == 1) {
        SimdFma.plusNumber(whole, a, ao, b, bo, c[co], y, yo);
      } else if (cs == 1) {
        SimdFma.timesNumber(whole, a, ao, b[bo], c, co, y, yo);
      } else {
        SimdFma.timesNumberPlusNumber(whole, a, ao, b[bo], c[co], y, yo);
      }
    }
    scalar.fma(
        n - whole,
        a,
        ao + whole * as,
        as,
        b,
        bo + whole * bs,
        bs,
        c,
        co + whole * cs,
        cs,
        y,
        yo + whole);
  }

  @Override
  public void fmaRows(
      int rows, int n, float[] a, int ao, int ars, float[] b, int bo, int brs, float[] y, int yo) {
    int whole = S.loopBound(n);
    SimdFma.rows(rows, whole, a, ao, ars, b, bo, brs, y, yo);
    if (whole < n) {
      scalar.fmaRows(rows, n - whole, a, ao + whole, ars, b, bo + whole, brs, y, yo + whole);
    }
  }

  @Override
  public double sum(int n, float[] x, int xo) {
    return SimdReductions.sum(n, x, xo);
  }

  @Override
  public double dot(int n, float[] a, int ao, float[] b, int bo) {
    return SimdReductions.dot(n, a, ao, b, bo);
  }

  @Override
  public double max(int n, float[] x, int xo) {
    return SimdReductions.max(n, x, xo);
  }

  @Override
  public void sumRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    int whole = S.loopBound(columns);
    SimdRows.sum(rows, whole, x, xo, xrs, y, yo);
    scalar.sumRows(rows, columns - whole, x, xo + whole, xrs, y, yo + whole);
  }

  @Override
  public void maxRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    scalar.maxRows(Math.min(rows, 1), columns, x, xo, xrs, y, yo);
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
    SimdMatmul.matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, null);
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
    SimdMatmul.matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, epilogue);
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
    int whole = S.loopBound(n);
    SimdAdamW.update(whole, p, po, g, go, m, mo, v, vo, decay, beta1, beta2, rate, scale, epsilon);
    scalar.adamw(
        n - whole,
        p,
        po + whole,
        g,
        go + whole,
        m,
        mo + whole,
        v,
        vo + whole,
        decay,
        beta1,
        beta2,
        rate,
        scale,
        epsilon);
  }
}
