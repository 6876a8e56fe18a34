package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The square, {@code y = x^2}.
 *
 * <p>Rule: {@code dx = 2 g x}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * square([-1, 3]) = [1, 9]
 * gradient [-2, 6]
 * }</pre>
 */
public record Square() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.SQUARE;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x).mul(2);
  }
}
