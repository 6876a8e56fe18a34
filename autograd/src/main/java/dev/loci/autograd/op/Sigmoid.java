package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The logistic function, {@code y = 1 / (1 + exp(-x))}.
 *
 * <p>Rule: {@code dx = g y (1 - y)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * sigmoid([0, 2]) = [0.5, 0.8808]
 * gradient [0.25, 0.1050]
 * }</pre>
 */
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
