package dev.loci.autograd.check;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares gradients with central differences, in float64.
 *
 * <p>The function's output is projected on fixed random weights, and the gradient of that scalar is
 * compared element by element with {@code (L(x + h) - L(x - h)) / 2h}. Order 2 does the same for
 * the gradient projected on random weights, and so on; of each order but the last, the gradient is
 * also taken as it is recorded for the next. Inputs should keep away from kinks by more than the
 * step h.
 *
 * @param order how often to differentiate: 1 or more
 * @param step h, for elements of size about 1
 * @param tolerance the largest accepted difference, relative to 1 + the larger of the two values
 */
public record GradCheck(int order, double step, double tolerance) {
  public GradCheck {
    if (order < 1) {
      throw new IllegalArgumentException(
          "check: the order is " + order + ", but must be at least 1");
    }
  }

  /** A check of the given order with a step and a tolerance that suit smooth functions. */
  public static GradCheck ofOrder(int order) {
    return new GradCheck(order, 1e-5, 1e-6);
  }

  /**
   * Checks a function at a point.
   *
   * @param inputs float64 tensors, which may be strided views but must not repeat elements
   * @throws AssertionError naming the order, input and element of the worst difference, if it
   *     exceeds the tolerance
   */
  public void check(TensorFunction function, Tensor... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      requireUsable(i, inputs[i]);
    }
    TensorFunction current = function;
    for (int level = 1; level <= order; level++) {
      compare(level, current, inputs);
      current = projectedGradient(current);
    }
  }

  private static void requireUsable(int i, Tensor x) {
    if (x.dtype() != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "check: input " + i + " is " + x.dtype() + ", not float64");
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      if (x.stride(axis) == 0 && x.shape().dim(axis) > 1) {
        throw new IllegalArgumentException(
            "check: input " + i + " repeats its elements along axis " + axis);
      }
    }
  }

  private void compare(int level, TensorFunction function, Tensor[] inputs) {
    Tape tape = new Tape();
    List<Variable> variables = variables(tape, inputs);
    Variable output = function.apply(variables);
    Tensor weights = weights("output", output.tensor());
    List<Tensor> direct = direct(output, weights, variables);
    List<Tensor> recorded = level < order ? recorded(output, weights, variables) : direct;
    List<Tensor> numeric = numeric(function, inputs, weights); // last: it changes the inputs
    compare("gradient of order " + level, direct, numeric);
    compare("recorded gradient of order " + level, recorded, numeric);
  }

  private static List<Tensor> direct(Variable output, Tensor weights, List<Variable> variables) {
    if (!output.requiresGradient()) {
      return zeros(variables);
    }
    Gradients gradients = output.tape().gradients(output, weights);
    return variables.stream().map(gradients::of).toList();
  }

  /** The gradients that the next order differentiates; fused operations take another way there. */
  private static List<Tensor> recorded(Variable output, Tensor weights, List<Variable> variables) {
    if (!output.requiresGradient()) {
      return zeros(variables);
    }
    Tape tape = output.tape();
    List<Variable> gradients = tape.gradients(output, tape.constant(weights), variables);
    return gradients.stream().map(Variable::tensor).toList();
  }

  private static List<Tensor> zeros(List<Variable> variables) {
    return variables.stream().map(x -> Tensor.zeros(DType.FLOAT64, x.tensor().shape())).toList();
  }

  private void compare(String what, List<Tensor> analytic, List<Tensor> numeric) {
    String worst = "";
    double largest = tolerance;
    for (int i = 0; i < numeric.size(); i++) {
      for (int element = 0; element < numeric.get(i).size(); element++) {
        int[] index = index(numeric.get(i), element);
        double expected = numeric.get(i).get(index);
        double actual = analytic.get(i).get(index);
        double error =
            Math.abs(actual - expected) / (1 + Math.max(Math.abs(actual), Math.abs(expected)));
        if (!(error <= largest)) { // NaN counts as an error
          largest = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
          worst =
              "%s by input %d at %s: analytic %s, numeric %s (relative error %.2g)"
                  .formatted(what, i, Arrays.toString(index), actual, expected, error);
        }
      }
    }
    if (!worst.isEmpty()) {
      throw new AssertionError(worst);
    }
  }

  private List<Tensor> numeric(TensorFunction function, Tensor[] inputs, Tensor weights) {
    List<Tensor> slopes = new ArrayList<>();
    for (Tensor x : inputs) {
      Tensor slope = Tensor.zeros(DType.FLOAT64, x.shape());
      for (int element = 0; element < x.size(); element++) {
        int[] index = index(x, element);
        slope.set(numeric(function, inputs, weights, x, index), index);
      }
      slopes.add(slope);
    }
    return slopes;
  }

  private double numeric(
      TensorFunction function, Tensor[] inputs, Tensor weights, Tensor x, int[] index) {
    double value = x.get(index);
    double h = step * Math.max(1, Math.abs(value));
    try {
      x.set(value + h, index);
      double above = projection(function, inputs, weights);
      x.set(value - h, index);
      double below = projection(function, inputs, weights);
      return (above - below) / (2 * h);
    } finally {
      x.set(value, index);
    }
  }

  private static double projection(TensorFunction function, Tensor[] inputs, Tensor weights) {
    Variable output = function.apply(variables(new Tape(), inputs));
    return output.tensor().mul(weights).sum().item();
  }

  /** The function whose gradient is the next order: the sum of this one's gradients, weighted. */
  private static TensorFunction projectedGradient(TensorFunction function) {
    return inputs -> {
      Tape tape = inputs.get(0).tape();
      Variable output = function.apply(inputs);
      if (!output.requiresGradient()) {
        return inputs.get(0).scalar(0);
      }
      Variable seed = tape.constant(weights("output", output.tensor()));
      List<Variable> gradients = tape.gradients(output, seed, inputs);
      Variable total = inputs.get(0).scalar(0);
      for (int i = 0; i < gradients.size(); i++) {
        Variable gradient = gradients.get(i);
        Variable weight = tape.constant(weights("gradient " + i, gradient.tensor()));
        total = total.add(gradient.mul(weight).sum());
      }
      return total;
    };
  }

  private static List<Variable> variables(Tape tape, Tensor[] inputs) {
    return Arrays.stream(inputs).map(tape::variable).toList();
  }

  /** Weights between 0.5 and 1.5 of either sign: none so small that it hides an element. */
  private static Tensor weights(String name, Tensor like) {
    RandomStream random = RandomStream.of(0).split(name);
    Tensor weights = Tensor.zeros(DType.FLOAT64, like.shape());
    double[] values = weights.array();
    Arrays.setAll(values, i -> (0.5 + random.nextDouble()) * (random.nextDouble() < 0.5 ? -1 : 1));
    return weights;
  }

  private static int[] index(Tensor x, int element) {
    int[] index = new int[x.rank()];
    for (int axis = x.rank() - 1; axis >= 0; axis--) {
      index[axis] = element % x.shape().dim(axis);
      element /= x.shape().dim(axis);
    }
    return index;
  }
}
