package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;

/**
 * The specification of {@link RowKernels}: sequences of operations of {@link Kernels}.
 *
 * @param <A> the array type
 */
class ComposedRows<A> implements RowKernels<A> {
  /** Columns that are summed together, so that their lanes stay in the first-level cache. */
  static final int COLUMN_BLOCK = 128;

  /** So many rows of a triangle share one product over the columns that all of them have. */
  static final int TRIANGLE_BLOCK = 16;

  private final Kernels<A> kernels;
  private final Elements<A> elements;

  ComposedRows(Kernels<A> kernels, Elements<A> elements) {
    this.kernels = kernels;
    this.elements = elements;
  }

  private A constants() {
    return Scratch.of(elements, Scratch.Slot.CONSTANT, 2);
  }

  @Override
  public void addRow(int rows, int n, A x, int xo, int xrs, A b, int bo) {
    for (int row = 0; row < rows; row++) {
      int at = xo + row * xrs;
      kernels.binary(BinaryOp.ADD, n, x, at, 1, b, bo, 1, x, at);
    }
  }

  @Override
  public void softmax(int rows, int n, A x, int xo, A y, int yo) {
    A constant = constants();
    for (int row = 0; row < rows; row++) {
      softmax(n, x, xo + row * n, y, yo + row * n, constant);
    }
  }

  private void softmax(int n, A x, int xo, A y, int yo, A constant) {
    elements.set(constant, 0, kernels.max(n, x, xo));
    kernels.binary(BinaryOp.SUB, n, x, xo, 1, constant, 0, 0, y, yo);
    kernels.unary(UnaryOp.EXP, n, y, yo, 1, y, yo);
    elements.set(constant, 0, kernels.sum(n, y, yo));
    kernels.binary(BinaryOp.DIV, n, y, yo, 1, constant, 0, 0, y, yo);
  }

  @Override
  public void logSoftmax(int rows, int n, A x, int xo, A y, int yo) {
    A normalizer = Scratch.of(elements, Scratch.Slot.SECOND_ROW, 2);
    for (int row = 0; row < rows; row++) {
      int from = xo + row * n;
      int to = yo + row * n;
      logNormalizer(n, x, from, normalizer, normalizer, 0, 1);
      kernels.binary(BinaryOp.SUB, n, x, from, 1, normalizer, 0, 0, y, to);
      kernels.binary(BinaryOp.SUB, n, y, to, 1, normalizer, 1, 0, y, to);
    }
  }

  @Override
  public void logNormalizer(int n, A x, int xo, A max, A log, int at) {
    logNormalizer(n, x, xo, max, log, at, at);
  }

  private void logNormalizer(int n, A x, int xo, A max, A log, int maxAt, int logAt) {
    A exponentials = Scratch.of(elements, Scratch.Slot.ROW, n);
    elements.set(max, maxAt, kernels.max(n, x, xo));
    kernels.binary(BinaryOp.SUB, n, x, xo, 1, max, maxAt, 0, exponentials, 0);
    kernels.unary(UnaryOp.EXP, n, exponentials, 0, 1, exponentials, 0);
    elements.set(log, logAt, kernels.sum(n, exponentials, 0));
    kernels.unary(UnaryOp.LOG, 1, log, logAt, 1, log, logAt);
  }

  @Override
  public void crossEntropyGradient(
      int n, A x, int xo, double max, double log, int label, double scale, A y, int yo) {
    A constant = constants();
    elements.set(constant, 0, max);
    kernels.binary(BinaryOp.SUB, n, x, xo, 1, constant, 0, 0, y, yo);
    elements.set(constant, 0, log);
    kernels.binary(BinaryOp.SUB, n, y, yo, 1, constant, 0, 0, y, yo);
    kernels.unary(UnaryOp.EXP, n, y, yo, 1, y, yo);
    if (label >= 0) {
      elements.set(y, yo + label, elements.get(y, yo + label) - 1);
    }
    elements.set(constant, 0, scale);
    kernels.binary(BinaryOp.MUL, n, y, yo, 1, constant, 0, 0, y, yo);
  }

  @Override
  public void layerNorm(
      int rows,
      int n,
      double epsilon,
      A x,
      int xo,
      A gain,
      int go,
      A bias,
      int bo,
      A y,
      int yo,
      A means,
      A reciprocals,
      int so) {
    A h = Scratch.of(elements, Scratch.Slot.ROW, n);
    for (int row = 0; row < rows; row++) {
      int from = xo + row * n;
      elements.set(means, so + row, kernels.sum(n, x, from) / n);
      kernels.binary(BinaryOp.SUB, n, x, from, 1, means, so + row, 0, h, 0);
      double variance = kernels.dot(n, h, 0, h, 0) / n;
      elements.set(reciprocals, so + row, 1 / Math.sqrt(variance + epsilon));
      kernels.binary(BinaryOp.MUL, n, h, 0, 1, reciprocals, so + row, 0, h, 0);
      kernels.fma(n, h, 0, 1, gain, go, 1, bias, bo, 1, y, yo + row * n);
    }
  }

  @Override
  public void layerNormGradient(
      int rows,
      int n,
      A x,
      int xo,
      A means,
      A reciprocals,
      int so,
      A gain,
      int wo,
      A g,
      int go,
      A dx,
      int dxo) {
    A constant = constants();
    A h = Scratch.of(elements, Scratch.Slot.ROW, n);
    for (int row = 0; row < rows; row++) {
      int to = dxo + row * n;
      normalize(n, x, xo + row * n, means, reciprocals, so + row, h);
      kernels.binary(BinaryOp.MUL, n, g, go + row * n, 1, gain, wo, 1, dx, to);
      elements.set(constant, 0, -kernels.sum(n, dx, to) / n);
      elements.set(constant, 1, -kernels.dot(n, dx, to, h, 0) / n);
      kernels.binary(BinaryOp.ADD, n, dx, to, 1, constant, 0, 0, dx, to);
      kernels.fma(n, h, 0, 1, constant, 1, 0, dx, to, 1, dx, to);
      kernels.binary(BinaryOp.MUL, n, dx, to, 1, reciprocals, so + row, 0, dx, to);
    }
  }

  private void normalize(int n, A x, int xo, A means, A reciprocals, int row, A h) {
    kernels.binary(BinaryOp.SUB, n, x, xo, 1, means, row, 0, h, 0);
    kernels.binary(BinaryOp.MUL, n, h, 0, 1, reciprocals, row, 0, h, 0);
  }

  @Override
  public void layerNormParameterGradients(
      int rows,
      int columns,
      int rs,
      A x,
      int xo,
      A means,
      A reciprocals,
      A g,
      int go,
      A dGain,
      int dgo,
      A dBias,
      int dbo) {
    kernels.sumRows(rows, columns, g, go, rs, dBias, dbo);
    A h = Scratch.of(elements, Scratch.Slot.ROW, COLUMN_BLOCK);
    A lanes = Scratch.of(elements, Scratch.Slot.TILE, LANES * COLUMN_BLOCK);
    for (int j = 0; j < columns; j += COLUMN_BLOCK) {
      int width = Math.min(COLUMN_BLOCK, columns - j);
      elements.fill(LANES * width, 0, lanes, 0, 1);
      for (int row = 0; row < rows; row++) {
        int lane = row % LANES * width;
        normalize(width, x, xo + row * rs + j, means, reciprocals, row, h);
        kernels.binary(BinaryOp.MUL, width, g, go + row * rs + j, 1, h, 0, 1, h, 0);
        kernels.binary(BinaryOp.ADD, width, lanes, lane, 1, h, 0, 1, lanes, lane);
      }
      for (int half = LANES / 2 * width; half >= width; half /= 2) {
        kernels.binary(BinaryOp.ADD, half, lanes, 0, 1, lanes, half, 1, lanes, 0);
      }
      elements.copy(width, lanes, 0, 1, dGain, dgo + j, 1);
    }
  }

  @Override
  public void dotProducts(int n, int k, A a, int ao, int as, A b, int bo, int bs, A c, int co) {
    kernels.matmul(n, n, k, a, ao, as, 1, b, bo, 1, bs, c, co, n, false);
  }

  @Override
  public void causalSoftmax(int n, double scale, A p, int po) {
    A constants = constants();
    for (int t = 0; t < n; t++) {
      int row = po + t * n;
      elements.set(constants, 1, scale);
      kernels.binary(BinaryOp.MUL, t + 1, p, row, 1, constants, 1, 0, p, row);
      softmax(t + 1, p, row, p, row, constants);
      elements.fill(n - t - 1, 0, p, row + t + 1, 1);
    }
  }

  @Override
  public void causalSoftmaxGradient(int n, double scale, A p, int po, A d, int dpo) {
    A constants = constants();
    elements.set(constants, 1, scale);
    for (int t = 0; t < n; t++) {
      int row = dpo + t * n;
      int count = t + 1;
      elements.set(constants, 0, kernels.dot(count, d, row, p, po + t * n));
      kernels.binary(BinaryOp.SUB, count, d, row, 1, constants, 0, 0, d, row);
      kernels.binary(BinaryOp.MUL, count, d, row, 1, p, po + t * n, 1, d, row);
      kernels.binary(BinaryOp.MUL, count, d, row, 1, constants, 1, 0, d, row);
      elements.fill(n - count, 0, d, row + count, 1);
    }
  }

  @Override
  public final void triangle(
      int n, int columns, A l, int lo, A b, int bo, int bs, A c, int co, int cs) {
    for (int from = 0; from < n; from += TRIANGLE_BLOCK) {
      int rows = Math.min(TRIANGLE_BLOCK, n - from);
      int lr = lo + from * n;
      int cr = co + from * cs;
      if (from > 0) {
        kernels.matmul(rows, columns, from, l, lr, n, 1, b, bo, bs, 1, c, cr, cs, false);
      }
      corner(rows, columns, l, lr + from, n, b, bo + from * bs, bs, c, cr, cs, from > 0);
    }
  }

  @Override
  public final void transposedTriangle(
      int n, int columns, A l, int lo, A b, int bo, int bs, A c, int co, int cs) {
    for (int from = 0; from < n; from += TRIANGLE_BLOCK) {
      int to = Math.min(n, from + TRIANGLE_BLOCK);
      int cr = co + from * cs;
      transposedCorner(
          to - from, columns, l, lo + from * n + from, n, b, bo + from * bs, bs, c, cr, cs);
      if (to < n) {
        int lr = lo + to * n + from;
        int br = bo + to * bs;
        kernels.matmul(to - from, columns, n - to, l, lr, 1, n, b, br, bs, 1, c, cr, cs, true);
      }
    }
  }

  /** A triangle of few rows, which are {@code ls} apart; may begin with what C holds. */
  void corner(
      int n,
      int columns,
      A l,
      int lo,
      int ls,
      A b,
      int bo,
      int bs,
      A c,
      int co,
      int cs,
      boolean accumulate) {
    for (int t = 0; t < n; t++) {
      int row = lo + t * ls;
      kernels.matmul(
          1, columns, t + 1, l, row, ls, 1, b, bo, bs, 1, c, co + t * cs, cs, accumulate);
    }
  }

  /** The transpose of a triangle of few rows, which are {@code ls} apart. */
  void transposedCorner(
      int n, int columns, A l, int lo, int ls, A b, int bo, int bs, A c, int co, int cs) {
    for (int t = 0; t < n; t++) {
      int diagonal = lo + t * ls + t;
      int row = bo + t * bs;
      kernels.matmul(
          1, columns, n - t, l, diagonal, 1, ls, b, row, bs, 1, c, co + t * cs, cs, false);
    }
  }
}
