package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * Tensors joined along an axis, {@code y = [a, b, ...]}.
 *
 * <p>Rule: each receives its part of g, {@code da = g[0..n-1]}, {@code db = g[n..]}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * concat([1, 2], [3], axis=0) = [1, 2, 3]
 * seed [5, 6, 7], gradients [5, 6], [7]
 * }</pre>
 */
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
