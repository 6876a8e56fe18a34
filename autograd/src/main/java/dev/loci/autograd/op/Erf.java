package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The error function, {@code y = erf(x)}.
 *
 * <p>Rule: {@code dx = g 2 / sqrt(pi) exp(-x^2)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * erf([0, 1]) = [0, 0.8427]
 * gradient [1.1284, 0.4151]
 * }</pre>
 */
public record Erf() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.ERF;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.square().neg().exp()).mul(2 / StrictMath.sqrt(StrictMath.PI));
  }
}
