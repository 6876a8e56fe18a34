package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Buffers;
import dev.loci.tensor.kernel.Elements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What the sections of a {@link Replay} compute with. In the first two rounds it takes notes: in
 * the first every array is new and it is noted how long it is needed; in the second the same
 * computations are prepared on arrays that serve one after another.
 */
public final class Recorder {
  /** A computation that can be run again. */
  record Instruction(String op, boolean backward, Step step) {}

  private final Runner runner;
  private final BufferPlan plan = new BufferPlan();
  private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Instruction> instructions = new ArrayList<>(); // of the second round
  private List<String> ops = new ArrayList<>();
  private List<String> expectedOps = List.of();
  private List<Tensor> inputs = new ArrayList<>();
  private List<Tensor> expectedInputs = List.of();

  /**
   * @param records whether it takes notes
   */
  Recorder(boolean records) {
    runner = records ? new Recording() : new Runner();
  }

  /** A new tape whose computations are recorded. */
  public Tape tape() {
    return new Tape(runner);
  }

  /**
   * Runs and records a computation that no tape knows of.
   *
   * @param op what a {@link TapeListener} knows it by
   * @param gradients all that it reads of what was recorded
   */
  public void run(String op, Step step, Gradients gradients) {
    gradients.tensors().forEach(runner::touch);
    runner.run(op, false, step);
  }

  /** Keeps a computed tensor's elements until the next round computes them again. */
  public void keep(Tensor result) {
    plan.use(result.array(), Integer.MAX_VALUE);
  }

  void listen(TapeListener listener) {
    runner.listen(listener);
  }

  /** How much was computed so far in this round. */
  int position() {
    return ops.size();
  }

  /** Begins the second round. */
  void again() {
    plan.settle();
    expectedOps = ops;
    expectedInputs = inputs;
    ops = new ArrayList<>();
    inputs = new ArrayList<>();
    known.clear();
  }

  /** What the second round computed. */
  List<Instruction> instructions() {
    if (ops.size() != expectedOps.size()) {
      throw new IllegalStateException(
          "replay: the code made %d computations the first time and %d the second"
              .formatted(expectedOps.size(), ops.size()));
    }
    return instructions;
  }

  /** Whether two tensors hold the same bits of the same type and shape. */
  static boolean sameValues(Tensor a, Tensor b) {
    return a.dtype() == b.dtype()
        && a.shape().equals(b.shape())
        && Arrays.equals(a.toDoubleArray(), b.toDoubleArray());
  }

  /** Runs as ever, but prepares on the plan's arrays, and takes notes. */
  private final class Recording extends Runner implements Buffers {
    @Override
    Computation prepare(Op op, List<Tensor> inputs) {
      return ScopedValue.where(SCOPE, this).call(() -> super.prepare(op, inputs));
    }

    @Override
    Op.Backward prepare(Op.Fused op, Call call, Tensor gradient) {
      return ScopedValue.where(SCOPE, this).call(() -> super.prepare(op, call, gradient));
    }

    @Override
    @SuppressWarnings("unchecked") // the plan keeps to the type of the request
    public <A> A allocate(Elements<A> elements, int n) {
      Object array = plan.next(elements, n, ops.size());
      if (array == null) {
        throw new IllegalStateException(
            "replay: computation %d makes a tensor of %d elements that it did not make the first"
                    .formatted(ops.size(), n)
                + " time; what is replayed must compute the same each time");
      }
      return (A) array;
    }

    @Override
    void touch(Tensor x) {
      if (plan.use(x.array(), ops.size()) || !known.add(x.array())) {
        return;
      }
      int index = inputs.size();
      inputs.add(x);
      if (index < expectedInputs.size()) {
        Tensor before = expectedInputs.get(index);
        if (!before.array().equals(x.array()) && !sameValues(before, x)) {
          throw new IllegalStateException(
              ("replay: computation %d reads a new %s tensor of shape %s with other values than the"
                      + " first time; keep one tensor and change it in place")
                  .formatted(ops.size(), x.dtype(), x.shape()));
        }
      }
    }

    @Override
    void run(String op, boolean backward, Step step) {
      int index = ops.size();
      if (index < expectedOps.size() && !expectedOps.get(index).equals(op)) {
        throw new IllegalStateException(
            "replay: computation %d is %s and was %s the first time; what is replayed must compute"
                    .formatted(index, op, expectedOps.get(index))
                + " the same each time");
      }
      ops.add(op);
      if (!expectedOps.isEmpty()) {
        instructions.add(new Instruction(op, backward, step));
      }
      super.run(op, backward, step);
    }
  }
}
