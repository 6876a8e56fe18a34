package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = max(x, 0)}; {@code dy/dx = 1} where {@code x > 0}, else 0. */
public record Relu() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.RELU;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return x.gt(0).where(gradient, x.scalar(0));
  }
}
