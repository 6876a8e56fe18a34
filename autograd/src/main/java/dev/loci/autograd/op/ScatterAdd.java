package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/** The adjoint of {@link Gather}: rows added into a table of zeros at their ids. */
public record ScatterAdd(int count, Tensor ids) implements Op.Primitive {
  @Override
  public String name() {
    return "scatter_add";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(ids);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Indexing.scatterAdd(count, ids, inputs.get(0));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.gather(ids)};
  }
}
