package dev.loci.autograd;

import dev.loci.tensor.Tensor;

/**
 * Learns of everything that a tape, or the replay of one, computes: what traces, pictures, profiles
 * and the search for anomalies are made from. The engine knows none of them.
 *
 * <p>A replay that runs prepared computations only tells of these ({@link #before} and {@link
 * #after}).
 */
public interface TapeListener {
  /** Listens to nothing. */
  TapeListener SILENCE = new TapeListener() {};

  /** Tells two listeners, one after the other. */
  static TapeListener both(TapeListener first, TapeListener second) {
    return first.equals(SILENCE) ? second : new BothListeners(first, second);
  }

  /**
   * Called before a computation.
   *
   * @param op the name of the operation that is computed or, in the backward pass, differentiated
   * @param backward whether it is differentiated
   */
  default void before(String op, boolean backward) {}

  /** Called after the computation, as {@link #before}. */
  default void after(String op, boolean backward) {}

  /** Called when a call has been computed and recorded. */
  default void recorded(Call call) {}

  /**
   * Called when the backward pass comes to a call.
   *
   * @param gradient the gradient of its output, all contributions added up
   */
  default void differentiating(Call call, Tensor gradient) {}

  /**
   * Called when an input of a call has received its part of the gradient.
   *
   * @param input which one
   * @param gradient the part, of the input's shape
   * @param total the sum of all parts that the variable has received so far
   */
  default void received(Call call, int input, Tensor gradient, Tensor total) {}
}
