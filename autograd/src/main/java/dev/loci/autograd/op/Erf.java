package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = erf(x)}; {@code dy/dx = 2 / sqrt(pi) exp(-x^2)}. */
public record Erf() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.ERF;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.square().neg().exp()).mul(2 / StrictMath.sqrt(StrictMath.PI));
  }
}
