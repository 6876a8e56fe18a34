package dev.loci.autograd.check;

import dev.loci.autograd.Call;
import dev.loci.autograd.Derivatives;
import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function, computed at a point on a tape of its own, with what can be differentiated there.
 *
 * @param calls what the function recorded, without what gradients recorded since
 */
record Point(Tape tape, List<Variable> inputs, Variable output, List<Call> calls) {

  static Point of(TensorFunction function, Tensor... inputs) {
    Tape tape = new Tape();
    List<Variable> variables = GradCheck.variables(tape, inputs);
    Variable output = function.apply(variables);
    DType type = output.tensor().dtype();
    if (type != DType.FLOAT64) {
      throw new IllegalArgumentException("check: the output is %s, not float64".formatted(type));
    }
    return new Point(tape, variables, output, tape.calls());
  }

  /** The operations that were recorded, each once, such as {@code matmul, tanh}. */
  String opNames() {
    List<String> names = calls.stream().map(call -> call.op().name()).distinct().toList();
    if (names.isEmpty()) {
      return "a constant function";
    }
    String first = names.stream().limit(6).collect(Collectors.joining(", "));
    return names.size() > 6 ? first + ", ..." : first;
  }

  /**
   * {@code J^T u} for each input.
   *
   * @param recorded as the next order differentiates it; fused operations take another way there
   */
  List<Tensor> gradients(Tensor seed, boolean recorded) {
    if (!output.requiresGradient()) {
      return inputs.stream().map(x -> Tensor.zeros(DType.FLOAT64, x.tensor().shape())).toList();
    }
    if (recorded) {
      List<Variable> gradients = tape.gradients(output, tape.constant(seed), inputs);
      return gradients.stream().map(Variable::tensor).toList();
    }
    Gradients gradients = tape.gradients(output, seed);
    return inputs.stream().map(gradients::of).toList();
  }

  /**
   * {@code J v}: the pulled-back gradient {@code J^T u} is linear in u, so that its derivative by u
   * along v is what forward mode gives.
   *
   * <p>Unlike in {@link Derivatives#jvp}, u is not zero: at zero, a rule with a wrong term in u^2
   * would look right.
   */
  Tensor pushed(List<Tensor> directions) {
    Shape shape = output.tensor().shape();
    if (!output.requiresGradient()) {
      return Tensor.zeros(DType.FLOAT64, shape);
    }
    Variable seed = tape.variable(weights("seed", shape));
    List<Variable> pulled = tape.gradients(output, seed, inputs);
    Variable total = output.scalar(0);
    for (int i = 0; i < pulled.size(); i++) {
      total = total.add(pulled.get(i).mul(tape.constant(directions.get(i))).sum());
    }
    return total.requiresGradient()
        ? tape.gradients(total).of(seed)
        : Tensor.zeros(DType.FLOAT64, shape);
  }

  /** Compares {@code <u, J v>} with {@code <J^T u, v>}. */
  void requireModesAgree(int level, GradCheck check) {
    Tensor u = weights("output", output.tensor().shape());
    List<Tensor> v = directions("forward");
    double reverse = dot(gradients(u, false), v);
    double forward = dot(List.of(u), List.of(pushed(v)));
    double error = Difference.error(forward, reverse);
    if (!(error <= check.tolerance())) {
      throw new AssertionError(
          ("%s: forward against reverse mode at order %d: <u, J v> is %s, <J^T u, v> is %s"
                  + " (relative error %.2g)%n  likely cause: %s")
              .formatted(check.title(this), level, forward, reverse, error, LikelyCause.TWO_WAYS));
    }
  }

  /** A random direction for each input. */
  List<Tensor> directions(String name) {
    List<Tensor> directions = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      directions.add(weights(name + " " + i, inputs.get(i).tensor().shape()));
    }
    return directions;
  }

  static double dot(List<Tensor> a, List<Tensor> b) {
    double total = 0;
    for (int i = 0; i < a.size(); i++) {
      total += a.get(i).mul(b.get(i)).sum().item();
    }
    return total;
  }

  /** The function whose gradient is the next order: the sum of this one's gradients, weighted. */
  static TensorFunction projectedGradient(TensorFunction function) {
    return inputs -> {
      Tape tape = inputs.get(0).tape();
      Variable output = function.apply(inputs);
      if (!output.requiresGradient()) {
        return inputs.get(0).scalar(0);
      }
      Variable seed = tape.constant(weights("output", output.tensor().shape()));
      List<Variable> gradients = tape.gradients(output, seed, inputs);
      Variable total = inputs.get(0).scalar(0);
      for (int i = 0; i < gradients.size(); i++) {
        Variable gradient = gradients.get(i);
        Variable weight = tape.constant(weights("gradient " + i, gradient.tensor().shape()));
        total = total.add(gradient.mul(weight).sum());
      }
      return total;
    };
  }

  /** Weights between 0.5 and 1.5 of either sign: none so small that it hides an element. */
  static Tensor weights(String name, Shape shape) {
    RandomStream random = RandomStream.of(0).split(name);
    Tensor weights = Tensor.zeros(DType.FLOAT64, shape);
    double[] values = weights.array();
    Arrays.setAll(values, i -> (0.5 + random.nextDouble()) * (random.nextDouble() < 0.5 ? -1 : 1));
    return weights;
  }

  /** How often an input is used by recorded calls. */
  int uses(int input) {
    int uses = 0;
    for (Call call : calls) {
      for (Variable x : call.inputs()) {
        uses += x == inputs.get(input) ? 1 : 0;
      }
    }
    return uses;
  }
}
