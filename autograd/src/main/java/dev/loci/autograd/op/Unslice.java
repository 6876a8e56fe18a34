package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Indexing;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * x in the places of a slice, zeros elsewhere, {@code y[from + step i] = x[i]}: the adjoint of
 * {@link Slice}.
 *
 * <p>Rule: {@code dx[i] = g[from + step i]}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * unslice([7, 8], whole=[5], axis=0, from=1, to=5, step=2) = [0, 7, 0, 8, 0]
 * seed [1, 2, 3, 4, 5], gradient [2, 4]
 * }</pre>
 */
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
