package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * Rows added into a table of zeros at their ids, {@code y[ids[i]] += x[i]}: the adjoint of {@link
 * Gather}.
 *
 * <p>Rule: {@code dx[i] = g[ids[i]]}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * scatter_add([[1, 2], [3, 4]], count=3, ids=[2, 2]) = [[0, 0], [0, 0], [4, 6]]
 * seed [[1, 2], [3, 4], [5, 6]], gradient [[5, 6], [5, 6]]
 * }</pre>
 */
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
