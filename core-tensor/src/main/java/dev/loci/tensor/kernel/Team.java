package dev.loci.tensor.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A caller and its workers: daemon threads that spin for a while after each job, then park.
 *
 * <p>One word, {@link #ticket}, holds the number of the job (upper half) and how many of its tasks
 * nobody has claimed yet (lower half). A task is claimed by counting that down; whoever succeeds
 * knows that the job was still open, so that {@link #task} and the other fields, read before, are
 * the job's own.
 */
final class Team {
  private static final long SPIN_NANOS = 100_000;
  private static final int SPINS_PER_LOOK = 64;
  private static final Parallel.RangeTask NOTHING = (from, to) -> {};

  private final Worker[] workers;
  private final boolean crowded;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong ticket = new AtomicLong();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger parked = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private boolean started;
  private Parallel.RangeTask task = NOTHING;
  private int n;
  private int length;

  Team(int threads) {
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker("loci-worker-" + (i + 1));
    }
    crowded = threads > Runtime.getRuntime().availableProcessors();
  }

  int threads() {
    return workers.length + 1;
  }

  /** Takes the team for one caller; false if it has one. */
  boolean tryTake() {
    return !taken.get() && taken.compareAndSet(false, true);
  }

  void release() {
    taken.set(false);
  }

  /** Lets the workers end. A job under way, or begun later, is finished by its caller. */
  void stop() {
    stopped = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  /**
   * Runs 0..n-1 to the end, in tasks of {@code length} indices; only for the caller that has taken
   * the team.
   */
  void run(int n, int length, Parallel.RangeTask task) {
    startWorkers();
    this.task = task;
    this.n = n;
    this.length = length;
    int tasks = Math.ceilDiv(n, length);
    unfinished.set(tasks);
    long job = (ticket.get() >>> 32) + 1;
    ticket.set(job << 32 | tasks);
    wakeWorkers();
    work(false);
    awaitFinish();
    this.task = NOTHING;
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown; // a Task declares no checked exceptions
    }
  }

  /** Claims and runs tasks until none is left. */
  private void work(boolean isWorker) {
    while (true) {
      long seen = ticket.get();
      int left = (int) seen;
      if (left == 0) {
        return;
      }
      Parallel.RangeTask claimed = task;
      int last = n;
      int step = length;
      if (ticket.compareAndSet(seen, seen - 1)) {
        int from = (Math.ceilDiv(last, step) - left) * step;
        runOne(claimed, from, Math.min(last - from, step) + from, isWorker);
      }
    }
  }

  private void runOne(Parallel.RangeTask claimed, int from, int to, boolean isWorker) {
    try {
      if (failure.get() == null) {
        claimed.run(from, to);
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    } finally {
      if (isWorker) {
        Parallel.countHandover();
      }
      unfinished.decrementAndGet();
    }
  }

  /** Waits for the tasks that workers still have in hand. */
  private void awaitFinish() {
    long start = System.nanoTime();
    while (unfinished.get() != 0) {
      for (int i = 0; i < SPINS_PER_LOOK && unfinished.get() != 0; i++) {
        Thread.onSpinWait();
      }
      if (System.nanoTime() - start > SPIN_NANOS) {
        LockSupport.parkNanos(this, SPIN_NANOS / 2);
      } else if (crowded) {
        Thread.yield();
      }
    }
  }

  private boolean isOpen() {
    return (int) ticket.get() != 0;
  }

  /** Before the job is open: if the system refuses a thread, nobody works on anything yet. */
  private void startWorkers() {
    if (!started) {
      started = true;
      for (Worker worker : workers) {
        worker.start();
      }
    }
  }

  private void wakeWorkers() {
    if (parked.get() != 0) {
      for (Worker worker : workers) {
        if (worker.asleep) {
          LockSupport.unpark(worker);
        }
      }
    }
  }

  /** A thread of the team. */
  private final class Worker extends Thread {
    private volatile boolean asleep;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!stopped) {
        if (isOpen() || spin()) {
          work(true);
        } else {
          sleep();
        }
      }
    }

    /** Spins until there is work (true) or for a while. */
    private boolean spin() {
      long start = System.nanoTime();
      while (System.nanoTime() - start < SPIN_NANOS && !stopped) {
        for (int i = 0; i < SPINS_PER_LOOK; i++) {
          if (isOpen()) {
            return true;
          }
          Thread.onSpinWait();
        }
        if (crowded) {
          Thread.yield();
        }
      }
      return false;
    }

    /** Parks until there is work. The caller opens a job before it looks who is asleep. */
    private void sleep() {
      asleep = true;
      parked.incrementAndGet();
      while (!isOpen() && !stopped) {
        LockSupport.park(Team.this);
      }
      parked.decrementAndGet();
      asleep = false;
    }
  }
}
