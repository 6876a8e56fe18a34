package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The cosine, {@code y = cos(x)}.
 *
 * <p>Rule: {@code dx = -g sin(x)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * cos([0, 1]) = [1, 0.5403]
 * gradient [0, -0.8415]
 * }</pre>
 */
public record Cos() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.COS;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.sin()).neg();
  }
}
