package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The elements in the same order in another shape, {@code y[i] = x[i]} counted row by row.
 *
 * <p>Rule: g in the shape of x.
 *
 * <p>Example:
 *
 * <pre>{@code
 * reshape([[1, 2, 3], [4, 5, 6]], shape=[3, 2]) = [[1, 2], [3, 4], [5, 6]]
 * seed [[7, 8], [9, 10], [11, 12]], gradient [[7, 8, 9], [10, 11, 12]]
 * }</pre>
 */
public record Reshape(Shape shape) implements Op.Primitive {
  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Computation packed = Elementwise.pack(inputs.get(0));
    return new Computation(packed.output().reshape(shape), packed.step());
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient.reshape(call.input(0).tensor().shape())};
  }
}
