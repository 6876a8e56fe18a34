package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;

/**
 * The sigmoid linear unit (Elfwing, Uchibe and Doya, 2018), {@code y = x sigmoid(x)}.
 *
 * <p>Rule: {@code dx = g (s + y (1 - s))} with {@code s = sigmoid(x)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * silu([-1, 0, 2]) = [-0.2689, 0, 1.7616]
 * gradient [0.0723, 0.5, 1.0908]
 * }</pre>
 */
public record Silu() implements Op.Fused {
  private static final int GRAIN = 1 << 14;

  /** So many elements are taken through all steps while they are in the cache. */
  private static final int BLOCK = 1 << 11;

  @Override
  public String name() {
    return "silu";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Computation s = Elementwise.unary(UnaryOp.SIGMOID, x);
    Computation y = Elementwise.binary(BinaryOp.MUL, x, s.output());
    return new Computation(y.output(), s.step().then(y.step()), s.output());
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    return inputs.get(0).mul(inputs.get(0).sigmoid());
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Computation g = Elementwise.pack(gradient);
    Tensor dx = Tensor.empty(gradient.dtype(), gradient.shape());
    Step step = backward(call.saved(0), call.output().tensor(), g.output(), dx);
    return new Backward(g.step().then(step), dx);
  }

  private static <A> Step backward(Tensor s, Tensor y, Tensor g, Tensor dx) {
    A ss = s.array();
    A ys = y.array();
    A gs = g.array();
    A ds = dx.array();
    DType type = g.dtype();
    Parallel.RangeTask task =
        (first, end) -> {
          Kernels<A> kernels = type.kernels();
          for (int i = first; i < end; i += BLOCK) {
            int n = Math.min(BLOCK, end - i);
            kernels.binary(BinaryOp.MUL, n, ys, i, 1, ss, i, 1, ds, i);
            kernels.binary(BinaryOp.SUB, n, ys, i, 1, ds, i, 1, ds, i); // y - y s
            kernels.binary(BinaryOp.ADD, n, ss, i, 1, ds, i, 1, ds, i);
            kernels.binary(BinaryOp.MUL, n, gs, g.offset() + i, 1, ds, i, 1, ds, i);
          }
        };
    return () -> Parallel.ranges(dx.size(), GRAIN, task);
  }
}
