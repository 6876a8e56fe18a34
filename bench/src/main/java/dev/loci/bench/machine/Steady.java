package dev.loci.bench.machine;

import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.KernelSelector;

/** Waits until the kernels are those that a program ends up with. */
public final class Steady {
  private static final long PATIENCE_NANOS = 15_000_000_000L;
  private static final int LARGE = 256; // the rows of a product that calls for SIMD

  private Steady() {}

  /**
   * Returns when the SIMD kernels have taken over, at once where the mode is not auto or there are
   * none.
   */
  public static void await() {
    boolean auto = System.getProperty(KernelSelector.PROPERTY, "auto").equals("auto");
    boolean possible = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    long end = System.nanoTime() + PATIENCE_NANOS;
    Tensor x = Tensor.ones(LARGE, LARGE);
    x.matmul(x);
    while (auto && possible && !KernelSelector.isSimd() && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
