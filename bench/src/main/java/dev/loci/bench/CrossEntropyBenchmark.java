package dev.loci.bench;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Cross-entropy from logits, computed at once: a small and a large vocabulary. */
public class CrossEntropyBenchmark extends KernelBenchmark {
  @Param({"520", "20000"})
  int vocabulary;

  private static final int ROWS = 1024;

  private Runnable forward = NOTHING;
  private Runnable forwardAndBackward = NOTHING;

  @Setup
  public void prepare() {
    Tensor logits = normal(ROWS, vocabulary);
    Tensor labels = ids(vocabulary, ROWS);
    forward = forward(tape -> tape.variable(logits).crossEntropy(labels));
    forwardAndBackward =
        forwardAndBackward(
            tape -> tape.variable(logits).crossEntropy(labels), Tensor.scalar(DType.FLOAT32, 1));
  }

  @Benchmark
  public void forward() {
    forward.run();
  }

  @Benchmark
  public void forwardAndBackward() {
    forwardAndBackward.run();
  }

  @Override
  public Work work(String method) {
    long matrices = method.equals("forward") ? 1 : 2; // the logits; then their gradient
    return new Work(0, matrices * WORD * ROWS * vocabulary);
  }
}
