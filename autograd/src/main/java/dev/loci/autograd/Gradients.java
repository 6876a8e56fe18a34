package dev.loci.autograd;

import dev.loci.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of one output by the variables of its tape. The tensors are for reading: they may
 * share elements with each other and repeat them.
 */
public final class Gradients {
  private final Map<Variable, Tensor> byVariable = new HashMap<>();
  private final Map<Tensor, Tensor> byTensor = new IdentityHashMap<>();

  private final Tape tape;

  Gradients(Tape tape, Map<Variable, Variable> gradients) {
    this.tape = tape;
    gradients.forEach((x, gradient) -> {
      byVariable.put(x, gradient.tensor());
      byTensor.put(x.tensor(), gradient.tensor());
    });
  }

  /**
   * The gradient by a variable; zeros if the output does not depend on it.
   *
   * @throws IllegalArgumentException if the variable is a constant, or was computed: the backward
   *     pass does not keep such gradients, unless {@link Tape#gradients(Variable, java.util.List)}
   *     asks for them
   */
  public Tensor of(Variable x) {
    tape.requireOwn("gradients: the variable", x);
    Tape.requireDifferentiable(x);
    if (!tape.watches(x)) {
      throw new IllegalArgumentException(
          "gradients: variable %d of shape %s was computed; name it before the backward pass"
              .formatted(x.id(), x.tensor().shape()));
    }
    return orZeros(byVariable.get(x), x.tensor());
  }

  /** Whether the output depends on the variable of a tensor ({@link Tape#variable}). */
  public boolean reach(Tensor x) {
    return byTensor.containsKey(x);
  }

  /**
   * The gradient by the variable of a tensor; zeros if the output does not depend on it.
   *
   * @throws IllegalArgumentException if the tape has no variable of this tensor
   */
  public Tensor of(Tensor x) {
    if (!tape.watches(x)) {
      throw new IllegalArgumentException(
          "gradients: the tape has no variable of this tensor of shape " + x.shape());
    }
    return orZeros(byTensor.get(x), x);
  }

  /** All that are not zeros. */
  Collection<Tensor> tensors() {
    return byVariable.values();
  }

  private static Tensor orZeros(@Nullable Tensor gradient, Tensor x) {
    return gradient != null ? gradient : Tensor.zeros(x.dtype(), x.shape());
  }
}
