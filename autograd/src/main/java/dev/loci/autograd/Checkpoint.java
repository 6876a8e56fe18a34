package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/**
 * What {@link Tape#checkpoint} records: some code and what it computed. The derivative computes it
 * again.
 */
record Checkpoint(Supplier<Variable> code, Tensor value) implements Op {
  static final String INSIDE = "it was computed inside a checkpoint";

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Computation.view(value);
  }

  void requireSame(Tensor again) {
    if (!Recorder.sameValues(again, value)) {
      throw new IllegalStateException(
          ("checkpoint: the code gives other values in the backward pass than the %s %s of the"
                  + " forward pass; what it reads was changed, or it draws at random from a stream"
                  + " that goes on")
              .formatted(value.dtype(), value.shape()));
    }
  }
}
