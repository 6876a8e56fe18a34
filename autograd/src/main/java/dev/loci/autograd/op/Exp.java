package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The exponential, {@code y = exp(x)}.
 *
 * <p>Rule: {@code dx = g y}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * exp([0, 1]) = [1, 2.7183]
 * gradient [1, 2.7183]
 * }</pre>
 */
public record Exp() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.EXP;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(y);
  }
}
