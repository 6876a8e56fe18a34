package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code y = a - b}; a receives the gradient, b its negative. */
public record Sub() implements Op.Primitive {
  @Override
  public String name() {
    return "sub";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.SUB, inputs.get(0), inputs.get(1));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    return new @Nullable Variable[] {gradient, call.needs(1) ? gradient.neg() : null};
  }
}
