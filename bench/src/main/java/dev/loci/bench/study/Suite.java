package dev.loci.bench.study;

import dev.loci.bench.Work;
import dev.loci.bench.machine.Peak;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.JavaFlightRecorderProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs of JMH benchmarks.
 *
 * @param measured what was measured, in the order of running
 * @param failed the names of benchmarks that gave no result
 * @param jmh JMH's own JSON
 */
public record Suite(List<Measured> measured, List<String> failed, String jmh) {
  private static final String PACKAGE = "dev.loci.bench.";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String HAND_OVER = "ParallelBenchmark.";

  /**
   * A benchmark's result. Rates are NaN where the work is not counted.
   *
   * @param benchmark class and method
   * @param parameters by name
   * @param nanos mean time of a call
   * @param error half the width of its 99.9 % confidence interval; NaN if there is none
   * @param allocated bytes allocated in a call
   * @param flops operations in a call
   * @param bytes bytes of inputs and outputs of a call
   * @param flopsPerSecond operations per second
   * @param bytesPerSecond bytes per second
   * @param shareOfPeak operations per second over the peak of all cores
   * @param shareOfBandwidth bytes per second over what memory gives all cores; above 1 in caches
   */
  public record Measured(
      String benchmark,
      Map<String, String> parameters,
      double nanos,
      double error,
      double allocated,
      long flops,
      long bytes,
      double flopsPerSecond,
      double bytesPerSecond,
      double shareOfPeak,
      double shareOfBandwidth) {

    /** The values of the parameters. */
    public String values() {
      return String.join(" ", parameters.values());
    }

    String toText() {
      StringBuilder line = new StringBuilder();
      line.append(String.format(Locale.ROOT, "%-44s %-24s %14.0f ns", benchmark, values(), nanos));
      line.append(rate(flopsPerSecond, "GFLOP/s", shareOfPeak));
      line.append(rate(bytesPerSecond, "GB/s", shareOfBandwidth));
      return line.append(String.format(Locale.ROOT, "  %10.0f B", allocated)).toString();
    }

    private static String rate(double perSecond, String unit, double share) {
      return Double.isNaN(perSecond)
          ? " ".repeat(16 + unit.length())
          : String.format(Locale.ROOT, "  %6.1f %s %3.0f %%", perSecond / 1e9, unit, 100 * share);
    }
  }

  /** All benchmarks there are, as class and method. */
  public static List<String> names() {
    return BenchmarkList.defaultList()
        .getAll(
            OutputFormatFactory.createFormatInstance(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                VerboseMode.SILENT),
            List.of())
        .stream()
        .map(each -> each.getUsername().substring(PACKAGE.length()))
        .sorted()
        .toList();
  }

  /**
   * Returns the benchmarks whose name contains the pattern.
   *
   * @param pattern a regular expression, upper or lower case
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static List<String> matching(String pattern) {
    Pattern compiled;
    try {
      compiled = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a pattern: %s".formatted(pattern, e.getDescription()), e);
    }
    List<String> found = names().stream().filter(name -> compiled.matcher(name).find()).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no benchmark \"%s\"; there are %s"
              .formatted(
                  pattern,
                  names().stream()
                      .map(name -> name.substring(0, name.indexOf('.')))
                      .distinct()
                      .collect(Collectors.joining(", "))));
    }
    return found;
  }

  /**
   * Runs benchmarks, each in a Java of its own, with a line for each result.
   *
   * @param jvmOptions further options of these Javas
   * @param recordings where they leave flight recordings, if anywhere
   */
  public static Suite run(
      List<String> names,
      List<String> jvmOptions,
      @Nullable Path recordings,
      Peak peak,
      PrintWriter terminal) {
    List<String> chosen = new ArrayList<>(names);
    if (peak.cores() == 1 && chosen.removeIf(name -> name.startsWith(HAND_OVER))) {
      terminal.println("This machine has one core: the hand-over to others is not measured.");
    }
    List<String> options = new ArrayList<>(List.of("--add-modules=jdk.incubator.vector"));
    options.addAll(jvmOptions);
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(false)
            .jvmArgsAppend(options.toArray(String[]::new));
    chosen.forEach(name -> builder.include("^" + Pattern.quote(PACKAGE + name) + "$"));
    if (recordings != null) {
      builder.addProfiler(JavaFlightRecorderProfiler.class, "dir=" + recordings);
    }
    Progress progress = new Progress(terminal, result -> measured(result, peak));
    Collection<RunResult> results;
    try {
      results = chosen.isEmpty() ? List.of() : new Runner(builder.build(), progress).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("bench: JMH can't run: " + e.getMessage(), e);
    }
    ByteArrayOutputStream jmh = new ByteArrayOutputStream();
    ResultFormatFactory.getInstance(
            ResultFormatType.JSON, new PrintStream(jmh, true, StandardCharsets.UTF_8))
        .writeOut(results);
    return new Suite(progress.measured(), progress.failed(), jmh.toString(StandardCharsets.UTF_8));
  }

  private static Measured measured(BenchmarkResult result, Peak peak) {
    BenchmarkParams params = result.getParams();
    Map<String, String> parameters = new TreeMap<>();
    params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
    String name = params.getBenchmark();
    int dot = name.lastIndexOf('.');
    Work work;
    try {
      work =
          Work.of(Class.forName(name.substring(0, dot)), name.substring(dot + 1), parameters)
              .orElse(new Work(0, 0));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    double nanos = result.getPrimaryResult().getScore();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    double flops = work.flops() == 0 ? Double.NaN : work.flops() / nanos * 1e9;
    double bytes = work.bytes() == 0 ? Double.NaN : work.bytes() / nanos * 1e9;
    return new Measured(
        name.substring(PACKAGE.length()),
        parameters,
        nanos,
        result.getPrimaryResult().getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore(),
        work.flops(),
        work.bytes(),
        flops,
        bytes,
        flops / peak.flopsAllCores(),
        bytes / peak.memoryAllCores());
  }
}
