package dev.loci.bench;

import dev.loci.autograd.Tape;
import dev.loci.autograd.TapeListener;
import dev.loci.autograd.Variable;
import dev.loci.autograd.trace.Anomalies;
import dev.loci.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What listening costs: a layer and its loss, forward and backward, on a new tape each time. The
 * tensors are so small that it is the engine that is timed, not the kernels.
 */
public class TapeBenchmark extends KernelBenchmark {
  /** Who listens. */
  public enum Listeners {
    NONE,
    /** One that does nothing: what the calls alone cost. */
    SILENT,
    ANOMALIES
  }

  @Param({"NONE", "SILENT", "ANOMALIES"})
  Listeners listeners = Listeners.NONE;

  private static final int WIDTH = 8;
  private static final TapeListener SILENT = new TapeListener() {};

  private Tensor x = Tensor.zeros();
  private Tensor weight = x;
  private Tensor bias = x;

  @Setup
  public void prepare() {
    x = normal(WIDTH, WIDTH);
    weight = normal(WIDTH, WIDTH);
    bias = normal(WIDTH);
  }

  @Benchmark
  public Tensor forwardAndBackward() {
    Tape tape = new Tape();
    switch (listeners) {
      case NONE -> {}
      case SILENT -> tape.listen(SILENT);
      case ANOMALIES -> tape.listen(new Anomalies());
    }
    Variable sum = tape.constant(x).matmul(tape.variable(weight)).add(tape.variable(bias));
    return tape.gradients(sum.tanh().square().sum()).of(weight);
  }

  /** Not counted: it is the time around the arithmetic that is of interest. */
  @Override
  public Work work(String method) {
    return new Work(0, 0);
  }
}
