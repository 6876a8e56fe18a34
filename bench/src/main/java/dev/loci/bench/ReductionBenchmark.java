package dev.loci.bench;

import dev.loci.tensor.Reduction;
import dev.loci.tensor.Step;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Sums and maxima of a matrix, along its rows and across them. */
public class ReductionBenchmark extends KernelBenchmark {
  @Param({"64", "1024"})
  int n;

  private Step sumOfRow = Step.NONE;
  private Step sumOfColumn = Step.NONE;
  private Step maxOfRow = Step.NONE;

  @Setup
  public void prepare() {
    sumOfRow = Reduction.reduce(Reduction.Kind.SUM, normal(n, n), false, 1).step();
    sumOfColumn = Reduction.reduce(Reduction.Kind.SUM, normal(n, n), false, 0).step();
    maxOfRow = Reduction.reduce(Reduction.Kind.MAX, normal(n, n), false, 1).step();
  }

  @Benchmark
  public void sumOfRow() {
    sumOfRow.run();
  }

  @Benchmark
  public void sumOfColumn() {
    sumOfColumn.run();
  }

  @Benchmark
  public void maxOfRow() {
    maxOfRow.run();
  }

  @Override
  public Work work(String method) {
    long size = (long) n * n;
    return new Work(method.startsWith("sum") ? size : 0, WORD * (size + n));
  }
}
