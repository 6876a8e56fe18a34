package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference {@code y = a - b}; shapes broadcast.
 *
 * <p>Rule: {@code da = g}, {@code db = -g}; the engine sums over repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * sub([5, 7], [2]) = [3, 5]
 * gradients [1, 1], [-2]
 * }</pre>
 */
public record Sub() implements Op.Primitive {
  @Override
  public String name() {
    return "sub";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.SUB, inputs.get(0), inputs.get(1));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    return new @Nullable Variable[] {gradient, call.needs(1) ? gradient.neg() : null};
  }
}
