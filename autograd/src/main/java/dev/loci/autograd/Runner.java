package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import java.util.List;

/** Prepares and runs the computations of a tape: at once, with new arrays for what they make. */
class Runner {
  private TapeListener listener = TapeListener.SILENCE;

  void listen(TapeListener other) {
    listener = TapeListener.both(listener, other);
  }

  TapeListener listener() {
    return listener;
  }

  Computation prepare(Op op, List<Tensor> inputs) {
    return op.prepare(inputs);
  }

  Op.Backward prepare(Op.Fused op, Call call, Tensor gradient) {
    return op.vjp(call, gradient);
  }

  /**
   * Runs a computation.
   *
   * @param op what a listener knows it by
   */
  void run(String op, boolean backward, Step step) {
    listener.before(op, backward);
    step.run();
    listener.after(op, backward);
  }

  /** Notes a tensor that the computation that is run next reads or sets. */
  void touch(Tensor x) {}
}
