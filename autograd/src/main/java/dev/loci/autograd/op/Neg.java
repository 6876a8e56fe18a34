package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The negative, {@code y = -x}.
 *
 * <p>Rule: {@code dx = -g}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * neg([1, -2]) = [-1, 2]
 * gradient [-1, -1]
 * }</pre>
 */
public record Neg() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.NEG;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.neg();
  }
}
