package dev.loci.optim;

import dev.loci.autograd.Gradients;
import dev.loci.nn.State;
import dev.loci.tensor.Tensor;
import java.util.Map;

/** Changes parameters, given the gradients of a loss. */
public interface Optimizer {
  /** The name in messages and pictures, such as {@code adamw}. */
  String name();

  /** Updates that are prepared for the tensors of some gradients. */
  @FunctionalInterface
  interface Update {
    /** Makes one update, in place, by what the gradients hold then. */
    void run(double learningRate);
  }

  /** Prepares updates by gradients. */
  Update prepare(Gradients gradients);

  /** Makes one update, in place. */
  default void step(Gradients gradients, double learningRate) {
    prepare(gradients).run(learningRate);
  }

  /**
   * What must be kept to go on later with the same bits, by name: the tensors themselves, not
   * copies.
   */
  Map<String, Tensor> state();

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException as {@link State#restore} does, if it is not one of this
   *     optimiser over these parameters
   */
  default void restore(Map<String, Tensor> state) {
    State.restore(state, state());
  }
}
