package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * Each value at its id in a row of n zeros, {@code y[i, ids[i]] = x[i]}, nowhere for an id of -1:
 * the adjoint of {@link Pick}.
 *
 * <p>Rule: {@code dx[i] = g[i, ids[i]]}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * place([7, 8], n=3, ids=[2, 0]) = [[0, 0, 7], [8, 0, 0]]
 * seed [[1, 2, 3], [4, 5, 6]], gradient [3, 4]
 * }</pre>
 */
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
