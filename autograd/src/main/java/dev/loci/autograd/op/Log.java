package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = ln(x)}; {@code dy/dx = 1 / x}. */
public record Log() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.LOG;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.div(x);
  }
}
