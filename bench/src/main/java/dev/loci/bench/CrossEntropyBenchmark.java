package dev.loci.bench;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Cross-entropy from logits, computed at once: a small and a large vocabulary. */
public class CrossEntropyBenchmark extends KernelBenchmark {
  @Param({"520", "20000"})
  int vocabulary;

  private static final int ROWS = 1024;

  private Tensor logits = Tensor.zeros();
  private Tensor labels = logits;

  @Setup
  public void prepare() {
    logits = normal(ROWS, vocabulary);
    labels = ids(vocabulary, ROWS);
  }

  @Benchmark
  public Tensor forward() {
    return Tape.inference().constant(logits).crossEntropy(labels).tensor();
  }

  @Benchmark
  public Gradients forwardAndBackward() {
    Tape tape = new Tape();
    Variable loss = tape.variable(logits).crossEntropy(labels);
    return tape.gradients(loss);
  }

  @Override
  public Work work(String method) {
    long matrices = method.equals("forward") ? 1 : 2; // the logits; then their gradient
    return new Work(0, matrices * WORD * ROWS * vocabulary);
  }
}
