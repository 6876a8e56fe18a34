package dev.loci.bench;

import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Step;
import dev.loci.tensor.kernel.BinaryOp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions of two arguments, of tensors alike and of a row that is repeated. */
public class BinaryBenchmark extends KernelBenchmark {
  @Param({"MUL", "DIV"})
  BinaryOp op = BinaryOp.MUL;

  @Param({"16", "8192"})
  int rows;

  private static final int COLUMNS = 128;

  private Step alike = Step.NONE;
  private Step repeated = Step.NONE;

  @Setup
  public void prepare() {
    alike = Elementwise.binary(op, normal(rows, COLUMNS), normal(rows, COLUMNS)).step();
    repeated = Elementwise.binary(op, normal(rows, COLUMNS), normal(COLUMNS)).step();
  }

  @Benchmark
  public void alike() {
    alike.run();
  }

  @Benchmark
  public void repeated() {
    repeated.run();
  }

  @Override
  public Work work(String method) {
    long size = (long) rows * COLUMNS;
    long read = method.equals("alike") ? 2 * size : size + COLUMNS;
    return new Work(size, WORD * (read + size));
  }
}
