package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import java.util.List;

/** Another float type; the gradient is converted back. */
public record Convert(DType type) implements Op.Primitive {
  @Override
  public String name() {
    return "convert";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.convert(inputs.get(0), type);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.to(call.input(0).tensor().dtype())};
  }
}
