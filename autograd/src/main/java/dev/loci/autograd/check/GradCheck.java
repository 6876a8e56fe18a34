package dev.loci.autograd.check;

import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares gradients with central differences, in float64, and reverse mode with forward mode.
 *
 * <p>By default the function's output is projected on fixed random weights, and the gradient of
 * that scalar is compared element by element with {@code (L(x + h) - L(x - h)) / 2h}; {@link
 * Coverage} has other ways. Order 2 does the same for the gradient projected on random weights, and
 * so on; of each order but the last, the gradient is also taken as it is recorded for the next. At
 * each order {@code <u, J v>} from forward mode is compared with {@code <J^T u, v>} from reverse
 * mode. Inputs should keep away from kinks by more than the step h.
 *
 * <p>A failure says which function, order, input and element, what was found and expected, which
 * recorded call is wrong by itself, and the likely cause.
 *
 * @param name what messages call the function; empty for the names of its operations
 * @param order how often to differentiate: 1 or more
 * @param step h, for elements of size about 1
 * @param tolerance the largest accepted difference, relative to 1 + the larger of the two values
 * @param coverage how much of the Jacobian is compared
 */
public record GradCheck(String name, int order, double step, double tolerance, Coverage coverage) {

  /** How much of the Jacobian is compared. */
  public enum Coverage {
    /** One random weighting of the outputs, every element of the inputs: the default. */
    PROJECTION,
    /** Every output element by every input element: for small functions. */
    JACOBIAN,
    /** A few random directions, two evaluations each: for large functions. */
    DIRECTIONS
  }

  public GradCheck {
    if (order < 1) {
      throw new IllegalArgumentException(
          "check: the order is " + order + ", but must be at least 1");
    }
  }

  public GradCheck(int order, double step, double tolerance) {
    this("", order, step, tolerance, Coverage.PROJECTION);
  }

  /** A check of the given order with a step and a tolerance that suit smooth functions. */
  public static GradCheck ofOrder(int order) {
    return new GradCheck(order, 1e-5, 1e-6);
  }

  /** This check under a name of the function's own. */
  public GradCheck named(String other) {
    return new GradCheck(other, order, step, tolerance, coverage);
  }

  /** This check of every element of the Jacobian. */
  public GradCheck ofWholeJacobian() {
    return new GradCheck(name, order, step, tolerance, Coverage.JACOBIAN);
  }

  /** This check along random directions. */
  public GradCheck alongDirections() {
    return new GradCheck(name, order, step, tolerance, Coverage.DIRECTIONS);
  }

  /**
   * Checks a function at a point.
   *
   * @param inputs float64 tensors, which may be strided views but must not repeat or share elements
   * @throws IllegalArgumentException if an input or the output is not float64, or elements are
   *     shared
   * @throws AssertionError naming the function, order, input and element of the worst difference,
   *     if it exceeds the tolerance; or if two evaluations or the two modes disagree
   */
  public void check(TensorFunction function, Tensor... inputs) {
    Memory.requireUsable(inputs);
    requireDeterministic(function, inputs);
    TensorFunction current = function;
    for (int level = 1; level <= order; level++) {
      compare(level, current, inputs);
      Point.of(current, inputs).requireModesAgree(level, this);
      current = Point.projectedGradient(current);
    }
  }

  /** The two modes alone: {@code <u, J v> = <J^T u, v>} for random u and v. */
  public void checkForwardAgainstReverse(TensorFunction function, Tensor... inputs) {
    Memory.requireUsable(inputs);
    Point.of(function, inputs).requireModesAgree(1, this);
  }

  private void requireDeterministic(TensorFunction function, Tensor[] inputs) {
    Point first = Point.of(function, inputs);
    Point second = Point.of(function, inputs);
    requireSame("its value", first, first.output().tensor(), second.output().tensor());
    Tensor weights = Point.weights("output", first.output().tensor().shape());
    List<Tensor> before = first.gradients(weights, false);
    List<Tensor> after = second.gradients(weights, false);
    for (int i = 0; i < inputs.length; i++) {
      requireSame("its gradient by input " + i, first, before.get(i), after.get(i));
    }
  }

  private void requireSame(String what, Point point, Tensor first, Tensor second) {
    if (!first.shape().equals(second.shape())) {
      throw new AssertionError(
          "%s: %s has shape %s, then %s for the same inputs%n  likely cause: %s"
              .formatted(title(point), what, first.shape(), second.shape(), LikelyCause.CHANGING));
    }
    double[] a = first.toDoubleArray();
    double[] b = second.toDoubleArray();
    int at = Arrays.mismatch(a, b);
    if (at >= 0) {
      throw new AssertionError(
          "%s: %s at %s is %s, then %s for the same inputs%n  likely cause: %s"
              .formatted(
                  title(point),
                  what,
                  Arrays.toString(first.shape().index(at)),
                  a[at],
                  b[at],
                  LikelyCause.CHANGING));
    }
  }

  /** What a message starts with: the given name, or those of the operations. */
  String title(Point point) {
    return name.isEmpty() ? point.opNames() : name;
  }

  private void compare(int level, TensorFunction function, Tensor[] inputs) {
    Difference worst = worst(level, function, inputs);
    if (worst != null) {
      throw new AssertionError(new Diagnosis(this, function, inputs).of(worst));
    }
  }

  /** The worst difference at one order; null if all is well. */
  @Nullable Difference worst(int level, TensorFunction function, Tensor[] inputs) {
    List<Boolean> ways = level < order ? List.of(false, true) : List.of(false);
    Comparison comparison = new Comparison(level, ways, function, inputs, this);
    switch (coverage) {
      case PROJECTION -> comparison.projections();
      case JACOBIAN -> comparison.jacobians();
      case DIRECTIONS -> comparison.directions();
    }
    return comparison.worst();
  }

  /** Leaves of a tape for these tensors. */
  static List<Variable> variables(Tape tape, Tensor... inputs) {
    return Arrays.stream(inputs).map(tape::variable).toList();
  }
}
