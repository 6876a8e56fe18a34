package dev.loci.tensor.kernel;

/**
 * The fused multiply-add that every float32 kernel is defined by: {@code a * b + c} with one
 * rounding.
 *
 * <p>{@link Math#fma(float, float, float)} gives these bits everywhere, but takes microseconds
 * where the processor has no such instruction. There the sum is formed in double with rounding to
 * odd, after which the cast to float rounds correctly (Boldo and Melquiond, "Emulation of FMA and
 * correctly rounded sums", 2008).
 */
public final class Fma {
  /** Whether the processor has the instruction, found by timing it once. */
  public static final boolean HARDWARE = isFast();

  private Fma() {}

  /** Returns {@code a * b + c}, rounded once. */
  public static float fma(float a, float b, float c) {
    return HARDWARE ? Math.fma(a, b, c) : emulated(a, b, c);
  }

  static float emulated(float a, float b, float c) {
    double product = (double) a * b; // exact: 24 + 24 bits fit into 53
    double sum = product + c;
    if (Double.isNaN(sum) || Double.isInfinite(sum)) {
      return (float) sum;
    }
    double shift = sum - product;
    double error = (product - (sum - shift)) + (c - shift);
    if (error != 0) {
      long bits = Double.doubleToRawLongBits(sum);
      if ((bits & 1) == 0) {
        sum = Double.longBitsToDouble((error > 0) == (sum > 0) ? bits + 1 : bits - 1);
      }
    }
    return (float) sum;
  }

  private static boolean isFast() {
    float x = 1;
    long best = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        x = Math.fma(x, 0.999f, 0.001f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    // 100 emulated ones take over 100 microseconds, 100 real ones under 10 even when interpreted.
    return best < 50_000 && !Float.isNaN(x);
  }
}
