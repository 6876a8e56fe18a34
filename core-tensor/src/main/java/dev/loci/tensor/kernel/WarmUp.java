package dev.loci.tensor.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Runs the SIMD kernels on a side thread until they are fast, then hands them over.
 *
 * <p>Nothing public tells that a method is compiled, so each kernel is timed against its scalar
 * form on the same private data. The thread is a daemon. It waits for the first product that is
 * large enough to matter, or a while, so that a short program pays for nothing; and it ends after a
 * fixed time at the latest.
 */
final class WarmUp implements Runnable {
  /** Programs whose products stay small do well on scalar kernels for this long. */
  private static final long PATIENCE_SECONDS = 5;

  private static final long LIMIT_NANOS = 3_000_000_000L;

  private static final int SCALAR_ROUNDS = 8;

  private static final Logger LOGGER = System.getLogger(WarmUp.class.getName());

  private static final CountDownLatch NEEDED = new CountDownLatch(1);

  private final Kernels<float[]> scalar;
  private final Supplier<Kernels<float[]>> simd;
  private final BiConsumer<WarmUp, Kernels<float[]>> whenFast;
  private volatile boolean cancelled;

  private WarmUp(
      Kernels<float[]> scalar,
      Supplier<Kernels<float[]>> simd,
      BiConsumer<WarmUp, Kernels<float[]>> whenFast) {
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
      Kernels<float[]> scalar,
      Supplier<Kernels<float[]>> simd,
      BiConsumer<WarmUp, Kernels<float[]>> whenFast) {
    WarmUp warmUp = new WarmUp(scalar, simd, whenFast);
    Thread thread = new Thread(warmUp, "loci-kernel-warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    return warmUp;
  }

  /** Notes that there is work that SIMD would do much faster. */
  static void hasten() {
    NEEDED.countDown();
  }

  /** Ends the thread soon, without a hand-over. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void run() {
    try {
      NEEDED.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return;
    }
    Parallel.computeAlone();
    List<Probe> probes = Probe.all();
    // Scalar first: behind vector code it would wait long for the compiler.
    for (int round = 0; round < SCALAR_ROUNDS && !cancelled; round++) {
      probes.forEach(probe -> probe.runScalar(scalar));
    }
    Kernels<float[]> fast = simd.get();
    long end = System.nanoTime() + LIMIT_NANOS;
    int slow = probes.size();
    // All in turns until all are fast in one round: they wait for the same compiler threads, share
    // methods, and may be thrown back by a deoptimisation.
    while (slow > 0 && System.nanoTime() - end < 0 && !cancelled) {
      slow = 0;
      for (Probe probe : probes) {
        if (!cancelled && !probe.isFast(fast)) {
          slow++;
        }
      }
    }
    if (!cancelled) {
      conclude(fast, slow, probes.size());
    }
  }

  /**
   * Those that are not fast yet are compiled in use: a step or two, not the rest of the program.
   */
  private void conclude(Kernels<float[]> fast, int slow, int all) {
    LOGGER.log(
        Level.DEBUG,
        "The kernels now run as {0}; {1} of {2} were still slow when measured.",
        fast.description(),
        slow,
        all);
    whenFast.accept(this, fast);
  }
}
