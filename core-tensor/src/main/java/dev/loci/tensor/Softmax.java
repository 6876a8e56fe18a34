package dev.loci.tensor;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.Scratch;
import dev.loci.tensor.kernel.UnaryOp;

/** Softmax and its logarithm along the last axis, each row in one pass through the cache. */
public final class Softmax {
  private static final int GRAIN = 1 << 12;

  private Softmax() {}

  /** What is computed for n elements of one row; x and y may be the same place. */
  @FunctionalInterface
  private interface RowFunction<A> {
    void run(Kernels<A> kernels, Elements<A> elements, int n, A x, int xo, A y, int yo);
  }

  /** {@code y_i = exp(x_i - max) / sum_j exp(x_j - max)}. */
  public static Computation softmax(Tensor x) {
    return rows("softmax", x, Softmax::softmaxRow);
  }

  /** {@code y_i = (x_i - max) - log(sum_j exp(x_j - max))}. */
  public static Computation logSoftmax(Tensor x) {
    return rows("log_softmax", x, Softmax::logSoftmaxRow);
  }

  /** Softmax of n elements. */
  public static <A> void softmaxRow(
      Kernels<A> kernels, Elements<A> elements, int n, A x, int xo, A y, int yo) {
    A constant = Scratch.of(elements, Scratch.Slot.CONSTANT, 1);
    elements.set(constant, 0, kernels.max(n, x, xo));
    kernels.binary(BinaryOp.SUB, n, x, xo, 1, constant, 0, 0, y, yo);
    kernels.unary(UnaryOp.EXP, n, y, yo, 1, y, yo);
    elements.set(constant, 0, kernels.sum(n, y, yo));
    kernels.binary(BinaryOp.DIV, n, y, yo, 1, constant, 0, 0, y, yo);
  }

  /** Log-softmax of n elements. */
  public static <A> void logSoftmaxRow(
      Kernels<A> kernels, Elements<A> elements, int n, A x, int xo, A y, int yo) {
    A constant = Scratch.of(elements, Scratch.Slot.CONSTANT, 1);
    A exponentials = Scratch.of(elements, Scratch.Slot.ROW, n);
    elements.set(constant, 0, kernels.max(n, x, xo));
    kernels.binary(BinaryOp.SUB, n, x, xo, 1, constant, 0, 0, y, yo);
    kernels.unary(UnaryOp.EXP, n, y, yo, 1, exponentials, 0);
    elements.set(constant, 0, kernels.sum(n, exponentials, 0));
    kernels.unary(UnaryOp.LOG, 1, constant, 0, 1, constant, 0);
    kernels.binary(BinaryOp.SUB, n, y, yo, 1, constant, 0, 0, y, yo);
  }

  private static <A> Computation rows(String name, Tensor x, RowFunction<A> function) {
    if (x.rank() == 0 || x.shape().dim(-1) == 0) {
      throw new IllegalArgumentException(name + ": there is no row in shape " + x.shape());
    }
    if (!x.dtype().isFloat()) {
      throw new IllegalArgumentException(name + ": not defined for " + x.dtype());
    }
    Computation packed = Elementwise.pack(x);
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    return new Computation(y, packed.step().then(rows(packed.output(), y, function)));
  }

  private static <A> Step rows(Tensor x, Tensor y, RowFunction<A> function) {
    int n = x.shape().dim(-1);
    A xs = x.array();
    A ys = y.array();
    Elements<A> elements = x.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          Kernels<A> kernels = x.dtype().kernels();
          for (int row = from; row < to; row++) {
            function.run(kernels, elements, n, xs, x.offset() + row * n, ys, row * n);
          }
        };
    return () -> Parallel.ranges(x.size() / n, Math.max(1, GRAIN / n), task);
  }
}
