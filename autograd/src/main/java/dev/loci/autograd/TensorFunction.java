package dev.loci.autograd;

import java.util.List;

/**
 * A function of tensors, written in differentiable operations on variables of one tape. It must
 * compute the same each time: tools that differentiate or check it call it several times.
 */
@FunctionalInterface
public interface TensorFunction {
  Variable apply(List<Variable> inputs);
}
