package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import java.util.List;

/**
 * The sum {@code y = a + b}; shapes broadcast.
 *
 * <p>Rule: {@code da = g}, {@code db = g}; the engine sums over repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * add([1, 2], [[10], [20]]) = [[11, 12], [21, 22]]
 * gradients [2, 2], [[2], [2]]
 * }</pre>
 */
public record Add() implements Op.Primitive {
  @Override
  public String name() {
    return "add";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.binary(BinaryOp.ADD, inputs.get(0), inputs.get(1));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient, gradient};
  }
}
