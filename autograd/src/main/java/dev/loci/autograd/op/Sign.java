package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;

/**
 * The sign of each element: -1, 0 or 1.
 *
 * <p>Example:
 *
 * <pre>{@code
 * sign([-2, 0, 3]) = [-1, 0, 1]
 * }</pre>
 */
public record Sign() implements Op.NonDifferentiable {
  @Override
  public String name() {
    return "sign";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.unary(UnaryOp.SIGN, inputs.get(0));
  }

  @Override
  public String reason() {
    return "it is constant wherever it is smooth";
  }
}
