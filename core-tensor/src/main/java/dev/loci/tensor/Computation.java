package dev.loci.tensor;

import java.util.List;

/**
 * An operation on given tensors that is prepared but not yet computed.
 *
 * @param output the tensor that holds the result once the step has run
 * @param step computes it
 * @param saved further results, kept for the derivative
 */
public record Computation(Tensor output, Step step, List<Tensor> saved) {
  public Computation(Tensor output, Step step, Tensor... saved) {
    this(output, step, List.of(saved));
  }

  /** An operation that computes nothing because its output is a view of its input. */
  public static Computation view(Tensor output) {
    return new Computation(output, Step.NONE);
  }

  /** Computes and returns the output. */
  public Tensor run() {
    step.run();
    return output;
  }
}
