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

  private static volatile @Nullable Thread serial;

  private Parallel() {}

  /** A piece of work with a number. */
  @FunctionalInterface
  public interface Task {
    void run(int index);
  }

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

  /** Keeps the calling thread from ever using the team, which others need more. */
  static void computeAlone() {
    serial = Thread.currentThread();
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
   * Runs the tasks 0..tasks-1, each once, and returns when all are done. After a task has thrown,
   * tasks not yet begun are left out, and the exception is rethrown here.
   */
  public static void forEach(int tasks, Task task) {
    Team current = team();
    boolean shared = tasks > 1 && current.threads() > 1 && !Thread.currentThread().equals(serial);
    if (shared && current.tryTake()) {
      try {
        current.run(tasks, task);
      } finally {
        current.release();
      }
    } else {
      for (int i = 0; i < tasks; i++) {
        task.run(i);
      }
    }
  }

  /**
   * Splits 0..n-1 into ranges of at least {@code grain} indices (the last may be shorter) and runs
   * them; on the calling thread, as one range, if n does not exceed the grain.
   */
  public static void ranges(int n, int grain, RangeTask task) {
    int threads = threads();
    if (n <= 0) {
      return;
    }
    if (n <= grain || threads == 1) {
      task.run(0, n);
      return;
    }
    // A few ranges per thread even out what the operating system takes away from one of them.
    int length = Math.max(Math.max(1, grain), Math.ceilDiv(n, 4 * threads));
    forEach(
        Math.ceilDiv(n, length),
        i -> {
          int from = i * length;
          task.run(from, Math.min(n - from, length) + from);
        });
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
