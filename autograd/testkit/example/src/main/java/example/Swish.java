package example;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/** {@code y = x s(x)} with the sigmoid s; {@code dy/dx = y + s(x) (1 - y)}. */
public record Swish() implements Op.Primitive {
  @Override
  public String name() {
    return "swish";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    return new Computation(y, () -> y.copyFrom(x.mul(x.sigmoid())));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Variable y = call.output();
    Variable s = call.input(0).sigmoid();
    return new Variable[] {gradient.mul(y.add(s.mul(y.neg().add(1))))};
  }
}
