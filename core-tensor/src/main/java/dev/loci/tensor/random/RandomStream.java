package dev.loci.tensor.random;

/**
 * An explicit stream of random numbers that splits by name. A child depends on the seed and the
 * names on the way to it, not on what was drawn from its parent, so drawing more in one place
 * changes nothing elsewhere.
 *
 * <p>The generator is xoshiro256++ 1.0, its state filled by SplitMix64 (Blackman and Vigna,
 * "Scrambled linear pseudorandom number generators", 2021; Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014).
 *
 * <p>Not safe for use by several threads at once; give each its own split.
 */
public final class RandomStream {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long key;
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  private RandomStream(long key) {
    this.key = key;
    long z = key;
    s0 = mix(z += GOLDEN);
    s1 = mix(z += GOLDEN);
    s2 = mix(z += GOLDEN);
    s3 = mix(z + GOLDEN);
  }

  /** Returns the stream of a seed. */
  public static RandomStream of(long seed) {
    return new RandomStream(seed);
  }

  /** Returns the child of that name, always at its beginning; this stream stays where it is. */
  public RandomStream split(String name) {
    long hash = 0xcbf29ce484222325L; // FNV-1a over the characters
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return new RandomStream(mix(mix(key) + Long.rotateLeft(hash, 32) * GOLDEN));
  }

  /** Goes on from where another stream is, as if it were that. */
  public void become(RandomStream other) {
    key = other.key;
    s0 = other.s0;
    s1 = other.s1;
    s2 = other.s2;
    s3 = other.s3;
  }

  /** The output function of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Returns 64 random bits. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Returns 32 random bits. */
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  /** Returns a multiple of 2^-24 in [0, 1). */
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1p-24f;
  }

  /** Returns a multiple of 2^-53 in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Returns a number from 0 to n-1, each equally likely (Lemire, "Fast random integer generation in
   * an interval", 2019).
   *
   * @throws IllegalArgumentException if n is not positive
   */
  public int below(int n) {
    if (n <= 0) {
      throw new IllegalArgumentException("below: the bound must be positive, but is " + n);
    }
    long threshold = (1L << 32) % n;
    long product;
    do {
      product = Integer.toUnsignedLong(nextInt()) * n;
    } while ((product & 0xffffffffL) < threshold);
    return (int) (product >>> 32);
  }

  /** Returns a normal of mean 0 and standard deviation 1 (Box-Muller), from two draws. */
  public double normal() {
    double radius = radius();
    return radius * StrictMath.cos(angle());
  }

  private double radius() {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
  }

  private double angle() {
    return 2 * Math.PI * nextDouble();
  }

  /** Fills the array with normals; both numbers of a Box-Muller pair are used. */
  public void fillNormal(float[] values, float mean, float std) {
    for (int i = 0; i < values.length; i += 2) {
      double radius = radius();
      double angle = angle();
      values[i] = (float) (mean + std * radius * StrictMath.cos(angle));
      if (i + 1 < values.length) {
        values[i + 1] = (float) (mean + std * radius * StrictMath.sin(angle));
      }
    }
  }

  /**
   * Fills the array with uniforms from {@code low} (inclusive) to {@code high} (exclusive, but for
   * rounding).
   */
  public void fillUniform(float[] values, float low, float high) {
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * nextFloat();
    }
  }

  /** Shuffles in place; every order is equally likely. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
