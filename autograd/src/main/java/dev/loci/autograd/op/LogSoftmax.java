package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The logarithm of softmax along the last axis, {@code y = x - ln(sum(exp(x)))}.
 *
 * <p>Rule: {@code dx = g - exp(y) sum(g)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * log_softmax([0, 1]) = [-1.3133, -0.3133]
 * seed [1, 0], gradient [0.7311, -0.7311]
 * }</pre>
 */
public record LogSoftmax() implements Op.Primitive {
  @Override
  public String name() {
    return "log_softmax";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return dev.loci.tensor.Softmax.logSoftmax(inputs.get(0));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.sub(call.output().exp().mul(gradient.sum(true, -1)))};
  }
}
