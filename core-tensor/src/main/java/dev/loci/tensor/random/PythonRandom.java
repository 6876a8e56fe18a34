package dev.loci.tensor.random;

/**
 * The integer part of Python's {@code random.Random}, bit for bit: the same seed gives the same
 * shuffles and choices as CPython 3 does.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PythonRandom {
  private final MersenneTwister twister;

  private PythonRandom(MersenneTwister twister) {
    this.twister = twister;
  }

  /**
   * Returns a generator seeded as {@code random.Random(seed)}: the key is the magnitude of the seed
   * in 32-bit words, the lowest first.
   */
  public static PythonRandom seeded(long seed) {
    long magnitude =
        Math.abs(seed); // the smallest long stays 2^63 when its words are read unsigned
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    return new PythonRandom(
        high == 0 ? MersenneTwister.seededByArray(low) : MersenneTwister.seededByArray(low, high));
  }

  /**
   * Returns k random bits, the highest of a 32-bit draw.
   *
   * @throws IllegalArgumentException unless {@code 1 <= k <= 32}
   */
  public int bits(int k) {
    if (k < 1 || k > 32) {
      throw new IllegalArgumentException("bits: " + k + " is not between 1 and 32");
    }
    return twister.nextInt() >>> (32 - k);
  }

  /**
   * Returns a number from 0 to n-1 ({@code randrange(n)}), by rejection.
   *
   * @throws IllegalArgumentException if n is not positive
   */
  public int below(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("below: the bound must be positive, but is " + n);
    }
    int k = Integer.SIZE - Integer.numberOfLeadingZeros(n);
    int drawn = bits(k);
    while (drawn >= n) {
      drawn = bits(k);
    }
    return drawn;
  }

  /**
   * Returns one of the values.
   *
   * @throws IllegalArgumentException if there is none
   */
  public int choice(int[] values) {
    return values[below(values.length)];
  }

  /** Shuffles in place, from the last element down. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** Shuffles in place, with the same draws as {@link #shuffle(int[])}. */
  public <T> void shuffle(T[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      T value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
