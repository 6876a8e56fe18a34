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
 * The quotient {@code y = a / b}; shapes broadcast.
 *
 * <p>Rule: {@code da = g / b}, {@code db = -g y / b}; the engine sums over repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * div([6, 8], [2]) = [3, 4]
 * gradients [0.5, 0.5], [-3.5]
 * }</pre>
 */
public record Div() implements Op.Primitive {
  @Override
  public String name() {
    return "div";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.DIV, inputs.get(0), inputs.get(1));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    Variable b = call.input(1);
    Variable share = gradient.div(b);
    return new @Nullable Variable[] {share, call.needs(1) ? share.mul(call.output()).neg() : null};
  }
}
