package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * Rows of a table by int32 ids, {@code y[i] = x[ids[i]]}.
 *
 * <p>Rule: {@code dx[ids[i]] += g[i]}: a row that is taken twice receives the sum ({@link
 * ScatterAdd}).
 *
 * <p>Example:
 *
 * <pre>{@code
 * gather([[1, 2], [3, 4], [5, 6]], ids=[2, 0, 2]) = [[5, 6], [1, 2], [5, 6]]
 * gradient [[1, 1], [0, 0], [2, 2]]
 * }</pre>
 */
public record Gather(Tensor ids) implements Op.Primitive {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public List<Tensor> constants() {
    return List.of(ids);
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Indexing.gather(inputs.get(0), ids);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    int count = call.input(0).tensor().shape().dim(0);
    return new Variable[] {gradient.tape().apply(new ScatterAdd(count, ids), gradient)};
  }
}
