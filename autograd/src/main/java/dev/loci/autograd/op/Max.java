package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Reduction;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The largest element along axes, or of all, {@code y = max(x)}.
 *
 * <p>Rule: {@code dx = g} at the largest element, 0 elsewhere; at a kink, where n are equal, {@code
 * g / n}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * max([[1, 4, 2], [3, 3, 0]], keep=false, axes=[1]) = [4, 3]
 * gradient [[0, 1, 0], [0.5, 0.5, 0]]
 * }</pre>
 */
public record Max(boolean keep, int... axes) implements Op.Primitive {
  public Max {
    axes = axes.clone();
  }

  @Override
  public String name() {
    return "max";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Reduction.reduce(Reduction.Kind.MAX, inputs.get(0), keep, axes);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Variable x = call.input(0);
    Shape kept = Axes.kept(x.tensor().shape(), axes);
    Variable largest = x.eq(call.output().reshape(kept)).to(x.tensor().dtype());
    Variable share = gradient.reshape(kept).div(largest.sum(true, axes));
    return new Variable[] {largest.mul(share)};
  }
}
