package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = condition ? a : b}; each receives the gradient where it was taken. */
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
