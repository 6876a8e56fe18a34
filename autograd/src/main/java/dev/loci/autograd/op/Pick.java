package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/** One element of each row along the last axis, 0 for an id of -1; the gradient goes back there. */
public record Pick(Tensor ids) implements Op.Primitive {
  @Override
  public String name() {
    return "pick";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(ids);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Indexing.pick(inputs.get(0), ids);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    int n = call.input(0).tensor().shape().dim(-1);
    return new Variable[] {gradient.tape().apply(new Place(n, ids), gradient)};
  }
}
