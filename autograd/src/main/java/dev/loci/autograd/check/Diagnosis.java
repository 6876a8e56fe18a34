package dev.loci.autograd.check;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TapeListener;
import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out about a wrong gradient where it comes from and why. */
record Diagnosis(GradCheck check, TensorFunction function, Tensor[] inputs) {
  /** Jacobians of more entries are not computed for a diagnosis. */
  private static final long LARGEST = 1 << 14;

  private static final int MOST_CALLS = 200;

  /** A message of several lines. */
  String of(Difference worst) {
    Point point = Point.of(function, inputs);
    StringBuilder message = new StringBuilder();
    message.append(check.title(point)).append(": ").append(worst);
    Alone suspect = point.calls().size() > 1 ? suspect(point) : null;
    String detached = detached(point);
    if (suspect != null) {
      Difference own = suspect.worst(check);
      message.append("\n  place: ").append(suspect.title()).append(", wrong by itself");
      message.append("\n  likely cause: ");
      message.append(
          new Diagnosis(check, suspect.function(), suspect.inputs())
              .cause(own == null ? worst : own));
    } else if (detached != null) {
      message.append("\n  place: ").append(detached);
      message.append("\n  likely cause: a detached branch");
    } else {
      message.append("\n  likely cause: ").append(cause(worst));
    }
    return message.toString();
  }

  // ---- Where: one recorded call

  /** A recorded call as a function of its own. */
  private record Alone(String title, TensorFunction function, Tensor[] inputs) {
    @Nullable Difference worst(GradCheck check) {
      return check.worst(1, function, inputs);
    }
  }

  /** The first call whose own gradient is wrong at the values it was computed with. */
  private @Nullable Alone suspect(Point point) {
    List<Call> calls = point.calls();
    for (int i = 0; i < Math.min(calls.size(), MOST_CALLS); i++) {
      Call call = calls.get(i);
      Alone alone = alone("call %d of %d, %s".formatted(i + 1, calls.size(), title(call)), call);
      if (alone != null && alone.worst(check) != null) {
        return alone;
      }
    }
    return null;
  }

  private static String title(Call call) {
    return call.op().name() + " of " + call.inputs().stream().map(x -> x.tensor().shape()).toList();
  }

  private static @Nullable Alone alone(String title, Call call) {
    List<Variable> needed = new ArrayList<>();
    long elements = call.output().tensor().size();
    for (int i = 0; i < call.inputs().size(); i++) {
      Variable x = call.input(i);
      if (call.needs(i) && !needed.contains(x)) {
        needed.add(x);
        if (x.tensor().dtype() != DType.FLOAT64 || x.tensor().size() * elements > LARGEST) {
          return null;
        }
      }
    }
    TensorFunction function =
        variables -> {
          Tape tape = variables.get(0).tape();
          Variable[] all = new Variable[call.inputs().size()];
          Arrays.setAll(
              all,
              i ->
                  call.needs(i)
                      ? variables.get(needed.indexOf(call.input(i)))
                      : tape.constant(call.input(i).tensor()));
          return tape.apply(call.op(), all).to(DType.FLOAT64);
        };
    Tensor[] copies = needed.stream().map(x -> x.tensor().copy()).toArray(Tensor[]::new);
    return new Alone(title, function, copies);
  }

  /** A constant on the tape that is the value of something to differentiate by. */
  private static @Nullable String detached(Point point) {
    Map<Tensor, String> values = new IdentityHashMap<>();
    for (int i = 0; i < point.inputs().size(); i++) {
      values.put(point.inputs().get(i).tensor(), "input " + i);
    }
    List<Call> calls = point.calls();
    for (int n = 0; n < calls.size(); n++) {
      Call call = calls.get(n);
      for (int i = 0; i < call.inputs().size(); i++) {
        String source = values.get(call.input(i).tensor());
        if (!call.needs(i) && source != null) {
          return "call %d of %d, %s: its input %d is %s, detached"
              .formatted(n + 1, calls.size(), title(call), i, source);
        }
      }
      values.put(call.output().tensor(), "the output of call " + (n + 1));
    }
    return null;
  }

  // ---- Why

  private String cause(Difference worst) {
    int input = worst.input();
    long outputs = Point.of(function, inputs).output().tensor().size();
    if (input < 0 || outputs * inputs[input].size() > LARGEST) {
      return "not looked for: the function is too large; check a smaller one, or its parts";
    }
    Jacobian analytic = Jacobian.analytic(function, inputs, input, worst.recorded());
    Jacobian numeric = Jacobian.numeric(function, inputs, input, check.step());
    Point point = Point.of(function, inputs);
    Tensor weights = Point.weights("output", point.output().tensor().shape());
    double[] projected = point.gradients(weights, worst.recorded()).get(input).toDoubleArray();
    double[] oneSided =
        new FiniteDifferences(function, inputs, check.step())
            .oneSided(weights, input, worst.element());
    return new LikelyCause(
            new LikelyCause.Evidence(
                analytic,
                numeric,
                point.uses(input),
                oneSided,
                frozen(analytic, numeric, worst),
                parts(point, weights, input),
                projected))
        .describe();
  }

  /** Whether the analytic Jacobian stays when the input moves although the numeric one moves. */
  private boolean frozen(Jacobian analytic, Jacobian numeric, Difference worst) {
    Tensor x = inputs[worst.input()];
    Tensor before = x.copy();
    try {
      x.copyFrom(x.mul(1.01));
      Jacobian moved = Jacobian.analytic(function, inputs, worst.input(), worst.recorded());
      return Arrays.equals(moved.values(), analytic.values())
          && !Jacobian.numeric(function, inputs, worst.input(), check.step()).is(1, numeric);
    } finally {
      x.copyFrom(before);
    }
  }

  /** What a fused operation's definition adds up to the gradient of an input. */
  private static List<LikelyCause.Part> parts(Point point, Tensor weights, int input) {
    List<Call> calls = point.calls();
    List<LikelyCause.Part> parts = new ArrayList<>();
    if (calls.isEmpty() || !(calls.get(0).op() instanceof Op.Fused fused) || calls.size() > 1) {
      return parts;
    }
    Tape tape = new Tape();
    Variable x = point.inputs().get(input);
    List<Variable> inputs = new ArrayList<>();
    for (Variable each : calls.get(0).inputs()) {
      inputs.add(
          each.requiresGradient() ? tape.variable(each.tensor()) : tape.constant(each.tensor()));
    }
    Variable output = fused.definition(inputs);
    tape.listen(
        new TapeListener() {
          @Override
          public void received(Call call, int i, Tensor gradient, Tensor total) {
            if (call.input(i).tensor() == x.tensor()) {
              parts.add(new LikelyCause.Part(call.op().name(), gradient.toDoubleArray()));
            }
          }
        });
    if (output.requiresGradient()) {
      tape.gradients(output, weights);
    }
    return parts;
  }
}
