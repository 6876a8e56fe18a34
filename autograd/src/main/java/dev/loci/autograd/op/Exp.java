package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = exp(x)}; {@code dy/dx = y}. */
public record Exp() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.EXP;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(y);
  }
}
