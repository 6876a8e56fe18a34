package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Reduction;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * The index of the largest element along an axis, as int32; of equals the first.
 *
 * <p>Example:
 *
 * <pre>{@code
 * argmax([[1, 5, 2], [7, 7, 3]], axis=1) = [1, 0]
 * }</pre>
 */
public record Argmax(int axis) implements Op.NonDifferentiable {
  @Override
  public String name() {
    return "argmax";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Reduction.argmax(inputs.get(0), axis);
  }

  @Override
  public String reason() {
    return "an index does not change smoothly";
  }
}
