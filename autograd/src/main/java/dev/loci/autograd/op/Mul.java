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

/** {@code y = a b}; each receives the gradient times the other. */
public record Mul() implements Op.Primitive {
  @Override
  public String name() {
    return "mul";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.MUL, inputs.get(0), inputs.get(1));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    Variable a = call.input(0);
    Variable b = call.input(1);
    return new @Nullable Variable[] {
      call.needs(0) ? gradient.mul(b) : null, call.needs(1) ? gradient.mul(a) : null
    };
  }
}
