package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of threads never changes a bit, and any number of them may call. */
class ThreadsTest {
  private final int threadsBefore = Parallel.threads();

  @AfterEach
  void restore() {
    Parallel.setThreads(threadsBefore);
  }

  /** Operations on sizes that are worth sharing, with ragged ends. */
  private static List<Tensor> results(Tensor x, Tensor y) {
    Tensor ids = x.argmax(1);
    Tensor batch = x.slice(0, 0, 300).slice(1, 0, 200).reshape(20, 15, 200);
    return List.of(
        x.add(y),
        x.transpose().mul(y.transpose()),
        x.tanh(),
        x.gt(y),
        x.gt(y).where(x, y),
        x.transpose().copy(),
        x.to(DType.FLOAT64),
        x.sum(),
        x.sum(0),
        x.sum(1),
        x.max(0),
        x.transpose().max(0),
        ids,
        x.softmax(),
        x.logSoftmax(),
        x.matmul(y.transpose()),
        x.transpose().matmul(y),
        batch.matmul(batch.transpose()),
        batch.matmul(y.slice(0, 0, 200)),
        x.gather(ids.minimum(Tensor.scalar(DType.INT32, 300))),
        Indexing.scatterAdd(517, ids, x).run());
  }

  private static Tensor sample(String name) {
    return Tensor.randn(RandomStream.of(5).split(name), 401, 517);
  }

  @Test
  void oneTwoAndThreeThreadsGiveTheSameBits() {
    Tensor x = sample("x");
    Tensor y = sample("y");
    Parallel.setThreads(1);
    List<Tensor> expected = results(x, y);
    for (int threads = 2; threads <= 3; threads++) {
      Parallel.setThreads(threads);
      long before = Parallel.handovers();
      List<Tensor> shared = results(x, y);
      for (int i = 0; i < 100 && Parallel.handovers() == before; i++) {
        results(x, y); // until a worker that was asleep has come
      }
      assertThat(Parallel.handovers()).isGreaterThan(before);
      for (int i = 0; i < expected.size(); i++) {
        Samples.assertSameBits(shared.get(i), expected.get(i));
      }
    }
  }

  @Test
  void manyCallersReadOneTensor() throws Exception {
    Parallel.setThreads(2);
    Tensor x = sample("x");
    Tensor y = sample("y");
    List<Tensor> expected = results(x, y);
    try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
      List<Future<List<Tensor>>> futures = new ArrayList<>();
      Callable<List<Tensor>> call = () -> results(x, y);
      for (int i = 0; i < 3; i++) {
        futures.add(callers.submit(call));
      }
      for (Future<List<Tensor>> future : futures) {
        for (int i = 0; i < expected.size(); i++) {
          Samples.assertSameBits(future.get().get(i), expected.get(i));
        }
      }
    }
  }

  @Test
  void aLongVectorIsShared() {
    Tensor x = sample("long").reshape(-1);
    Tensor strided = x.slice(0, 0, x.size(), 3);
    Parallel.setThreads(1);
    Tensor sum = strided.add(strided);
    Tensor filled = Tensor.full(DType.INT32, Shape.of(100_003), 7);
    Parallel.setThreads(3);
    Samples.assertSameBits(Elementwise.binary(BinaryOp.ADD, strided, strided).run(), sum);
    Samples.assertSameBits(Tensor.full(DType.INT32, Shape.of(100_003), 7), filled);
  }
}
