package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = cos(x)}; {@code dy/dx = -sin(x)}. */
public record Cos() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.COS;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.sin()).neg();
  }
}
