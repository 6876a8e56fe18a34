package dev.loci.tasks.recall.theory;

/** Checks of the numbers that a construction is made for. */
final class Sizes {
  private Sizes() {}

  static void require(int subjects, int relations, int hops) {
    if (subjects < 2 || relations < 1 || hops < 1) {
      throw new IllegalArgumentException(
          "construct: %d subjects, %d relations and %d hops, expected at least 2, 1 and 1"
              .formatted(subjects, relations, hops));
    }
  }

  /** {@code base^exponent}, or a number above all limits if it is larger than 2^40. */
  static long power(int base, int exponent) {
    long most = 1L << 40;
    long power = 1;
    for (int i = 0; i < exponent && base > 1 && power <= most; i++) {
      power *= base;
    }
    return Math.min(power, most);
  }

  /** A width as an int, once the layout has limited it. */
  static int width(long width) {
    return Math.toIntExact(width);
  }

  /**
   * A number of tokens as an int.
   *
   * @throws IllegalArgumentException if it is too large
   */
  static int vocabulary(long tokens) {
    if (tokens > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "construct: a vocabulary of %d tokens, expected at most %d"
              .formatted(tokens, Integer.MAX_VALUE));
    }
    return (int) tokens;
  }
}
