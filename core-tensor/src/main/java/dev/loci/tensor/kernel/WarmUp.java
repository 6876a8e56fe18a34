package dev.loci.tensor.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Runs the SIMD kernels that a program uses on a side thread until they are fast, hands them over
 * one by one, and in the end all of them.
 *
 * <p>Nothing public tells that a method is compiled, so each kernel is timed against its scalar
 * form on the same private data. The thread is a daemon. It waits for the first product that is
 * large enough to matter, or a while, so that a short program pays for nothing; and it ends after a
 * fixed time at the latest.
 */
final class WarmUp implements Runnable {
  /** Programs whose products stay small do well on scalar kernels for this long. */
  private static final long PATIENCE_MILLIS = 5000;

  private static final long LIMIT_NANOS = 5_000_000_000L;

  /** When for so long nothing new has been used, the program has most likely shown all it does. */
  private static final long QUIET_NANOS = 300_000_000L;

  private static final long PAUSE_MILLIS = 5;

  private static final int AT_A_TIME = 6;

  private static final Logger LOGGER = System.getLogger(WarmUp.class.getName());

  private final Kernels<float[]> scalar;
  private final WarmingKernels warming;
  private final Supplier<Kernels<float[]>> simd;
  private final BiConsumer<WarmUp, Kernels<float[]>> whenFast;
  private volatile boolean cancelled;

  private WarmUp(
      Kernels<float[]> scalar,
      WarmingKernels warming,
      Supplier<Kernels<float[]>> simd,
      BiConsumer<WarmUp, Kernels<float[]>> whenFast) {
    this.scalar = scalar;
    this.warming = warming;
    this.simd = simd;
    this.whenFast = whenFast;
  }

  /**
   * Starts the thread.
   *
   * @param warming what runs meanwhile
   * @param whenFast told of the kernels once those in use are fast
   */
  static WarmUp start(
      Kernels<float[]> scalar,
      WarmingKernels warming,
      Supplier<Kernels<float[]>> simd,
      BiConsumer<WarmUp, Kernels<float[]>> whenFast) {
    WarmUp warmUp = new WarmUp(scalar, warming, simd, whenFast);
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
      warming.awaitUrgency(PATIENCE_MILLIS);
      Parallel.computeAlone();
      warm(Probe.all(warming), simd.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void warm(List<Probe> probes, Kernels<float[]> fast) throws InterruptedException {
    long now = System.nanoTime();
    long end = now + LIMIT_NANOS;
    long calm = now + QUIET_NANOS;
    while (now - end < 0 && now - calm < 0 && !cancelled) {
      List<Probe> slow = probes.stream().filter(Probe::isWanted).toList();
      if (slow.isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
      } else {
        round(slow, fast);
        calm = System.nanoTime() + QUIET_NANOS;
      }
      now = System.nanoTime();
    }
    if (!cancelled) {
      conclude(fast, probes.stream().filter(Probe::isWanted).count());
    }
  }

  /**
   * Products alone as long as they are slow, because they matter most and the compiler works off
   * one method after the other; then a few at a time, in turns because they share methods.
   */
  private void round(List<Probe> slow, Kernels<float[]> fast) {
    for (Probe probe : slow.subList(0, Math.min(AT_A_TIME, slow.size()))) {
      if (cancelled || (slow.getFirst().isProduct() && !probe.isProduct())) {
        return;
      }
      probe.run(scalar, fast);
    }
  }

  /**
   * Those that are not fast yet are compiled in use: a step or two, not the rest of the program.
   */
  private void conclude(Kernels<float[]> fast, long slow) {
    LOGGER.log(
        Level.DEBUG,
        "The kernels now run as {0}; {1} of those in use were still slow when measured.",
        fast.description(),
        slow);
    whenFast.accept(this, fast);
  }
}
