package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice, {@code y = condition ? a : b}, by an int32 condition that is not 0; shapes broadcast.
 *
 * <p>Rule: {@code da = g} where a was taken, else 0; {@code db} likewise; none for the condition.
 * The engine sums over repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * where(int [1, 0], [1, 2], [3]) = [1, 3]
 * gradients none, [1, 0], [1]
 * }</pre>
 */
public record Where() implements Op.Primitive {
  @Override
  public String name() {
    return "where";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.where(inputs.get(0), inputs.get(1), inputs.get(2));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    Variable condition = call.input(0);
    Variable zero = gradient.scalar(0);
    return new @Nullable Variable[] {
      null, condition.where(gradient, zero), condition.where(zero, gradient)
    };
  }
}
