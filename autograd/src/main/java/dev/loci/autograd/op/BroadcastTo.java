package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The elements repeated to fill a shape (a view), {@code y[i, j] = x[j]}.
 *
 * <p>Rule: {@code dx = g}, which the engine sums over the repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * broadcast_to([1, 2], shape=[3, 2]) = [[1, 2], [1, 2], [1, 2]]
 * gradient [3, 3]
 * }</pre>
 */
public record BroadcastTo(Shape shape) implements Op.Primitive {
  @Override
  public String name() {
    return "broadcast_to";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Computation.view(inputs.get(0).broadcastTo(shape));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient};
  }
}
