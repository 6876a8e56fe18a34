package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = 1 / x}; {@code dy/dx = -y^2}. */
public record Reciprocal() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.RECIPROCAL;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(y.square()).neg();
  }
}
