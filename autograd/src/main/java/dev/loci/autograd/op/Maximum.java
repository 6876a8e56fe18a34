package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import java.util.List;

/**
 * The larger of two, {@code y = max(a, b)}; shapes broadcast.
 *
 * <p>Rule: the larger one receives g, of equals (the kink) each {@code g / 2}; the engine sums over
 * repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * maximum([1, 2, 3], [2]) = [2, 2, 3]
 * gradients [0, 0.5, 1], [1.5]
 * }</pre>
 */
public record Maximum() implements Op.Primitive {
  @Override
  public String name() {
    return "maximum";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.MAX, inputs.get(0), inputs.get(1));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Variable a = call.input(0);
    Variable b = call.input(1);
    Variable zero = gradient.scalar(0);
    Variable half = gradient.mul(0.5);
    Variable tie = a.eq(b);
    return new Variable[] {
      tie.where(half, a.gt(b).where(gradient, zero)), tie.where(half, b.gt(a).where(gradient, zero))
    };
  }
}
