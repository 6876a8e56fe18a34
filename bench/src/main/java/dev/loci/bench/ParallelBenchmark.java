package dev.loci.bench;

import dev.loci.tensor.kernel.Parallel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to hand work to the team: tasks that do nothing. */
public class ParallelBenchmark extends KernelBenchmark {
  @Param({"2", "8"})
  int tasks;

  private static final Parallel.RangeTask EMPTY = (from, to) -> {};

  @Setup
  public void prepare() {
    Parallel.threads();
  }

  @Benchmark
  public void handOver() {
    Parallel.forEach(tasks, 1, EMPTY);
  }

  @Override
  public Work work(String method) {
    return new Work(0, 0);
  }
}
