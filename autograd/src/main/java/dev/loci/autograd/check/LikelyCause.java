package dev.loci.autograd.check;

import dev.loci.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Guesses from two Jacobians, the one computed and the one measured, what a programmer did. Each
 * guess is a pattern that the common mistake leaves behind; the first that fits is named.
 */
record LikelyCause(Evidence evidence) {
  static final String CHANGING =
      "non-deterministic: it draws random numbers, or keeps state between calls";
  static final String TWO_WAYS =
      "the rule is not linear in the gradient it is given, or a fused op's rule and its definition"
          + " disagree, or the rule itself is detached";
  private static final String UNKNOWN = "none of the usual ones fits; look at the rule's formula";

  /**
   * What is known about a wrong gradient.
   *
   * @param analytic as the engine computes it
   * @param numeric from finite differences
   * @param uses how often the input is used
   * @param oneSided slopes to the right and to the left at the worst element
   * @param frozen whether the analytic stays the same when the input moves and the numeric does not
   * @param parts contributions that add up to the right gradient, each with the name of its call
   * @param projected the analytic gradient that corresponds to the parts
   */
  record Evidence(
      Jacobian analytic,
      Jacobian numeric,
      int uses,
      double[] oneSided,
      boolean frozen,
      List<Part> parts,
      double[] projected) {

    static Evidence of(Jacobian analytic, Jacobian numeric) {
      return new Evidence(
          analytic, numeric, 1, new double[] {0, 0}, false, List.of(), new double[0]);
    }
  }

  /** One contribution to a gradient. */
  record Part(String call, double[] gradient) {}

  /** Whether two values are the same up to rounding of finite differences. */
  static boolean close(double a, double b) {
    return Math.abs(a - b) <= 1e-4 * (0.01 + Math.max(Math.abs(a), Math.abs(b)));
  }

  /** The cause in a few words. */
  String describe() {
    List<@Nullable String> guesses = new ArrayList<>();
    guesses.add(notFinite());
    guesses.add(kink());
    guesses.add(zero());
    guesses.add(frozen());
    guesses.add(droppedPart());
    guesses.add(missingSum());
    guesses.add(factor());
    guesses.add(wrongAxis());
    guesses.add(swappedAxes());
    guesses.add(mask());
    for (String guess : guesses) {
      if (guess != null) {
        return guess;
      }
    }
    return UNKNOWN;
  }

  private Jacobian analytic() {
    return evidence.analytic();
  }

  private Jacobian numeric() {
    return evidence.numeric();
  }

  private @Nullable String notFinite() {
    for (double[] values : List.of(analytic().values(), numeric().values())) {
      for (double value : values) {
        if (!Double.isFinite(value)) {
          return "NaN or infinity: the point lies outside the function's domain, or on a pole";
        }
      }
    }
    return null;
  }

  private @Nullable String kink() {
    double right = evidence.oneSided()[0];
    double left = evidence.oneSided()[1];
    boolean apart = Math.abs(right - left) > 1e-2 * (1 + Math.max(Math.abs(right), Math.abs(left)));
    return apart
        ? "a kink or jump near the point: the slope is %.4g to the left and %.4g to the right"
            .formatted(left, right)
        : null;
  }

  private @Nullable String zero() {
    return analytic().is(0, analytic()) && !numeric().is(0, numeric())
        ? "zero gradient: a detached branch, or a rule that gives null for this input"
        : null;
  }

  private @Nullable String frozen() {
    return evidence.frozen()
        ? "the gradient stays the same when the input moves: a stale saved value"
        : null;
  }

  private @Nullable String droppedPart() {
    double[] total = new double[evidence.projected().length];
    for (Part part : evidence.parts()) {
      for (int i = 0; i < total.length; i++) {
        total[i] += part.gradient()[i];
      }
    }
    for (Part part : evidence.parts()) {
      boolean lacking = evidence.parts().size() > 1;
      for (int i = 0; i < total.length; i++) {
        lacking &= close(evidence.projected()[i], total[i] - part.gradient()[i]);
      }
      if (lacking) {
        return "dropped accumulation: of %d uses of the input the part through %s is missing"
            .formatted(evidence.parts().size(), part.call());
      }
    }
    return null;
  }

  /** A sum over an axis that the input is repeated along: only a slice of it, or the mean. */
  private @Nullable String missingSum() {
    for (int axis : repeatedAxes()) {
      int extent = numeric().output().dim(axis);
      for (int k = 0; k < extent; k++) {
        if (onlySlice(axis, k)) {
          return "missing un-broadcast: only slice %d of %d of the output's axis %d is counted"
                  .formatted(k, extent, axis)
              + ", not the sum";
        }
      }
      if (numeric().is(extent, analytic())) {
        return "missing un-broadcast: the %d slices of the output's axis %d are averaged, not summed"
            .formatted(extent, axis);
      }
    }
    return null;
  }

  /** Output axes that a broadcast input of this shape is repeated along. */
  private List<Integer> repeatedAxes() {
    List<Integer> axes = new ArrayList<>();
    Shape output = numeric().output();
    int missing = output.rank() - numeric().input().rank();
    for (int axis = 0; axis < output.rank(); axis++) {
      int extent = axis < missing ? 1 : numeric().input().dim(axis - missing);
      if (extent == 1 && output.dim(axis) > 1) {
        axes.add(axis);
      }
    }
    return axes;
  }

  private boolean onlySlice(int axis, int k) {
    for (int row = 0; row < numeric().rows(); row++) {
      boolean counted = numeric().output().index(row)[axis] == k;
      for (int column = 0; column < numeric().columns(); column++) {
        double expected = counted ? numeric().at(row, column) : 0;
        if (!close(analytic().at(row, column), expected)) {
          return false;
        }
      }
    }
    return true;
  }

  private @Nullable String factor() {
    double[] found = analytic().values();
    int largest = 0;
    int significant = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.abs(found[i]) > Math.abs(found[largest]) ? i : largest;
      significant += close(found[i], 0) ? 0 : 1;
    }
    if (significant == 0) {
      return null;
    }
    double factor = numeric().values()[largest] / found[largest];
    if (!numeric().is(factor, analytic()) || (significant == 1 && !simple(factor))) {
      return null;
    }
    return named(factor);
  }

  /** Whether a factor is of the kind people forget: a ratio of small integers. */
  private static boolean simple(double factor) {
    for (int denominator = 1; denominator <= 4; denominator++) {
      if (Math.abs(factor * denominator - Math.rint(factor * denominator)) < 1e-4) {
        return Math.abs(factor * denominator) <= 12;
      }
    }
    return false;
  }

  private String named(double factor) {
    if (close(factor, -1)) {
      return "wrong sign";
    }
    if (close(factor, 0)) {
      return "a gradient where there should be none: the output does not depend on this input";
    }
    String size = String.format(Locale.ROOT, "%.4g", factor);
    if (evidence.uses() > 1 && close(factor, evidence.uses())) {
      return "dropped accumulation: the input is used %d times, and only one is counted"
          .formatted(evidence.uses());
    }
    return close(factor, 2)
        ? "missing factor 2, or one of two equal contributions dropped"
        : "missing or extra factor: the numeric gradient is %s times the analytic one"
            .formatted(size);
  }

  /**
   * Pairs of an output and an input axis that a Jacobian keeps apart: another position along the
   * one never depends on the other. A reduction mixes positions along its axis only.
   */
  private static List<List<Integer>> apart(Jacobian jacobian) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int o = 0; o < jacobian.output().rank(); o++) {
      for (int i = 0; i < jacobian.input().rank(); i++) {
        boolean sameExtent = jacobian.output().dim(o) == jacobian.input().dim(i);
        if (sameExtent && jacobian.input().dim(i) > 1 && keepsApart(jacobian, o, i)) {
          pairs.add(List.of(o, i));
        }
      }
    }
    return pairs;
  }

  private static boolean keepsApart(Jacobian jacobian, int outputAxis, int inputAxis) {
    for (int row = 0; row < jacobian.rows(); row++) {
      int at = jacobian.output().index(row)[outputAxis];
      for (int column = 0; column < jacobian.columns(); column++) {
        boolean same = jacobian.input().index(column)[inputAxis] == at;
        if (!same && !close(jacobian.at(row, column), 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private @Nullable String wrongAxis() {
    List<List<Integer>> expected = apart(numeric());
    List<List<Integer>> found = apart(analytic());
    List<List<Integer>> lost = expected.stream().filter(pair -> !found.contains(pair)).toList();
    List<List<Integer>> gained = found.stream().filter(pair -> !expected.contains(pair)).toList();
    boolean reduces = evidence.numeric().output().size() <= evidence.numeric().input().size();
    if (lost.isEmpty() || gained.isEmpty() || !reduces || matrices()) {
      return null;
    }
    return ("wrong reduction axis: the function keeps positions along input axis %d apart,"
            + " the rule those along axis %d")
        .formatted(lost.get(0).get(1), gained.get(0).get(1));
  }

  /** Whether an exact swap of axes explains more than a reduction does: products of matrices. */
  private boolean matrices() {
    return numeric().output().rank() == numeric().input().rank() && swappedAxes() != null;
  }

  private @Nullable String swappedAxes() {
    Shape joint = numeric().joint();
    for (int a = 0; a < joint.rank(); a++) {
      for (int b = a + 1; b < joint.rank(); b++) {
        if (joint.dim(a) > 1
            && joint.dim(a) == joint.dim(b)
            && analytic().swapped(a, b).is(1, numeric())) {
          return "transposed operand: it fits with %s and %s swapped".formatted(axis(a), axis(b));
        }
      }
    }
    return null;
  }

  private String axis(int joint) {
    int outputs = numeric().output().rank();
    return joint < outputs ? "output axis " + joint : "input axis " + (joint - outputs);
  }

  /** Right wherever both are other than zero: the two disagree on which elements take part. */
  private @Nullable String mask() {
    String first = null;
    boolean agree = false;
    for (int at = 0; at < numeric().values().length; at++) {
      double found = analytic().values()[at];
      double expected = numeric().values()[at];
      if (close(found, expected)) {
        agree |= !close(expected, 0);
      } else if (close(found, 0) || close(expected, 0)) {
        first = first == null ? masked(at, close(found, 0)) : first;
      } else {
        return null;
      }
    }
    return agree ? first : null;
  }

  private String masked(int at, boolean dropped) {
    return "another mask than the function's, perhaps off by one: the rule %s input element %s for"
            .formatted(
                dropped ? "drops" : "lets through",
                index(numeric().input(), at % numeric().columns()))
        + " output element "
        + index(numeric().output(), at / numeric().columns());
  }

  private static String index(Shape shape, int element) {
    return Arrays.toString(shape.index(element));
  }
}
