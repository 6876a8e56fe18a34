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
 * The power {@code y = x^p} for a constant p.
 *
 * <p>Rule: {@code dx = g p x^(p-1)}, and 0 for {@code p = 0}, even at {@code x = 0}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * pow([1, 2], exponent=3) = [1, 8]
 * gradient [3, 12]
 * }</pre>
 */
public record Pow(double exponent) implements Op.Primitive {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    return Elementwise.binary(BinaryOp.POW, x, Tensor.scalar(x.dtype(), exponent));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    Variable slope =
        exponent == 0 ? call.input(0).scalar(0) : call.input(0).pow(exponent - 1).mul(exponent);
    return new Variable[] {gradient.mul(slope)};
  }
}
