package dev.loci.bench;

import dev.loci.tensor.Softmax;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Softmax of rows: of attention, of a small and of a large vocabulary. */
public class SoftmaxBenchmark extends KernelBenchmark {
  @Param({"128", "520", "20000"})
  int columns;

  private static final int ROWS = 512;

  private Step softmax = Step.NONE;
  private Step logSoftmax = Step.NONE;

  @Setup
  public void prepare() {
    Tensor x = normal(ROWS, columns);
    softmax = Softmax.softmax(x).step();
    logSoftmax = Softmax.logSoftmax(x).step();
  }

  @Benchmark
  public void softmax() {
    softmax.run();
  }

  @Benchmark
  public void logSoftmax() {
    logSoftmax.run();
  }

  @Override
  public Work work(String method) {
    return new Work(0, 2L * WORD * ROWS * columns);
  }
}
