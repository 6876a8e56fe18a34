package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = sqrt(x)}; {@code dy/dx = 1 / (2y)}. */
public record Sqrt() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SQRT;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.div(y.mul(2));
  }
}
