package dev.loci.bench.study;

import dev.loci.bench.study.Suite.Measured;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** A line on the terminal for each benchmark, and what JMH said of those that failed. */
final class Progress implements OutputFormat {
  private final PrintWriter terminal;
  private final Function<BenchmarkResult, Measured> measure;
  private final List<Measured> measured = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private @Nullable String running;

  Progress(PrintWriter terminal, Function<BenchmarkResult, Measured> measure) {
    this.terminal = terminal;
    this.measure = measure;
  }

  List<Measured> measured() {
    return measured;
  }

  List<String> failed() {
    return failed;
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    endPrevious();
    running = params.id();
    said.setLength(0);
  }

  @Override
  public void endBenchmark(@Nullable BenchmarkResult result) {
    if (result != null) {
      running = null;
      Measured each = measure.apply(result);
      measured.add(each);
      terminal.println(each.toText());
      terminal.flush();
    }
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    endPrevious();
  }

  private void endPrevious() {
    if (running != null) {
      failed.add(running);
      terminal.println(running + " failed:");
      terminal.println(said.toString().strip().indent(2));
      terminal.flush();
      running = null;
    }
  }

  @Override
  public void print(String text) {
    said.append(text);
  }

  @Override
  public void println(String text) {
    said.append(text).append('\n');
  }

  @Override
  public void write(int character) {
    said.append((char) character);
  }

  @Override
  public void write(byte[] text) {
    said.append(new String(text, StandardCharsets.UTF_8));
  }

  @Override
  public void startRun() {}

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {}

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {}

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
