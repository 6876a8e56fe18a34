package dev.loci.tensor.kernel;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Runs the SIMD kernels on a side thread until they are fast, then hands them over.
 *
 * <p>Nothing public tells that a method is compiled, so each kernel is timed against its scalar
 * form on the same private data. The thread is a daemon. It sleeps first, so that a short program
 * pays for nothing, and ends after a fixed time at the latest.
 */
final class WarmUp implements Runnable {
  private static final long DELAY_MILLIS = 200;
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private final Kernels scalar;
  private final Supplier<Kernels> simd;
  private final BiConsumer<WarmUp, Kernels> whenFast;
  private volatile boolean cancelled;

  private WarmUp(Kernels scalar, Supplier<Kernels> simd, BiConsumer<WarmUp, Kernels> whenFast) {
    this.scalar = scalar;
    this.simd = simd;
    this.whenFast = whenFast;
  }

  /**
   * Starts the thread.
   *
   * @param whenFast told of the kernels once they are fast
   */
  static WarmUp start(
      Kernels scalar, Supplier<Kernels> simd, BiConsumer<WarmUp, Kernels> whenFast) {
    WarmUp warmUp = new WarmUp(scalar, simd, whenFast);
    Thread thread = new Thread(warmUp, "loci-kernel-warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    return warmUp;
  }

  /** Ends the thread soon, without a hand-over. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void run() {
    try {
      Thread.sleep(DELAY_MILLIS);
    } catch (InterruptedException e) {
      return;
    }
    Kernels fast = simd.get();
    List<Probe> probes = Probe.all();
    long end = System.nanoTime() + LIMIT_NANOS;
    int pending = probes.size();
    // In turns, because the probes wait for the same few compiler threads and share many methods.
    while (pending > 0 && System.nanoTime() - end < 0 && !cancelled) {
      pending = 0;
      for (Probe probe : probes) {
        if (!cancelled && !probe.isFast(scalar, fast)) {
          pending++;
        }
      }
    }
    // On a busy machine some may have had no quiet moment; they are compiled in use.
    if (!cancelled && 2 * pending < probes.size()) {
      whenFast.accept(this, fast);
    }
  }
}
