package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/** {@code y = log softmax(x)} along the last axis; {@code dx = g - exp(y) sum(g)}. */
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
