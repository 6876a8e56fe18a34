package dev.loci.autograd.trace;

import dev.loci.autograd.Call;
import dev.loci.autograd.TapeListener;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes notes of a forward pass and of the backward pass after it. */
final class TraceRecorder implements TapeListener {
  /** The part of a gradient that an input received. */
  record Part(Call call, int input, Sample arriving, Sample part, Sample total) {}

  private final Map<Variable, Sample> values = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private Sample arriving = new Sample(DType.FLOAT64, Shape.SCALAR, List.of());
  private boolean backward;

  /** From now on it is the backward pass of the output that is noted. */
  void beginBackward(Variable output) {
    values.computeIfAbsent(output, x -> Sample.of(x.tensor()));
    parts.clear(); // of gradients that the forward pass took
    backward = true;
  }

  @Override
  public void recorded(Call call) {
    if (!backward) {
      for (Variable x : call.inputs()) {
        values.computeIfAbsent(x, leaf -> Sample.of(leaf.tensor()));
      }
      values.put(call.output(), Sample.of(call.output().tensor()));
      calls.add(call);
    }
  }

  @Override
  public void differentiating(Call call, Tensor gradient) {
    arriving = Sample.of(gradient);
  }

  @Override
  public void received(Call call, int input, Tensor gradient, Tensor total) {
    parts.add(new Part(call, input, arriving, Sample.of(gradient), Sample.of(total)));
  }

  /** All variables in the order in which they were needed: inputs before what is made of them. */
  Map<Variable, Sample> values() {
    return values;
  }

  List<Call> calls() {
    return calls;
  }

  List<Part> parts() {
    return parts;
  }
}
