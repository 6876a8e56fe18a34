package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = sin(x)}; {@code dy/dx = cos(x)}. */
public record Sin() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SIN;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.cos());
  }
}
