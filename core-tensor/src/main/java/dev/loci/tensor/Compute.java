package dev.loci.tensor;

import dev.loci.tensor.kernel.KernelSelector;
import dev.loci.tensor.kernel.Parallel;

/**
 * How tensors are computed on this machine. Nothing here changes a bit of any result, only how soon
 * it is there.
 *
 * <p>At the start the system properties {@code loci.kernels} (auto, scalar, simd) and {@code
 * loci.threads} decide.
 */
public final class Compute {
  /** Which float32 kernels run. */
  public enum Mode {
    /** Scalar kernels at once, SIMD ones as soon as they are compiled. */
    AUTO,
    SCALAR,
    /** SIMD kernels from the first call. */
    SIMD
  }

  private Compute() {}

  /**
   * Chooses the kernels.
   *
   * @throws IllegalStateException if SIMD is asked for and there is none, saying why
   */
  public static void select(Mode mode) {
    KernelSelector.select(KernelSelector.Mode.valueOf(mode.name()));
  }

  /** What runs now, such as "scalar" or "simd 512-bit". */
  public static String kernels() {
    return KernelSelector.active().description();
  }

  /** How many threads share the work, the caller included. */
  public static int threads() {
    return Parallel.threads();
  }

  /** Sets how many threads share the work, from 1. */
  public static void setThreads(int threads) {
    Parallel.setThreads(threads);
  }
}
