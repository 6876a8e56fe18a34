package dev.loci.autograd;

/** Learns of everything that a tape, or the replay of one, computes. */
public interface TapeListener {
  /**
   * Called before a computation.
   *
   * @param op the name of the operation that is computed or, in the backward pass, differentiated
   * @param backward whether it is differentiated
   */
  default void before(String op, boolean backward) {}

  /** Called after the computation, as {@link #before}. */
  default void after(String op, boolean backward) {}
}
