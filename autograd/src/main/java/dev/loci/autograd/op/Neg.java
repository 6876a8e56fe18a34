package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = -x}; {@code dy/dx = -1}. */
public record Neg() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.NEG;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.neg();
  }
}
