package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The reciprocal, {@code y = 1 / x}.
 *
 * <p>Rule: {@code dx = -g y^2}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * reciprocal([2, -4]) = [0.5, -0.25]
 * gradient [-0.25, -0.0625]
 * }</pre>
 */
public record Reciprocal() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.RECIPROCAL;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(y.square()).neg();
  }
}
