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

/** {@code y = a / b}; {@code dy/da = 1 / b}, {@code dy/db = -y / b}. */
public record Div() implements Op.Primitive {
  @Override
  public String name() {
    return "div";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.DIV, inputs.get(0), inputs.get(1));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    Variable b = call.input(1);
    Variable share = gradient.div(b);
    return new @Nullable Variable[] {share, call.needs(1) ? share.mul(call.output()).neg() : null};
  }
}
