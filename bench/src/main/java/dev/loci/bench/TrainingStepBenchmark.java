package dev.loci.bench;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Whole steps of training, {@link TrainingCase}: their many shapes take long to be compiled. */
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrainingStepBenchmark extends KernelBenchmark {
  @Param({"T1_32", "T1_128", "T2", "T3", "T4", "MAMBA_64", "MAMBA_256"})
  String training = "";

  @Param({"REPLAYED", "EAGER"})
  TrainingRun.Mode mode = TrainingRun.Mode.REPLAYED;

  private @Nullable TrainingRun run;

  @Setup
  public void prepare() {
    run = new TrainingRun(TrainingCase.of(training), mode);
  }

  @Benchmark
  public double step() {
    return Objects.requireNonNull(run).step();
  }

  @Override
  public Work work(String method) {
    return new Work(TrainingCase.of(training).flops(), 0);
  }
}
