package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/** {@code y = ln(1 + exp(x))}; {@code dy/dx = sigmoid(x)}. */
public record Softplus() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SOFTPLUS;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.sigmoid());
  }
}
