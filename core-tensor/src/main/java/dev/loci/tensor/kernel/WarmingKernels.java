package dev.loci.tensor.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The kernels of the first seconds: each is the scalar one until its SIMD form has been compiled,
 * and notes that it is used, so that {@link WarmUp} compiles what the program needs and no more.
 */
final class WarmingKernels implements Kernels<float[]> {
  /** From so many multiply-adds on, a product calls for SIMD. */
  private static final long URGENT = 1 << 20;

  /** Products beyond this are packed and shared with other threads. */
  private static final long SMALL = 1 << 17;

  /** Operand strides of a binary operation: vectors, vector and number, number and vector. */
  static final int STRIDES = 3;

  private final Kernels<float[]> scalar;
  private final CountDownLatch urgent = new CountDownLatch(1);

  final Slot product;
  final Slot smallProduct;
  final Slot[] unary;
  final Slot[] binary;
  final Slot[] fma;
  final Slot sum;
  final Slot dot;
  final Slot max;
  final Slot sumRows;
  final Slot maxRows;
  final Slot adamw;
  final WarmingRows rows;

  WarmingKernels(Kernels<float[]> scalar) {
    this.scalar = scalar;
    product = slot();
    smallProduct = slot();
    unary = slots(UnaryOp.values().length);
    binary = slots(BinaryOp.values().length * STRIDES);
    fma = slots(4);
    sum = slot();
    dot = slot();
    max = slot();
    sumRows = slot();
    maxRows = slot();
    adamw = slot();
    rows = new WarmingRows(scalar);
  }

  private Slot slot() {
    return new Slot(scalar);
  }

  private Slot[] slots(int n) {
    return Stream.generate(this::slot).limit(n).toArray(Slot[]::new);
  }

  /** One kernel: which form of it runs, and whether anybody has asked for it. */
  static final class Slot {
    private volatile Kernels<float[]> kernels;
    private volatile boolean used;

    Slot(Kernels<float[]> scalar) {
      kernels = scalar;
    }

    Kernels<float[]> use() {
      if (!used) {
        used = true;
      }
      return kernels;
    }

    boolean isUsed() {
      return used;
    }

    void replace(Kernels<float[]> faster) {
      kernels = faster;
    }
  }

  /** Returns as soon as there is work that SIMD would do much faster, or after a while. */
  void awaitUrgency(long millis) throws InterruptedException {
    urgent.await(millis, TimeUnit.MILLISECONDS);
  }

  private Slot product(int m, int n, int k) {
    long work = (long) m * n * k;
    if (work >= URGENT) {
      urgent.countDown();
    }
    return work > SMALL ? product : smallProduct;
  }

  Slot binary(BinaryOp op, int as, int bs) {
    return binary[op.ordinal() * STRIDES + (bs == 0 ? 1 : as == 0 ? 2 : 0)];
  }

  /** The product commutes, and a number is then its second factor. */
  Slot fma(int as, int bs, int cs) {
    return fma[(as == 0 || bs == 0 ? 1 : 0) + (cs == 0 ? 2 : 0)];
  }

  @Override
  public String description() {
    return scalar.description() + ", warming up";
  }

  @Override
  public RowKernels<float[]> rows() {
    return rows;
  }

  @Override
  public void unary(UnaryOp op, int n, float[] x, int xo, int xs, float[] y, int yo) {
    unary[op.ordinal()].use().unary(op, n, x, xo, xs, y, yo);
  }

  @Override
  public void binary(
      BinaryOp op, int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
    binary(op, as, bs).use().binary(op, n, a, ao, as, b, bo, bs, y, yo);
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
    fma(as, bs, cs).use().fma(n, a, ao, as, b, bo, bs, c, co, cs, y, yo);
  }

  @Override
  public double sum(int n, float[] x, int xo) {
    return sum.use().sum(n, x, xo);
  }

  @Override
  public double dot(int n, float[] a, int ao, float[] b, int bo) {
    return dot.use().dot(n, a, ao, b, bo);
  }

  @Override
  public double max(int n, float[] x, int xo) {
    return max.use().max(n, x, xo);
  }

  @Override
  public void sumRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    sumRows.use().sumRows(rows, columns, x, xo, xrs, y, yo);
  }

  @Override
  public void maxRows(int rows, int columns, float[] x, int xo, int xrs, float[] y, int yo) {
    maxRows.use().maxRows(rows, columns, x, xo, xrs, y, yo);
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
    product(m, n, k)
        .use()
        .matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
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
    product(m, n, k)
        .use()
        .matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, epilogue);
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
    adamw.use().adamw(n, p, po, g, go, m, mo, v, vo, decay, beta1, beta2, rate, scale, epsilon);
  }
}
