package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/** The elements repeated to fill a shape (a view); the engine sums the gradient back. */
public record BroadcastTo(Shape shape) implements Op.Primitive {
  @Override
  public String name() {
    return "broadcast_to";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Computation.view(inputs.get(0).broadcastTo(shape));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient};
  }
}
