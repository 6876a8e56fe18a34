package dev.loci.autograd.check;

import dev.loci.autograd.TensorFunction;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares analytic with numeric gradients and remembers the worst difference. */
final class Comparison {
  private static final int DIRECTIONS = 4;

  private final int level;
  private final List<Boolean> ways;
  private final TensorFunction function;
  private final Tensor[] inputs;
  private final GradCheck check;
  private final FiniteDifferences numeric;
  private @Nullable Difference worst;

  /**
   * A comparison that has seen nothing yet.
   *
   * @param ways to take the analytic gradient: recorded or not
   */
  Comparison(
      int level, List<Boolean> ways, TensorFunction function, Tensor[] inputs, GradCheck check) {
    this.level = level;
    this.ways = ways;
    this.function = function;
    this.inputs = inputs;
    this.check = check;
    this.numeric = new FiniteDifferences(function, inputs, check.step());
  }

  /** The worst difference that exceeds the tolerance; null if there is none. */
  @Nullable Difference worst() {
    return worst;
  }

  private void note(Difference difference) {
    if (!(difference.error() <= check.tolerance()) // NaN counts as an error
        && (worst == null || !(difference.error() <= worst.error()))) {
      worst = difference;
    }
  }

  private Difference difference(
      boolean recorded, String where, int input, int element, double analytic, double slope) {
    String what = (recorded ? "recorded gradient" : "gradient") + " of order " + level;
    return new Difference(what, where, recorded, input, element, analytic, slope);
  }

  private static String index(Shape shape, int element) {
    return Arrays.toString(shape.index(element));
  }

  /** All input elements under one random weighting of the outputs. */
  void projections() {
    Point point = Point.of(function, inputs);
    Tensor weights = Point.weights("output", point.output().tensor().shape());
    // All analytic ones first: differences change the inputs, which a tape would refuse.
    List<List<Tensor>> analytic =
        ways.stream().map(recorded -> point.gradients(weights, recorded)).toList();
    for (int i = 0; i < inputs.length; i++) {
      Shape shape = inputs[i].shape();
      for (int e = 0; e < shape.size(); e++) {
        double slope = numeric.slope(weights, i, e);
        for (int way = 0; way < ways.size(); way++) {
          double found = analytic.get(way).get(i).get(shape.index(e));
          String where = "by input %d at %s".formatted(i, index(shape, e));
          note(difference(ways.get(way), where, i, e, found, slope));
        }
      }
    }
  }

  /** Every output element by every input element. */
  void jacobians() {
    for (int i = 0; i < inputs.length; i++) {
      Jacobian expected = Jacobian.numeric(function, inputs, i, check.step());
      for (boolean recorded : ways) {
        Jacobian found = Jacobian.analytic(function, inputs, i, recorded);
        for (int at = 0; at < found.values().length; at++) {
          int row = at / found.columns();
          int column = at % found.columns();
          String where =
              "of output element %s by input %d at %s"
                  .formatted(index(found.output(), row), i, index(found.input(), column));
          note(
              difference(
                  recorded, where, i, column, found.at(row, column), expected.at(row, column)));
        }
      }
    }
  }

  /** Slopes along random directions. */
  void directions() {
    for (int n = 0; n < DIRECTIONS; n++) {
      Point point = Point.of(function, inputs);
      Tensor weights = Point.weights("output " + n, point.output().tensor().shape());
      List<Tensor> directions = point.directions("direction " + n);
      double[] found =
          ways.stream()
              .mapToDouble(way -> Point.dot(point.gradients(weights, way), directions))
              .toArray();
      double slope = numeric.slope(weights, directions);
      for (int way = 0; way < ways.size(); way++) {
        note(difference(ways.get(way), "along direction " + n, -1, -1, found[way], slope));
      }
    }
  }
}
