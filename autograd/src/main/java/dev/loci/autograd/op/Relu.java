package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The positive part, {@code y = max(x, 0)}.
 *
 * <p>Rule: {@code dx = g} where {@code x > 0}, else 0, also at the kink {@code x = 0}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * relu([-2, 0, 3]) = [0, 0, 3]
 * gradient [0, 0, 1]
 * }</pre>
 */
public record Relu() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.RELU;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return x.gt(0).where(gradient, x.scalar(0));
  }
}
