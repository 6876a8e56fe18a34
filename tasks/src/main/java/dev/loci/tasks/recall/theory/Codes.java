package dev.loci.tasks.recall.theory;

/**
 * Codes of numbers {@code 0..n-1}, as coordinates between 0 and 1 that a gate can pass or stop.
 * What is read from the gates is {@code u = 2 z - 1}.
 *
 * <p>Decoding: with rows {@code u(a)} of the output matrix and a vector y with {@code u_i(a*) y_i >
 * 0} for every i, the largest {@code <u(a), y>} of binary codes is that of a*, for {@code <u(a*) -
 * u(a), y>} is the sum of {@code 2 u_i(a*) y_i} over the places where the codes differ. If y is
 * u(a*) itself, the next best is 2 behind, and rows of zeros are b behind.
 */
public enum Codes {
  /** Binary: {@code b = max(1, ceil(log2 n))} coordinates, each 0 or 1; u is -1 or 1. */
  BITS {
    @Override
    int width(int n) {
      return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(n - 1));
    }

    @Override
    double level(int a, int i, int n) {
      return a >> i & 1;
    }

    @Override
    double margin(int n) {
      return Math.min(2, width(n));
    }
  },

  /** Two coordinates, whatever n: the point of a regular n-gon on the unit circle. */
  CIRCLE {
    @Override
    int width(int n) {
      return 2;
    }

    @Override
    double level(int a, int i, int n) {
      double angle = 2 * Math.PI * a / n;
      return (1 + (i == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle))) / 2;
    }

    @Override
    double margin(int n) {
      return Math.min(1, 1 - StrictMath.cos(2 * Math.PI / n));
    }
  };

  /** The number of coordinates of a code for n numbers. */
  abstract int width(int n);

  /** Coordinate i of the code of a, from 0 to 1. */
  abstract double level(int a, int i, int n);

  /** How far right answers are ahead of all others and of rows of zeros. */
  abstract double margin(int n);

  /** Coordinate i of u(a). */
  double sign(int a, int i, int n) {
    return 2 * level(a, i, n) - 1;
  }
}
