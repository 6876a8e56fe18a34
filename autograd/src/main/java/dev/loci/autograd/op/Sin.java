package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The sine, {@code y = sin(x)}.
 *
 * <p>Rule: {@code dx = g cos(x)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * sin([0, 1]) = [0, 0.8415]
 * gradient [1, 0.5403]
 * }</pre>
 */
public record Sin() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SIN;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.cos());
  }
}
