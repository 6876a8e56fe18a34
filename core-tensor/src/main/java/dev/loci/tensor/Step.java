package dev.loci.tensor;

/**
 * A computation that is prepared for fixed buffers: shapes are checked, loops are laid out, and
 * {@link #run} only computes. Running it again recomputes the output from what the inputs hold
 * then.
 *
 * <p>A step sets every element of its output, whatever the output held before.
 *
 * <p>Every operation on tensors is made this way. Eager code prepares a step and runs it once; a
 * recorded program keeps its steps and runs them again without looking at a shape.
 */
@FunctionalInterface
public interface Step {
  /** The step of an operation that moves nothing, such as a view. */
  Step NONE = () -> {};

  void run();

  /** The step that runs this one and then another. */
  default Step then(Step next) {
    if (equals(NONE)) {
      return next;
    }
    return () -> {
      run();
      next.run();
    };
  }
}
