package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/** {@code y = softmax(x)} along the last axis; {@code dx = y (g - sum(g y))}. */
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
