package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The same values in another float type, {@code y = type(x)}.
 *
 * <p>Rule: {@code dx = g}, converted back; rounding counts as the identity.
 *
 * <p>Example:
 *
 * <pre>{@code
 * convert([16777217, 0.5], type=FLOAT32) = [16777216, 0.5]
 * gradient [1, 1]
 * }</pre>
 */
public record Convert(DType type) implements Op.Primitive {
  @Override
  public String name() {
    return "convert";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.convert(inputs.get(0), type);
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.to(call.input(0).tensor().dtype())};
  }
}
