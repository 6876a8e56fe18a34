package dev.loci.autograd.check;

/**
 * Two values that should agree.
 *
 * @param what the gradient, such as {@code recorded gradient of order 1}
 * @param where the place in it, such as {@code by input 0 at [1, 2]}
 * @param input the number of the input, -1 for all together
 * @param element which element of the input, in row-major order, -1 for all together
 */
record Difference(
    String what,
    String where,
    boolean recorded,
    int input,
    int element,
    double analytic,
    double numeric) {

  /** The difference relative to 1 + the larger of the two. */
  static double error(double a, double b) {
    return Math.abs(a - b) / (1 + Math.max(Math.abs(a), Math.abs(b)));
  }

  double error() {
    return error(analytic, numeric);
  }

  @Override
  public String toString() {
    return "%s %s: analytic %s, numeric %s (relative error %.2g)"
        .formatted(what, where, analytic, numeric, error());
  }
}
