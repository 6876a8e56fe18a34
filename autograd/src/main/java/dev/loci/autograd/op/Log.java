package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The natural logarithm, {@code y = ln(x)}.
 *
 * <p>Rule: {@code dx = g / x}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * log([1, 2]) = [0, 0.6931]
 * gradient [1, 0.5]
 * }</pre>
 */
public record Log() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.LOG;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.div(x);
  }
}
