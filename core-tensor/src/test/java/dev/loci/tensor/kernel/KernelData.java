package dev.loci.tensor.kernel;

import java.util.SplittableRandom;

/** Inputs for kernel tests, the same in every run. */
final class KernelData {
  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    0x1p-127f,
    -0x1p-127f,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.72283f,
    88.72284f,
    -87.33655f,
    -103.97208f,
    -103.97209f,
    -10.2f,
    0.55f,
    0.75f
  };

  private KernelData() {}

  /**
   * Ordinary numbers, a tenth of them drawn from all bit patterns and the edges of the functions.
   */
  static float[] wild(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.nextInt(20)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            default -> (float) (random.nextDouble(-1, 1) * 12);
          };
    }
    return x;
  }

  /** Finite numbers of many sizes and both signs, tiny ones and -0 among them. */
  static float[] finite(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.nextInt(20)) {
            case 0 -> -0f;
            case 1 -> (float) (random.nextDouble(-1, 1) * 1e-30);
            case 2 -> (float) (random.nextDouble(-1, 1) * 1e6);
            default -> (float) random.nextDouble(-1, 1);
          };
    }
    return x;
  }
}
