package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The axes in another order (a view), {@code y[j, i] = x[i, j]}.
 *
 * <p>Rule: g in the inverse order, {@code dx[i, j] = g[j, i]}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * permute([[1, 2, 3], [4, 5, 6]], order=[1, 0]) = [[1, 4], [2, 5], [3, 6]]
 * seed [[1, 2], [3, 4], [5, 6]], gradient [[1, 3, 5], [2, 4, 6]]
 * }</pre>
 */
public record Permute(int... order) implements Op.Primitive {
  public Permute {
    order = order.clone();
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Computation.view(inputs.get(0).permute(order));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[call.input(0).tensor().shape().axis(order[i])] = i;
    }
    return new Variable[] {gradient.permute(inverse)};
  }
}
