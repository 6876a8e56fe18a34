package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import java.util.List;

/** One recorded application of an operation: an inner node of the graph. */
public final class Call {
  private static final int[] NONE = {};

  private final Op op;
  private final List<Variable> inputs;
  private final Variable output;
  private final List<Tensor> saved;
  private final int[] inputVersions;
  private final int[] constantVersions;
  private final int[] savedVersions;
  private final int outputVersion;

  Call(Op op, List<Variable> inputs, Variable output, Computation computation) {
    this.op = op;
    this.inputs = inputs;
    this.output = output;
    this.saved = computation.saved();
    this.inputVersions = inputs.stream().mapToInt(x -> x.tensor().version()).toArray();
    this.constantVersions = versions(op.constants());
    this.savedVersions = versions(saved);
    this.outputVersion = output.tensor().version();
  }

  private static int[] versions(List<Tensor> tensors) {
    return tensors.isEmpty() ? NONE : tensors.stream().mapToInt(Tensor::version).toArray();
  }

  public Op op() {
    return op;
  }

  public List<Variable> inputs() {
    return inputs;
  }

  public Variable input(int i) {
    return inputs.get(i);
  }

  public Variable output() {
    return output;
  }

  Tensor[] inputTensors() {
    return inputs.stream().map(Variable::tensor).toArray(Tensor[]::new);
  }

  List<Tensor> saved() {
    return saved;
  }

  /** What the computation kept beside its output. */
  public Tensor saved(int i) {
    return saved.get(i);
  }

  /** Whether anyone asks for the gradient of an input. */
  public boolean needs(int i) {
    return inputs.get(i).requiresGradient();
  }

  /** Refuses to differentiate with values that are not those of the forward pass. */
  void requireUnchanged() {
    for (int i = 0; i < inputVersions.length; i++) {
      requireUnchanged("input " + i, inputs.get(i).tensor(), inputVersions[i]);
    }
    for (int i = 0; i < constantVersions.length; i++) {
      requireUnchanged("constant " + i, op.constants().get(i), constantVersions[i]);
    }
    for (int i = 0; i < savedVersions.length; i++) {
      requireUnchanged("saved value " + i, saved.get(i), savedVersions[i]);
    }
    requireUnchanged("output", output.tensor(), outputVersion);
  }

  private void requireUnchanged(String what, Tensor x, int version) {
    if (x.version() != version) {
      int changes = x.version() - version;
      throw new IllegalStateException(
          "backward: %s of %s, %s, was changed in place after the forward pass (%s)"
              .formatted(what, op.name(), x.shape(), changes == 1 ? "once" : changes + " times"));
    }
  }
}
