package dev.loci.bench;

import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Step;
import dev.loci.tensor.kernel.UnaryOp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions of one argument, in cache and beyond it. */
public class UnaryBenchmark extends KernelBenchmark {
  @Param({"EXP", "LOG", "TANH", "SIGMOID", "GELU"})
  UnaryOp op = UnaryOp.EXP;

  @Param({"2048", "1048576"})
  int n;

  private Step step = Step.NONE;

  @Setup
  public void prepare() {
    step = Elementwise.unary(op, normal(n).abs()).step();
  }

  @Benchmark
  public void unary() {
    step.run();
  }

  @Override
  public Work work(String method) {
    return new Work(0, 2L * WORD * n);
  }
}
