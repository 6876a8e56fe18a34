package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * Every {@code step}-th element of {@code from..to-1} along an axis (a view), {@code y[i] = x[from
 * + step i]}.
 *
 * <p>Rule: {@code dx[from + step i] = g[i]}, 0 elsewhere ({@link Unslice}).
 *
 * <p>Example:
 *
 * <pre>{@code
 * slice([1, 2, 3, 4, 5], axis=0, from=1, to=5, step=2) = [2, 4]
 * gradient [0, 1, 0, 1, 0]
 * }</pre>
 */
public record Slice(int axis, int from, int to, int step) implements Op.Primitive {
  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Computation.view(inputs.get(0).slice(axis, from, to, step));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {
      gradient
          .tape()
          .apply(new Unslice(call.input(0).tensor().shape(), axis, from, to, step), gradient)
    };
  }
}
