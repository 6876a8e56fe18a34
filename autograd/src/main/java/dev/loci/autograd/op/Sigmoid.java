package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = 1 / (1 + exp(-x))}; {@code dy/dx = y (1 - y)}. */
public record Sigmoid() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SIGMOID;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(y.sub(y.square()));
  }
}
