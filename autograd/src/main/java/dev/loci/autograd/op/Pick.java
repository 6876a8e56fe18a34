package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * One element of each row along the last axis, {@code y[i] = x[i, ids[i]]}, 0 for an id of -1.
 *
 * <p>Rule: {@code dx[i, ids[i]] = g[i]}, 0 elsewhere ({@link Place}).
 *
 * <p>Example:
 *
 * <pre>{@code
 * pick([[1, 2], [3, 4], [5, 6]], ids=[1, -1, 0]) = [2, 0, 5]
 * gradient [[0, 1], [0, 0], [1, 0]]
 * }</pre>
 */
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
