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

/**
 * The product {@code y = a b}, element by element; shapes broadcast.
 *
 * <p>Rule: {@code da = g b}, {@code db = g a}; the engine sums over repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * mul([1, 2], [[3], [4]]) = [[3, 6], [4, 8]]
 * gradients [7, 7], [[3], [3]]
 * }</pre>
 */
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
