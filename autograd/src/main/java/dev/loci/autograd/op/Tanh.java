package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The hyperbolic tangent, {@code y = tanh(x)}.
 *
 * <p>Rule: {@code dx = g (1 - y^2)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * tanh([0, 1]) = [0, 0.7616]
 * gradient [1, 0.42]
 * }</pre>
 */
public record Tanh() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.TANH;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.sub(gradient.mul(y.square()));
  }
}
