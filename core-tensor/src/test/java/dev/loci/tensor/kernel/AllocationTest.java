package dev.loci.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.kernel.MatmulCase.Layout;
import java.lang.reflect.Method;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the steady state nothing is allocated on the calling thread. */
@Timeout(120)
class AllocationTest {
  private static final int THREADS = Parallel.threads();
  private static final int CALLS = 100;

  @AfterEach
  void restoreThreads() {
    Parallel.setThreads(THREADS);
  }

  /** Runs until the compilers are done, which is seen by calls that allocate nothing. */
  private static void assertAllocatesNothing(Runnable call) {
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + 20_000_000_000L;
    while (least >= 16 * CALLS && System.nanoTime() < end) {
      long before = allocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, allocatedBytes() - before);
    }
    // The probe takes some itself; the smallest object has 16 bytes.
    assertThat(least).as("bytes of " + CALLS + " calls").isLessThan(16 * CALLS);
  }

  /** By name, since the module does not read the one that tells. */
  private static long allocatedBytes() {
    try {
      Object bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      Method bytes =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getCurrentThreadAllocatedBytes");
      return (long) bytes.invoke(bean);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no count of allocated bytes", e);
    }
  }

  @Test
  void scalarProducts() {
    products(MatmulCase.SCALAR);
  }

  /** In blocks, in tiles, packed and in place. */
  @Test
  void simdProducts() {
    products(MatmulCase.SIMD);
  }

  private static void products(Kernels<float[]> kernels) {
    Random random = new Random(3);
    float[] sums = new float[1];
    Epilogue epilogue = (fromRow, toRow, fromColumn, toColumn) -> sums[0] = toRow;
    for (int threads = 1; threads <= 2; threads++) {
      Parallel.setThreads(threads);
      for (Layout layout : new Layout[] {Layout.ROWS, Layout.COLUMNS}) {
        for (int size : new int[] {8, 20, 70, 200}) {
          MatmulCase x = MatmulCase.of(size, size, size, layout, layout, false, random);
          float[] c = x.c();
          assertAllocatesNothing(() ->
              kernels.matmul(
                  size,
                  size,
                  size,
                  x.a().data(),
                  x.a().offset(),
                  x.a().rs(),
                  x.a().cs(),
                  x.b().data(),
                  x.b().offset(),
                  x.b().rs(),
                  x.b().cs(),
                  c,
                  x.co(),
                  x.crs(),
                  false,
                  epilogue));
        }
      }
    }
  }

  @Test
  void sharedRanges() {
    Parallel.setThreads(2);
    float[] x = new float[1000];
    Parallel.RangeTask task = (from, to) -> x[from]++;
    assertAllocatesNothing(() -> Parallel.ranges(x.length, 10, task));
  }
}
