package dev.loci.tensor.random;

/**
 * The stream of random floats that the papers' initial weights were drawn from: PyTorch's generator
 * on the CPU, with its way to fill a tensor with normals (Box and Muller, "A note on the generation
 * of random normal deviates", 1958, in blocks of 16).
 *
 * <p>The integers and uniforms are exact. The normals round to float after every step, as PyTorch's
 * do, but with StrictMath: they agree to a unit or two in the last place.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FrameworkRandom {
  private static final int BLOCK = 16;
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final MersenneTwister twister;

  private FrameworkRandom(MersenneTwister twister) {
    this.twister = twister;
  }

  /** Returns a generator in the state that {@code torch.manual_seed(seed)} leaves behind. */
  public static FrameworkRandom seeded(int seed) {
    return new FrameworkRandom(MersenneTwister.seeded(seed));
  }

  /** Returns a multiple of 2^-24 in [0, 1). */
  public float uniform() {
    return (twister.nextInt() & 0xffffff) * 0x1p-24f;
  }

  /** Draws and forgets n uniforms, as initialisations do whose result is overwritten. */
  public void skip(long n) {
    for (long i = 0; i < n; i++) {
      twister.nextInt();
    }
  }

  /** Draws and forgets what constructing a default linear layer consumes. */
  public void skipLinear(int outputs, int inputs, boolean bias) {
    skip((long) outputs * inputs + (bias ? outputs : 0));
  }

  /**
   * Fills the array with normals. When its length is no multiple of 16, the last 16 elements are
   * drawn anew.
   *
   * @throws IllegalArgumentException if there are fewer than 16 elements (PyTorch draws those from
   *     another stream)
   */
  public void fillNormal(float[] values, float mean, float std) {
    int n = values.length;
    if (n < BLOCK) {
      throw new IllegalArgumentException(
          "fillNormal: " + n + " elements, but this stream is defined for 16 or more");
    }
    fillUniform(values, 0);
    for (int block = 0; block + BLOCK <= n; block += BLOCK) {
      transform(values, block, mean, std);
    }
    if (n % BLOCK != 0) {
      fillUniform(values, n - BLOCK);
      transform(values, n - BLOCK, mean, std);
    }
  }

  /** Draws and forgets what {@link #fillNormal} consumes for n elements. */
  public void skipNormal(long n) {
    skip(n + (n % BLOCK == 0 ? 0 : BLOCK));
  }

  private void fillUniform(float[] values, int from) {
    for (int i = from; i < values.length; i++) {
      values[i] = uniform();
    }
  }

  private static void transform(float[] a, int from, float mean, float std) {
    for (int i = from; i < from + BLOCK / 2; i++) {
      float radius = (float) StrictMath.sqrt(-2 * (float) StrictMath.log(1 - a[i]));
      float angle = TWO_PI * a[i + BLOCK / 2];
      a[i] = radius * (float) StrictMath.cos(angle) * std + mean;
      a[i + BLOCK / 2] = radius * (float) StrictMath.sin(angle) * std + mean;
    }
  }
}
