package dev.loci.autograd;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk back over what a tape recorded, from an output to the variables that it depends on.
 * Gradients meet here: they are completed by hooks, summed over broadcast axes and added up here
 * and nowhere else.
 */
final class BackwardPass {
  private final Tape tape;
  private final boolean record;
  private final Set<Variable> kept;
  private final Map<Variable, Variable> gradients = new HashMap<>();

  /**
   * @param record whether the gradients' own computation is recorded
   * @param keep variables whose gradients are wanted although the walk goes on from them
   */
  BackwardPass(Tape tape, boolean record, Collection<Variable> keep) {
    this.tape = tape;
    this.record = record;
    this.kept = Set.copyOf(keep);
  }

  /** The gradients of the variables to keep and of every variable that the walk ended at. */
  Map<Variable, Variable> run(Variable output, Variable seed) {
    walk(output, seed, 0);
    // Computed variables had their turn in the walk; only now are these complete.
    gradients.replaceAll((x, gradient) -> tape.watches(x) ? x.hooked(gradient) : gradient);
    return gradients;
  }

  /**
   * Walks back over the calls from the end down to {@code first}. When it comes to a call, the
   * gradient of its output is complete.
   */
  private void walk(Variable output, Variable seed, int first) {
    gradients.put(output, seed);
    Call outer = tape.differentiated();
    try {
      for (int i = tape.position() - 1; i >= first; i--) {
        Call call = tape.call(i);
        Variable gradient = gradients.get(call.output());
        if (gradient != null) {
          call.requireUnchanged();
          tape.differentiate(call);
          gradient = call.output().hooked(gradient);
          if (kept.contains(call.output())) {
            gradients.put(call.output(), gradient);
          } else {
            gradients.remove(call.output());
          }
          tape.runner().listener().differentiating(call, gradient.tensor());
          differentiate(call, gradient);
        }
      }
    } finally {
      tape.differentiate(outer);
    }
  }

  private void differentiate(Call call, Variable gradient) {
    switch (call.op()) {
      case Op.Primitive primitive -> distribute(call, primitive.vjp(call, gradient));
      case Op.Fused fused when record -> distribute(call, throughDefinition(fused, call, gradient));
      case Op.Fused fused -> distribute(call, throughRule(fused, call, gradient.tensor()));
      case Op.NonDifferentiable op ->
          throw new IllegalArgumentException(
              "backward: " + op.name() + " has no derivative: " + op.reason());
      case Checkpoint checkpoint -> throughCode(checkpoint, gradient);
    }
  }

  /**
   * Computes a checkpoint's code again and walks on through it. Its parts of gradients are added to
   * what is there, in the order in which they are without a checkpoint.
   */
  private void throughCode(Checkpoint op, Variable gradient) {
    int first = tape.position();
    try {
      Variable output = tape.scope(true, op.code());
      tape.runner().touch(op.value());
      op.requireSame(output.tensor());
      walk(output, gradient, first);
    } finally {
      if (!record) {
        tape.forget(first, Checkpoint.INSIDE);
      }
    }
  }

  private @Nullable Variable[] throughDefinition(Op.Fused op, Call call, Variable gradient) {
    int first = tape.position();
    Variable output = op.definition(call.inputs());
    BackwardPass inner = new BackwardPass(tape, true, Set.of());
    inner.walk(output, gradient, first);
    // Removed, not read: an input that occurs twice must not receive its gradient twice.
    return call.inputs().stream().map(inner.gradients::remove).toArray(Variable[]::new);
  }

  private @Nullable Variable[] throughRule(Op.Fused op, Call call, Tensor gradient) {
    Runner runner = tape.runner();
    Op.Backward backward = runner.prepare(op, call, gradient);
    tape.touch(op, call.inputTensors(), call.saved());
    runner.touch(call.output().tensor());
    runner.touch(gradient);
    @Nullable Variable[] received = new Variable[backward.gradients().length];
    for (int i = 0; i < received.length; i++) {
      Tensor x = backward.gradients()[i];
      if (x != null) {
        runner.touch(x);
        received[i] = tape.constant(x);
      }
    }
    tape.run(op, backward.step());
    return received;
  }

  private void distribute(Call call, @Nullable Variable[] received) {
    if (received.length != call.inputs().size()) {
      throw new IllegalStateException(
          "%s: its rule gives %d gradients for %d inputs"
              .formatted(call.op().name(), received.length, call.inputs().size()));
    }
    for (int i = 0; i < received.length; i++) {
      Variable gradient = received[i];
      if (gradient == null || !call.needs(i)) {
        continue;
      }
      Variable input = call.input(i);
      Variable fitted = unbroadcast(call, i, gradient);
      Variable known = gradients.get(input);
      Variable total = known == null ? fitted : known.add(fitted);
      gradients.put(input, total);
      tape.runner().listener().received(call, i, fitted.tensor(), total.tensor());
    }
  }

  /** Sums over the axes along which an input was repeated: the one place that does. */
  private static Variable unbroadcast(Call call, int input, Variable gradient) {
    Tensor x = call.input(input).tensor();
    DType type = gradient.tensor().dtype();
    if (type != x.dtype()) {
      throw new IllegalStateException(
          "%s: its rule gives a %s gradient for input %d, which is %s"
              .formatted(call.op().name(), type, input, x.dtype()));
    }
    try {
      return gradient.sumTo(x.shape());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s: its rule gives a gradient of shape %s for input %d of shape %s"
              .formatted(call.op().name(), gradient.tensor().shape(), input, x.shape()),
          e);
    }
  }
}
