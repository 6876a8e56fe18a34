package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/** The axes in another order (a view); the gradient goes back by the inverse order. */
public record Permute(int... order) implements Op.Primitive {
  public Permute {
    order = order.clone();
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Computation.view(inputs.get(0).permute(order));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[call.input(0).tensor().shape().axis(order[i])] = i;
    }
    return new Variable[] {gradient.permute(inverse)};
  }
}
