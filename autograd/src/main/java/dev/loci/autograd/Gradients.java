package dev.loci.autograd;

import dev.loci.tensor.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gradients of one output by the variables it depends on. */
public final class Gradients {
  private final Map<Variable, Tensor> byVariable = new HashMap<>();
  private final Map<Tensor, Tensor> byTensor = new IdentityHashMap<>();

  Gradients(Map<Variable, Variable> gradients) {
    gradients.forEach((x, gradient) -> {
      byVariable.put(x, gradient.tensor());
      byTensor.put(x.tensor(), gradient.tensor());
    });
  }

  /** The gradient by a variable; zeros if the output does not depend on it. */
  public Tensor of(Variable x) {
    return orZeros(byVariable.get(x), x.tensor());
  }

  /** The gradient by the variable of a tensor ({@link Tape#variable}), or zeros. */
  public Tensor of(Tensor x) {
    return orZeros(byTensor.get(x), x);
  }

  private static Tensor orZeros(@Nullable Tensor gradient, Tensor x) {
    return gradient != null ? gradient : Tensor.zeros(x.dtype(), x.shape());
  }
}
