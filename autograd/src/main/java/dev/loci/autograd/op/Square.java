package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = x^2}; {@code dy/dx = 2x}. */
public record Square() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SQUARE;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x).mul(2);
  }
}
