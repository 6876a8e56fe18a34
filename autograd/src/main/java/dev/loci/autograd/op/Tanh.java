package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = tanh(x)}; {@code dy/dx = 1 - y^2}. */
public record Tanh() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.TANH;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.sub(gradient.mul(y.square()));
  }
}
