package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * A smooth positive part, {@code y = ln(1 + exp(x))}.
 *
 * <p>Rule: {@code dx = g sigmoid(x)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * softplus([0, 2]) = [0.6931, 2.1269]
 * gradient [0.5, 0.8808]
 * }</pre>
 */
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
