package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.UnaryOp;

/** What {@link Linear} does to its sums. */
public enum Activation {
  IDENTITY,
  /** See {@link Gelu}. */
  GELU;

  private static final int GRAIN = 1 << 14;

  /** So many elements are taken through both of two kernels while they are in the cache. */
  private static final int BLOCK = 1 << 11;

  /** This function as its own operation. */
  public Variable on(Variable x) {
    return this == GELU ? x.gelu() : x;
  }

  /**
   * Prepares {@code dx = dy gelu'(x)}; all are contiguous and of one shape.
   *
   * @param x what GELU was applied to
   */
  static <A> Step geluBackward(Tensor x, Tensor dy, Tensor dx) {
    A xs = x.array();
    A gs = dy.array();
    A ds = dx.array();
    DType type = x.dtype();
    Parallel.RangeTask task =
        (first, end) -> {
          Kernels<A> kernels = type.kernels();
          for (int i = first; i < end; i += BLOCK) {
            int n = Math.min(BLOCK, end - i);
            int to = dx.offset() + i;
            kernels.unary(UnaryOp.GELU_DERIVATIVE, n, xs, x.offset() + i, 1, ds, to);
            kernels.binary(BinaryOp.MUL, n, gs, dy.offset() + i, 1, ds, to, 1, ds, to);
          }
        };
    return () -> Parallel.ranges(x.size(), GRAIN, task);
  }
}
