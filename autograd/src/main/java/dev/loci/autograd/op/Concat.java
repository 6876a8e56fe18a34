package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/** Tensors joined along an axis; each receives its part of the gradient. */
public record Concat(int axis) implements Op.Primitive {
  @Override
  public String name() {
    return "concat";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Indexing.concat(axis, inputs);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Variable[] parts = new Variable[call.inputs().size()];
    int from = 0;
    for (int i = 0; i < parts.length; i++) {
      int to = from + call.input(i).tensor().shape().dim(axis);
      parts[i] = gradient.slice(axis, from, to, 1);
      from = to;
    }
    return parts;
  }
}
