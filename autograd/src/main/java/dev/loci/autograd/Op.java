package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation on tensors as the engine sees it. Its parameters (an axis, a shape) are fields, so
 * that an instance is a function of its inputs alone.
 */
public sealed interface Op permits Op.Primitive, Op.Fused, Op.NonDifferentiable, Checkpoint {
  /** The name in messages and pictures, such as {@code matmul}. */
  String name();

  /**
   * Tensors among the parameters, such as the ids of a gather. Nobody differentiates by them, but
   * the derivative may read them.
   */
  default List<Tensor> constants() {
    return List.of();
  }

  /** Checks the inputs and prepares the computation. */
  Computation prepare(List<Tensor> inputs);

  /** An operation whose derivative rule is written in differentiable operations. */
  non-sealed interface Primitive extends Op {
    /**
     * The vector-Jacobian product: for each input the gradient of the loss, given that of the
     * output; null for inputs that {@link Call#needs} says nobody asks for.
     *
     * <p>Where inputs were broadcast, gradients may have the broadcast shape: the engine sums them
     * back.
     */
    @Nullable Variable[] vjp(Call call, Variable gradient);
  }

  /**
   * An operation that exists for speed: a composition of others, computed in one go. Gradients of
   * gradients go through the composition.
   */
  non-sealed interface Fused extends Op {
    /** The composition that this operation stands for. */
    Variable definition(List<Variable> inputs);

    /** As {@link Primitive#vjp}, prepared to be computed in one go; may use {@link Call#saved}. */
    Backward vjp(Call call, Tensor gradient);
  }

  /**
   * The prepared backward computation of a fused operation.
   *
   * @param step computes all gradients
   * @param gradients where they will be, in the order of the inputs; null where none is needed
   */
  record Backward(Step step, @Nullable Tensor... gradients) {}

  /** An operation without a derivative. */
  non-sealed interface NonDifferentiable extends Op {
    /** Why there is none, to complete "has no derivative: ...". */
    String reason();
  }
}
