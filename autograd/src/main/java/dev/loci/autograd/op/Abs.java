package dev.loci.autograd.op;

import dev.loci.autograd.Variable;
import dev.loci.tensor.kernel.UnaryOp;

/**
 * The absolute value, {@code y = |x|}.
 *
 * <p>Rule: {@code dx = g sign(x)}, taken as 0 at the kink {@code x = 0}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * abs([-2, 0, 3]) = [2, 0, 3]
 * gradient [-1, 0, 1]
 * }</pre>
 */
public record Abs() implements Unary {
  @Override
  public UnaryOp kernel() {
    return UnaryOp.ABS;
  }

  @Override
  public Variable gradient(Variable x, Variable y, Variable gradient) {
    return gradient.mul(x.detach().sign());
  }
}
