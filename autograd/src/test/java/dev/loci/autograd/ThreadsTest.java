package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private static final int THREADS = 4;

  /** Large enough for the worker team, which one of the threads has at a time. */
  private final SmallTransformer model = SmallTransformer.random(1, 200, 8, 16, 32);

  @Test
  void tapesOfSeveralThreadsOverSharedTensorsGiveEqualBits() throws Exception {
    List<Tensor> expected = model.lossAndGradients();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<List<Tensor>>> tasks = new ArrayList<>();
      for (int i = 0; i < 3 * THREADS; i++) {
        tasks.add(model::lossAndGradients);
      }
      for (Future<List<Tensor>> result : threads.invokeAll(tasks)) {
        assertSameBits(result.get(), expected);
      }
    }
  }

  @Test
  void theNumberOfWorkersChangesNoBit() {
    int before = Parallel.threads();
    try {
      Parallel.setThreads(1);
      List<Tensor> expected = model.lossAndGradients();
      Parallel.setThreads(3);
      long handovers = Parallel.handovers();
      for (int i = 0; i < 5; i++) {
        assertSameBits(model.lossAndGradients(), expected);
      }
      assertThat(Parallel.handovers()).isGreaterThan(handovers);
    } finally {
      Parallel.setThreads(before);
    }
  }

  private static void assertSameBits(List<Tensor> actual, List<Tensor> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).toFloatArray()).isEqualTo(expected.get(i).toFloatArray());
    }
  }
}
