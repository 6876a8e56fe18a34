package dev.loci.nn;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;

/**
 * Rounds values to bfloat16 on their way forward, and gradients on their way back: {@code y =
 * bfloat16(x)}, {@code dx = bfloat16(g)}. That is no derivative (a step function's is 0) but what a
 * conversion of type does to both where numbers are stored in half the bits.
 */
record Bfloat16() implements Op.Primitive {
  @Override
  public String name() {
    return "bfloat16";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.unary(UnaryOp.BFLOAT16, inputs.get(0));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.tape().apply(this, gradient)};
  }
}
