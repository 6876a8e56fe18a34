package dev.loci.tensor;

import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.RowKernels;

/** Softmax and its logarithm along the last axis. */
public final class Softmax {
  private static final int GRAIN = 1 << 10;

  private Softmax() {}

  /** What is computed for some rows of n elements; x and y may be the same place. */
  @FunctionalInterface
  private interface RowFunction<A> {
    void run(RowKernels<A> kernels, int rows, int n, A x, int xo, A y, int yo);
  }

  /** {@code y_i = exp(x_i - max) / sum_j exp(x_j - max)}. */
  public static Computation softmax(Tensor x) {
    return rows("softmax", x, RowKernels::softmax);
  }

  /** {@code y_i = (x_i - max) - log(sum_j exp(x_j - max))}. */
  public static Computation logSoftmax(Tensor x) {
    return rows("log_softmax", x, RowKernels::logSoftmax);
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
    Parallel.RangeTask task =
        (from, to) ->
            function.run(
                x.dtype().<A>kernels().rows(),
                to - from,
                n,
                xs,
                x.offset() + from * n,
                ys,
                from * n);
    return () -> Parallel.ranges(x.size() / n, Math.max(1, GRAIN / n), task);
  }
}
