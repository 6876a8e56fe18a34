package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * Exponentials along the last axis, scaled to sum to 1: {@code y = exp(x) / sum(exp(x))}.
 *
 * <p>Rule: {@code dx = y (g - sum(g y))}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * softmax([0, 1]) = [0.2689, 0.7311]
 * seed [1, 0], gradient [0.1966, -0.1966]
 * }</pre>
 */
public record Softmax() implements Op.Primitive {
  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return dev.loci.tensor.Softmax.softmax(inputs.get(0));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Variable y = call.output();
    Variable weighted = gradient.mul(y);
    return new Variable[] {weighted.sub(y.mul(weighted.sum(true, -1)))};
  }
}
