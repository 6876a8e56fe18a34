package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/** The adjoint of {@link Slice}: x in the places of the slice, zeros elsewhere. */
public record Unslice(Shape whole, int axis, int from, int to, int step) implements Op.Primitive {
  @Override
  public String name() {
    return "unslice";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Indexing.unslice(inputs.get(0), whole, axis, from, to, step);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.slice(axis, from, to, step)};
  }
}
