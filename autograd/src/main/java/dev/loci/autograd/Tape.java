package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what is computed, and differentiates it backward (reverse mode; Linnainmaa, 1970).
 *
 * <p>Variables are made here ({@link #variable}, {@link #constant}) and belong to their tape; every
 * operation on them is computed at once and, if a gradient may be asked for, recorded. The order of
 * recording is a topological order of the graph, so the backward pass is one loop from the end.
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * Variable x = tape.variable(Tensor.of(new float[] {1, 2, 3}));
 * Variable y = x.square().sum();
 * Tensor gradient = tape.gradients(y).of(x); // [2, 4, 6]
 * }</pre>
 *
 * <p>A tape belongs to one thread. Different threads may use tapes of their own over the same
 * tensors, as long as nobody changes these.
 */
public final class Tape {
  private static final Consumer<Variable> SILENCE = x -> {};

  private final List<Call> calls = new ArrayList<>();
  private final Map<Tensor, Variable> watched = new IdentityHashMap<>();
  private final Runner runner;

  /** Whether there is ever anything to differentiate. */
  private final boolean differentiable;

  private boolean recording;
  private int variables;
  private Consumer<Variable> valueHook = SILENCE;

  /** The call that is being differentiated. */
  private @Nullable Call differentiated;

  /** A tape that records. */
  public Tape() {
    this(new Runner(), true);
  }

  /** A tape whose computations are prepared and run by another. */
  Tape(Runner runner) {
    this(runner, true);
  }

  private Tape(Runner runner, boolean differentiable) {
    this.runner = runner;
    this.differentiable = differentiable;
    this.recording = differentiable;
  }

  /** A tape that only computes. */
  public static Tape inference() {
    return new Tape(new Runner(), false);
  }

  /** Lets a listener, besides those there are, know of everything computed here from now on. */
  public void listen(TapeListener listener) {
    runner.listen(listener);
  }

  /**
   * Shows a hook every value that an operation computes from now on, outside of backward passes.
   * What the hook itself computes is not shown. A further hook is called after those before it.
   */
  public void onValue(Consumer<Variable> hook) {
    valueHook = valueHook.equals(SILENCE) ? hook : valueHook.andThen(hook);
  }

  /**
   * A variable to differentiate by. The same tensor gives the same variable.
   *
   * @throws IllegalArgumentException if the tensor is int32
   */
  public Variable variable(Tensor tensor) {
    if (!tensor.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "variable: only float tensors have gradients, got " + tensor.dtype());
    }
    return watched.computeIfAbsent(tensor, x -> leaf(x, differentiable));
  }

  /** A value that no gradient is taken by. */
  public Variable constant(Tensor tensor) {
    return leaf(tensor, false);
  }

  private Variable leaf(Tensor tensor, boolean requiresGradient) {
    return new Variable(this, tensor, variables++, requiresGradient);
  }

  /** Computes an operation on variables of this tape and records it if a gradient may be needed. */
  public Variable apply(Op op, Variable... inputs) {
    boolean requiresGradient = false;
    Tensor[] tensors = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].tape() != this) {
        throw new IllegalArgumentException(op.name() + ": input " + i + " is of another tape");
      }
      tensors[i] = inputs[i].tensor();
      requiresGradient |= inputs[i].requiresGradient();
    }
    Computation computation = runner.prepare(op, Arrays.asList(tensors));
    Tensor value = computation.output();
    touch(op, tensors, computation.saved());
    runner.touch(value);
    run(op, computation.step());
    boolean record = recording && requiresGradient && value.dtype().isFloat();
    Variable output = leaf(value, record);
    if (record) {
      for (int i = 0; i < inputs.length; i++) {
        if (!inputs[i].hasRecord()) {
          inputs[i].requireRecord(op.name() + ": input " + i);
        }
      }
      Call call = new Call(op, List.of(inputs), output, computation);
      calls.add(call);
      runner.listener().recorded(call);
    }
    if (!valueHook.equals(SILENCE)) {
      show(output);
    }
    return output;
  }

  private void show(Variable value) {
    Consumer<Variable> hook = valueHook;
    quietly(() -> {
      hook.accept(value);
      return value;
    });
  }

  /** Computes something that the hook on values does not see. */
  private <T> T quietly(Supplier<T> code) {
    Consumer<Variable> hook = valueHook;
    valueHook = SILENCE;
    try {
      return code.get();
    } finally {
      valueHook = hook;
    }
  }

  void touch(Op op, Tensor[] inputs, List<Tensor> saved) {
    for (Tensor x : inputs) {
      runner.touch(x);
    }
    op.constants().forEach(runner::touch);
    saved.forEach(runner::touch);
  }

  void run(Op op, Step step) {
    if (!step.equals(Step.NONE)) {
      Op named = differentiated == null ? op : differentiated.op();
      runner.run(named.name(), differentiated != null, step);
    }
  }

  /** What was recorded, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  // ---- Scopes

  /**
   * Computes something without recording it: the results are constants. Such scopes may be nested.
   */
  public <T> T noGrad(Supplier<T> code) {
    return scope(false, code);
  }

  <T> T scope(boolean record, Supplier<T> code) {
    boolean before = recording;
    recording = record;
    try {
      return code.get();
    } finally {
      recording = before;
    }
  }

  /**
   * Computes something without keeping what its derivative needs: the backward pass computes it
   * once more when it gets there (Chen, Xu, Zhang and Guestrin, 2016). The tape records one call
   * whose inputs are the variables that the code uses. Values and gradients have the bits that they
   * have without a checkpoint. Gradients of gradients keep the second computation, and may add up
   * in another order. A listener learns of the calls of the second computation in place of the
   * checkpoint's own.
   *
   * <p>The code must compute the same both times. What it draws at random, it draws from a stream
   * that it begins itself, as in {@code dropout.forward(x, random.split("layer 3"))}; what it reads
   * stays as it is until the backward pass. The backward pass refuses to go on with other values.
   *
   * @param code the computation; variables that it makes stay inside, but for the one it returns
   */
  public Variable checkpoint(Supplier<Variable> code) {
    if (!recording) {
      return code.get();
    }
    int first = calls.size();
    Variable inner = code.get();
    requireOwn("checkpoint: the result", inner);
    Set<Variable> computed = new LinkedHashSet<>();
    Set<Variable> inputs = new LinkedHashSet<>();
    for (Call call : calls.subList(first, calls.size())) {
      call.inputs().stream()
          .filter(x -> x.requiresGradient() && !computed.contains(x))
          .forEach(inputs::add);
      computed.add(call.output());
    }
    if (!computed.contains(inner)) {
      return inner;
    }
    forget(first, Checkpoint.INSIDE);
    return apply(new Checkpoint(code, inner.tensor()), inputs.toArray(Variable[]::new));
  }

  /**
   * Frees everything that was recorded so far. Values and gradients stay; what was computed can no
   * longer be differentiated, and the variables of {@link #variable} can be used anew.
   *
   * @throws IllegalStateException in the middle of a backward pass
   */
  public void release() {
    if (differentiated != null) {
      throw new IllegalStateException("release: a backward pass is under way");
    }
    forget(0, "the graph was released");
  }

  /** Drops what was recorded from the call {@code first} on. */
  void forget(int first, String reason) {
    List<Call> forgotten = calls.subList(first, calls.size());
    forgotten.forEach(call -> call.output().loseRecord(reason));
    forgotten.clear();
  }

  // ---- Gradients

  /**
   * The gradients of a scalar by every {@link #variable} of this tape.
   *
   * @throws IllegalArgumentException if the output is not a scalar or does not depend on a variable
   */
  public Gradients gradients(Variable output) {
    return gradients(output, one(output));
  }

  /** As {@link #gradients(Variable)} for any output, given the gradient to start from. */
  public Gradients gradients(Variable output, Tensor seed) {
    requireSeed(output, seed);
    return new Gradients(this, backward(output, constant(seed), false, List.of()));
  }

  /**
   * The gradients of an output by some variables, themselves recorded (but in {@link #noGrad}), so
   * that they can be differentiated again. A variable that the output does not depend on gets
   * zeros.
   *
   * @param seed the gradient of the output to start from, of its shape
   */
  public List<Variable> gradients(Variable output, Variable seed, List<Variable> by) {
    requireOwn("gradients: the seed", seed);
    for (Variable x : by) {
      requireOwn("gradients: a variable to differentiate by", x);
      requireDifferentiable(x);
      x.requireRecord("gradients: a variable to differentiate by");
    }
    requireSeed(output, seed.tensor());
    return select(backward(output, seed, recording, by), by);
  }

  /** As the other {@code gradients}, of a scalar. */
  public List<Variable> gradients(Variable output, List<Variable> by) {
    return gradients(output, constant(one(output)), by);
  }

  private List<Variable> select(Map<Variable, Variable> gradients, List<Variable> by) {
    List<Variable> selected = new ArrayList<>();
    for (Variable x : by) {
      Variable gradient = gradients.get(x);
      selected.add(
          gradient != null
              ? gradient
              : constant(Tensor.zeros(x.tensor().dtype(), x.tensor().shape())));
    }
    return selected;
  }

  /** The gradient of a scalar by itself. */
  private static Tensor one(Variable output) {
    if (output.tensor().size() != 1) {
      throw new IllegalArgumentException(
          "gradients: the output has shape "
              + output.tensor().shape()
              + "; only a scalar can be differentiated without a seed");
    }
    return Tensor.full(output.tensor().dtype(), output.tensor().shape(), 1);
  }

  void requireOwn(String what, Variable x) {
    if (x.tape() != this) {
      throw new IllegalArgumentException(what + " is of another tape");
    }
  }

  static void requireDifferentiable(Variable x) {
    if (!x.requiresGradient()) {
      throw new IllegalArgumentException(
          "gradients: variable %d of shape %s is a constant".formatted(x.id(), x.tensor().shape()));
    }
  }

  /** Whether a variable was made of this tensor. */
  boolean watches(Tensor x) {
    return watched.containsKey(x);
  }

  /** Whether this is a variable that {@link #variable} made, rather than a computed one. */
  boolean watches(Variable x) {
    return watched.get(x.tensor()) == x;
  }

  private void requireSeed(Variable output, Tensor seed) {
    requireOwn("gradients: the output", output);
    if (!output.tensor().dtype().isFloat()) {
      throw new IllegalArgumentException(
          "gradients: only float values have gradients, the output is " + output.tensor().dtype());
    }
    if (!output.requiresGradient()) {
      throw new IllegalArgumentException(
          "gradients: the output depends on no variable of this tape");
    }
    if (!seed.shape().equals(output.tensor().shape()) || seed.dtype() != output.tensor().dtype()) {
      throw new IllegalArgumentException(
          "gradients: the seed is %s %s, the output %s %s"
              .formatted(
                  seed.dtype(), seed.shape(), output.tensor().dtype(), output.tensor().shape()));
    }
    output.requireRecord("gradients: the output");
  }

  private Map<Variable, Variable> backward(
      Variable output, Variable seed, boolean record, Collection<Variable> keep) {
    return quietly(
        () -> scope(record, () -> new BackwardPass(this, record, keep).run(output, seed)));
  }

  // ---- For the backward pass

  Runner runner() {
    return runner;
  }

  int position() {
    return calls.size();
  }

  Call call(int i) {
    return calls.get(i);
  }

  @Nullable Call differentiated() {
    return differentiated;
  }

  /** Tells what is differentiated from now on. */
  void differentiate(@Nullable Call call) {
    differentiated = call;
  }
}
