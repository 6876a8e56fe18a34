package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The square root, {@code y = sqrt(x)}.
 *
 * <p>Rule: {@code dx = g / (2 y)}, infinite at 0.
 *
 * <p>Example:
 *
 * <pre>{@code
 * sqrt([1, 4]) = [1, 2]
 * gradient [0.5, 0.25]
 * }</pre>
 */
public record Sqrt() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SQRT;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.div(y.mul(2));
  }
}
