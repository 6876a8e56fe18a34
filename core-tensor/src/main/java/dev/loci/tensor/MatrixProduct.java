package dev.loci.tensor;

import dev.loci.tensor.kernel.Epilogue;
import dev.loci.tensor.kernel.Parallel;

/**
 * Products of matrices and of batches of them.
 *
 * <p>Transposed forms need no method of their own: a transposed view is multiplied in place.
 */
public final class MatrixProduct {
  /** Products of a batch with fewer multiplications than this in all stay on one thread. */
  private static final int GRAIN = 1 << 15;

  private MatrixProduct() {}

  /**
   * Multiplies {@code (..., m, k)} by {@code (..., k, n)} to {@code (..., m, n)}; leading axes
   * broadcast.
   */
  public static Computation matmul(Tensor a, Tensor b) {
    Elementwise.requireSameType("matmul", a, b);
    if (a.rank() < 2 || b.rank() < 2) {
      throw new IllegalArgumentException(
          "matmul: needs at least two axes on each side: " + a.shape() + " x " + b.shape());
    }
    int k = a.shape().dim(-1);
    if (k != b.shape().dim(-2)) {
      throw new IllegalArgumentException(
          "matmul: inner dimensions differ: %s x %s (%d != %d)"
              .formatted(a.shape(), b.shape(), k, b.shape().dim(-2)));
    }
    Shape batch;
    try {
      batch = Shape.broadcast(batch(a), batch(b));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("matmul: batch " + e.getMessage(), e);
    }
    Shape matrix = Shape.of(a.shape().dim(-2), b.shape().dim(-1));
    Tensor c = Tensor.empty(a.dtype(), batch.append(matrix));
    if (b.rank() == 2 && a.rank() > 2 && isFoldable(a)) {
      // One matrix on the right: the batch is just more rows on the left.
      int rows = batch.size() * matrix.dim(0);
      return new Computation(c, step(rows(a, rows), b, c.reshape(rows, matrix.dim(1))));
    }
    return new Computation(
        c,
        step(
            a.broadcastTo(batch.append(Shape.of(matrix.dim(0), k))),
            b.broadcastTo(batch.append(Shape.of(k, matrix.dim(1)))),
            c));
  }

  /**
   * Prepares {@code c = a b} with an epilogue that sees every element of c as soon as it is final,
   * while it is in the cache.
   *
   * @param a (..., k), whose leading axes count as rows
   * @param b (k, n)
   * @param c (..., n), contiguous; overwritten. The epilogue is given rows and columns of c as a
   *     matrix of (rows, n)
   */
  public static Step multiply(Tensor a, Tensor b, Tensor c, Epilogue epilogue) {
    Elementwise.requireSameType("multiply", a, b);
    Elementwise.requireSameType("multiply", a, c);
    if (a.rank() < 1 || b.rank() != 2) {
      throw new IllegalArgumentException(
          "multiply: needs a matrix on the right: " + a.shape() + " x " + b.shape());
    }
    int k = a.shape().dim(-1);
    int n = b.shape().dim(1);
    if (k != b.shape().dim(0)) {
      throw new IllegalArgumentException(
          "multiply: inner dimensions differ: %s x %s (%d != %d)"
              .formatted(a.shape(), b.shape(), k, b.shape().dim(0)));
    }
    Shape result = a.shape().with(a.rank() - 1, n);
    if (!c.shape().equals(result) || !c.isContiguous()) {
      throw new IllegalArgumentException(
          "multiply: %s x %s needs a contiguous output of %s, not %s%s"
              .formatted(
                  a.shape(),
                  b.shape(),
                  result,
                  c.shape(),
                  c.isContiguous() ? "" : " with gaps between its elements"));
    }
    int rows = result.range(0, a.rank() - 1).size();
    if (a.rank() == 1 || isFoldable(a)) {
      return product(rows(a, rows), b, c, epilogue);
    }
    Computation packed = Elementwise.pack(a);
    return packed.step().then(product(packed.output().reshape(rows, k), b, c, epilogue));
  }

  /** The view of (..., k), with leading axes that merge, as a matrix. */
  private static Tensor rows(Tensor a, int rows) {
    int rowStride = a.rank() == 1 ? 0 : a.stride(a.rank() - 2);
    int[] strides = {rowStride, a.stride(a.rank() - 1)};
    return a.viewOf(Shape.of(rows, a.shape().dim(-1)), strides, a.offset());
  }

  private static <A> Step product(Tensor a, Tensor b, Tensor c, Epilogue epilogue) {
    int m = a.shape().dim(0);
    int n = b.shape().dim(1);
    int k = b.shape().dim(0);
    A as = a.array();
    A bs = b.array();
    A cs = c.array();
    int ao = a.offset();
    int ars = a.stride(0);
    int acs = a.stride(1);
    int bo = b.offset();
    int brs = b.stride(0);
    int bcs = b.stride(1);
    int co = c.offset();
    DType type = a.dtype();
    return () ->
        type.<A>kernels()
            .matmul(m, n, k, as, ao, ars, acs, bs, bo, brs, bcs, cs, co, n, false, epilogue);
  }

  private static Shape batch(Tensor x) {
    return x.shape().range(0, x.rank() - 2);
  }

  /** Whether the leading axes and the row axis have one common stride, so that they merge. */
  private static boolean isFoldable(Tensor a) {
    for (int axis = 0; axis < a.rank() - 2; axis++) {
      if (a.stride(axis) != a.stride(axis + 1) * a.shape().dim(axis + 1)) {
        return false;
      }
    }
    return true;
  }

  private static <A> Step step(Tensor a, Tensor b, Tensor c) {
    if (c.size() == 0) {
      return Step.NONE;
    }
    int m = c.shape().dim(-2);
    int n = c.shape().dim(-1);
    int k = a.shape().dim(-1);
    LoopNest batch = new LoopNest(corner(a), corner(b), corner(c));
    A as = a.array();
    A bs = b.array();
    A cs = c.array();
    int ars = a.stride(a.rank() - 2);
    int acs = a.stride(a.rank() - 1);
    int brs = b.stride(b.rank() - 2);
    int bcs = b.stride(b.rank() - 1);
    DType type = a.dtype();
    int count = batch.rows * batch.n;
    Parallel.RangeTask products =
        (from, to) -> {
          for (int r = from; r < to; r++) {
            int row = r / batch.n;
            int i = r - row * batch.n;
            type.<A>kernels()
                .matmul(
                    m,
                    n,
                    k,
                    as,
                    batch.at(0, row, i),
                    ars,
                    acs,
                    bs,
                    batch.at(1, row, i),
                    brs,
                    bcs,
                    cs,
                    batch.at(2, row, i),
                    n,
                    false);
          }
        };
    if (count == 1) {
      return () -> products.run(0, 1);
    }
    long work = (long) m * n * Math.max(k, 1);
    int grain = (int) Math.max(1, GRAIN / work);
    return () -> Parallel.ranges(count, grain, products);
  }

  /** The view of each matrix's first element; for an empty matrix just a place. */
  private static Tensor corner(Tensor x) {
    return x.viewOf(batch(x), java.util.Arrays.copyOf(x.strides(), x.rank() - 2), x.offset());
  }
}
