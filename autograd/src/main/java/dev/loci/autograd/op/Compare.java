package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Comparison;
import java.util.List;

/**
 * 1 where a relation holds between a and b, else 0, as int32; shapes broadcast.
 *
 * <p>Example:
 *
 * <pre>{@code
 * compare([1, 2, 3], [2], relation=GT) = [0, 0, 1]
 * }</pre>
 */
public record Compare(Comparison relation) implements Op.NonDifferentiable {
  @Override
  public String name() {
    return "compare";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.compare(relation, inputs.get(0), inputs.get(1));
  }

  @Override
  public String reason() {
    return "it is constant wherever it is smooth";
  }
}
