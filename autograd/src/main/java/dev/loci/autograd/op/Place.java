package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/** The adjoint of {@link Pick}: each value at its id in a row of n zeros. */
public record Place(int n, Tensor ids) implements Op.Primitive {
  @Override
  public String name() {
    return "place";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(ids);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Indexing.place(n, ids, inputs.get(0));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.pick(ids)};
  }
}
