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
 * The sum along axes, or of all, {@code y = sum(x)}.
 *
 * <p>Rule: {@code dx = g}, repeated along the axes: each addend receives the gradient of its sum.
 *
 * <p>Example:
 *
 * <pre>{@code
 * sum([[1, 2, 3], [4, 5, 6]], keep=false, axes=[1]) = [6, 15]
 * seed [7, 8], gradient [[7, 7, 7], [8, 8, 8]]
 * }</pre>
 */
public record Sum(boolean keep, int... axes) implements Op.Primitive {
  public Sum {
    axes = axes.clone();
  }

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Reduction.reduce(Reduction.Kind.SUM, inputs.get(0), keep, axes);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Shape shape = call.input(0).tensor().shape();
    return new Variable[] {gradient.reshape(Axes.kept(shape, axes)).broadcastTo(shape)};
  }
}
