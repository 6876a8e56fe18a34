package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelTest {
  private static final int THREADS = Parallel.threads();

  @AfterEach
  void restoreThreads() {
    Parallel.setThreads(THREADS);
  }

  /** Runs tasks with numbers, each by itself. */
  private static void forEach(int tasks, IntConsumer task) {
    Parallel.forEach(
        tasks,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            task.accept(i);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void runsEveryTaskOnce(int threads) {
    Parallel.setThreads(threads);
    for (int round = 0; round < 500; round++) {
      int tasks = round % 50;
      AtomicIntegerArray runs = new AtomicIntegerArray(50);
      forEach(tasks, runs::incrementAndGet);
      for (int i = 0; i < 50; i++) {
        assertThat(runs.get(i)).isEqualTo(i < tasks ? 1 : 0);
      }
    }
  }

  /** Two tasks that wait for each other: both a fresh team and a parked one must take part. */
  @Test
  void workersTakePartEvenAfterAPause() throws InterruptedException {
    Parallel.setThreads(2);
    for (int round = 0; round < 3; round++) {
      long before = Parallel.handovers();
      CountDownLatch both = new CountDownLatch(2);
      forEach(
          2,
          i -> {
            both.countDown();
            awaitUnchecked(both);
          });
      assertThat(Parallel.handovers()).isEqualTo(before + 1);
      Thread.sleep(Duration.ofMillis(20)); // long enough for the worker to park
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 99})
  void rethrowsAfterAllHaveStopped(int failing) {
    Parallel.setThreads(2);
    for (int round = 0; round < 100; round++) {
      AtomicIntegerArray running = new AtomicIntegerArray(1);
      assertThatThrownBy(() ->
              forEach(
                  100,
                  i -> {
                    running.incrementAndGet(0);
                    try {
                      if (i == failing) {
                        throw new IllegalStateException("task " + i);
                      }
                    } finally {
                      running.decrementAndGet(0);
                    }
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task " + failing);
      assertThat(running.get(0)).isZero();
    }
    runsEveryTaskOnce(2);
  }

  @Test
  void rethrowsErrors() {
    Parallel.setThreads(2);
    assertThatThrownBy(() ->
            forEach(
                2,
                i -> {
                  throw new AssertionError("broken");
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("broken");
  }

  @Test
  void nestedCallsStayOnTheirThread() {
    Parallel.setThreads(2);
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(20 * 10);
    AtomicReferenceArray<Thread> outer = new AtomicReferenceArray<>(20);
    forEach(
        20,
        i -> {
          outer.set(i, Thread.currentThread());
          forEach(10, j -> threads.set(10 * i + j, Thread.currentThread()));
        });
    for (int i = 0; i < 200; i++) {
      assertThat(threads.get(i)).isSameAs(outer.get(i / 10)).isNotNull();
    }
  }

  @Test
  void servesSeveralCallersWhileTheTeamChanges() throws Exception {
    Callable<Long> caller =
        () -> {
          long sum = 0;
          for (int round = 0; round < 2000; round++) {
            long[] squares = new long[30];
            forEach(30, i -> squares[i] = (long) i * i);
            for (long square : squares) {
              sum += square;
            }
          }
          return sum;
        };
    try (var executor = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        sums.add(executor.submit(caller));
      }
      for (int i = 0; i < 200; i++) {
        Parallel.setThreads(1 + i % 4);
      }
      for (Future<Long> sum : sums) {
        assertThat(sum.get(50, TimeUnit.SECONDS)).isEqualTo(2000L * 8555);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rangesCoverEveryIndexOnce(int threads) {
    Parallel.setThreads(threads);
    for (int n : new int[] {0, 1, 7, 8, 9, 100, 1001}) {
      for (int grain : new int[] {1, 8, 64, Integer.MAX_VALUE}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(n);
        Parallel.ranges(
            n,
            grain,
            (from, to) -> {
              assertThat(to - from).isGreaterThanOrEqualTo(Math.min(grain, n - from));
              for (int i = from; i < to; i++) {
                runs.incrementAndGet(i);
              }
            });
        for (int i = 0; i < n; i++) {
          assertThat(runs.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void refusesLessThanOneThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parallel.setThreads(0))
        .withMessage("setThreads: the number of threads is 0, but must be at least 1");
    assertThat(Parallel.threads()).isEqualTo(THREADS);
  }

  @Test
  void readsTheNumberOfThreadsAtStart() {
    assertThat(Parallel.threadsAtStart(null)).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(Parallel.threadsAtStart(" 3 ")).isEqualTo(3);
    for (String wrong : new String[] {"0", "-1", "two", ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Parallel.threadsAtStart(wrong))
          .withMessage(
              "-Dloci.threads=" + wrong + ": a whole number of threads, at least 1, is needed");
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
