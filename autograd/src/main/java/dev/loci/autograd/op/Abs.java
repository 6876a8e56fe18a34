package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = |x|}; {@code dy/dx = sign(x)}, taken as 0 at 0. */
public record Abs() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.ABS;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.detach().sign());
  }
}
