package dev.loci.tensor.kernel;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a small team of threads of our own, since handing work to a spinning thread costs
 * under a microsecond and handing it to an executor tens of them.
 *
 * <p>There is one team. While it is taken, further calls, nested or from other threads, run their
 * tasks on the calling thread; so any thread may call this at any time. What a task computes must
 * not depend on who runs it or when.
 */
public final class Parallel {
  private static final String PROPERTY = "loci.threads";

  private static final AtomicLong HANDOVERS = new AtomicLong();

  private static volatile @Nullable Team team;

  private Parallel() {}

  /** The work on the indices {@code from..to-1}. */
  @FunctionalInterface
  public interface RangeTask {
    void run(int from, int to);
  }

  /**
   * Returns how many threads work together, the caller included.
   *
   * @throws IllegalArgumentException if the property names no such number
   */
  public static int threads() {
    return team().threads();
  }

  private static Team team() {
    Team current = team;
    return current != null ? current : teamByProperty();
  }

  private static synchronized Team teamByProperty() {
    Team current = team;
    if (current == null) {
      current = new Team(threadsAtStart(System.getProperty(PROPERTY)));
      team = current;
    }
    return current;
  }

  /**
   * Sets how many threads work together, the caller included. A call that is under way is not
   * disturbed.
   *
   * @throws IllegalArgumentException if {@code threads < 1}
   */
  public static synchronized void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "setThreads: the number of threads is " + threads + ", but must be at least 1");
    }
    Team previous = team;
    if (previous == null || threads != previous.threads()) {
      team = new Team(threads);
      if (previous != null) {
        previous.stop();
      }
    }
  }

  /** Returns how many tasks the workers, not the callers, have run since the start. */
  public static long handovers() {
    return HANDOVERS.get();
  }

  /**
   * Splits 0..n-1 into ranges of at least {@code grain} indices (the last may be shorter) and runs
   * them; on the calling thread, as one range, if n does not exceed the grain.
   */
  public static void ranges(int n, int grain, RangeTask task) {
    // A few ranges per thread even out what the operating system takes away from one of them.
    forEach(n, Math.max(Math.max(1, grain), Math.ceilDiv(n, 4 * threads())), task);
  }

  /**
   * Splits 0..n-1 into ranges of {@code length} indices (the last may be shorter), runs each once,
   * and returns when all are done; on the calling thread, as one range, if nobody else has time.
   * After a range has thrown, those not yet begun are left out, and the exception is rethrown here.
   */
  public static void forEach(int n, int length, RangeTask task) {
    if (n <= 0) {
      return;
    }
    Team current = team();
    boolean shared = n > length && current.threads() > 1;
    if (shared && current.tryTake()) {
      try {
        current.run(n, length, task);
      } finally {
        current.release();
      }
    } else {
      task.run(0, n);
    }
  }

  static void countHandover() {
    HANDOVERS.incrementAndGet();
  }

  static int threadsAtStart(@Nullable String property) {
    if (property == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    int threads;
    try {
      threads = Integer.parseInt(property.strip());
    } catch (NumberFormatException e) {
      threads = 0;
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=" + property + ": a whole number of threads, at least 1, is needed");
    }
    return threads;
  }
}
