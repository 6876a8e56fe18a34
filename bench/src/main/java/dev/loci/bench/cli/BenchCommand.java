package dev.loci.bench.cli;

import dev.loci.bench.cases.TrainingCase;
import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Peak;
import dev.loci.bench.machine.Steady;
import dev.loci.bench.report.Results;
import dev.loci.bench.study.Functions;
import dev.loci.bench.study.Growth;
import dev.loci.bench.study.Profile;
import dev.loci.bench.study.Suite;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tensor.Compute;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loci bench}. */
@Command(
    name = "loci bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures how fast Loci is here, and writes results.json and report.html. Without options"
            + " all benchmarks run; --functions, --growth and --profile run instead of them, or beside"
            + " those that a pattern names. --jmh ARGS... hands everything to JMH's own command line.")
final class BenchCommand implements Callable<Integer> {
  /** The names of {@link Compute.Mode} as the user writes them. */
  enum Kernels {
    auto,
    scalar,
    simd
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "The benchmarks whose name contains it, a regular expression.")
  private @Nullable String pattern;

  @Option(names = "--list", description = "Name the benchmarks, and run none.")
  private boolean list;

  @Option(
      names = "--functions",
      description = "Time exp, log, tanh, gelu, sigmoid, softmax and layer norm against gcc.")
  private boolean functions;

  @Option(
      names = "--growth",
      description = "Time training steps over width, layers, vocabulary, batch and sequence.")
  private boolean growth;

  @Option(
      names = "--profile",
      paramLabel = "CASE",
      description = "Show which operations a training step spends its time in; such as T2.")
  private List<String> profiles = new ArrayList<>();

  @Option(
      names = "--eager",
      description = "Do not replay the steps of --growth and --profile, but run them anew.")
  private boolean eager;

  @Option(
      names = "--jfr",
      paramLabel = "PATH",
      description =
          "Record with the flight recorder: into this file, or for benchmarks, which run in"
              + " processes of their own, into a folder of this name.")
  private @Nullable Path recording;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to write to; runs/bench-<time> by default.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that share the work; all cores by default.")
  private @Nullable Integer threads;

  @Option(
      names = "--kernels",
      paramLabel = "auto|scalar|simd",
      description = "Which arithmetic kernels run.")
  private @Nullable Kernels kernels;

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    if (list) {
      Suite.names().forEach(terminal::println);
      terminal.flush();
      return 0;
    }
    List<String> names = names();
    List<TrainingCase> profiled = profiles.stream().map(TrainingCase::of).toList();
    TrainingRun.Mode mode = eager ? TrainingRun.Mode.EAGER : TrainingRun.Mode.REPLAYED;
    List<String> jvmOptions = applyCompute();
    Path folder = Files.createDirectories(out == null ? RunFolder.byTime("bench") : out);
    if (Runtime.getRuntime().availableProcessors() == 1) {
      terminal.println("This machine has one core: figures of all cores are those of one.");
    }
    Steady.await(); // the peak is measured when nothing else computes
    Peak peak = Peak.measure();
    terminal.print(peak.toText());
    terminal.flush();
    Optional<Suite> suite =
        names.isEmpty()
            ? Optional.empty()
            : Optional.of(Suite.run(names, jvmOptions, recording, peak, terminal));
    Results results;
    try (Recording flight = isStudy() ? record(suite.isPresent()) : null) {
      results =
          new Results(
              provenance(peak),
              peak,
              suite,
              functions ? Optional.of(Functions.measure(folder, terminal)) : Optional.empty(),
              growth ? Optional.of(Growth.measure(peak, mode, terminal)) : Optional.empty(),
              profiled.stream().map(each -> Profile.measure(each, mode, terminal)).toList());
      if (flight != null) {
        flight.stop();
      }
    }
    results.write(folder);
    terminal.println("report            " + folder.resolve(Results.PAGE));
    terminal.flush();
    return suite.isPresent() && !suite.get().failed().isEmpty() ? 1 : 0;
  }

  private List<String> names() {
    if (pattern != null) {
      return Suite.matching(pattern);
    }
    return isStudy() ? List.of() : Suite.names();
  }

  /** Whether something other than benchmarks is asked for. */
  private boolean isStudy() {
    return functions || growth || !profiles.isEmpty();
  }

  /** Applies the options on computing here, and returns them for the processes of benchmarks. */
  private List<String> applyCompute() {
    List<String> options = new ArrayList<>();
    if (threads != null) {
      if (threads < 1 || threads > 1024) {
        throw new IllegalArgumentException("--threads: " + threads + " is not between 1 and 1024");
      }
      Compute.setThreads(threads);
      options.add("-Dloci.threads=" + threads);
    }
    if (kernels != null) {
      System.setProperty("loci.kernels", kernels.name());
      Compute.select(Compute.Mode.valueOf(kernels.name().toUpperCase(Locale.ROOT)));
      options.add("-Dloci.kernels=" + kernels);
    }
    return options;
  }

  /**
   * Starts a recording, if one is asked for.
   *
   * @param inFolder whether the path is a folder, with the recordings of benchmarks in it
   */
  private @Nullable Recording record(boolean inFolder) throws IOException {
    if (recording == null) {
      return null;
    }
    Path file = inFolder ? Files.createDirectories(recording).resolve("studies.jfr") : recording;
    try {
      Recording flight = new Recording(Configuration.getConfiguration("profile"));
      flight.setDestination(file);
      flight.start();
      return flight;
    } catch (ParseException e) {
      throw new IllegalStateException("this JDK's settings of the flight recorder are broken", e);
    }
  }

  private static Map<String, String> provenance(Peak peak) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.putAll(Provenance.facts());
    facts.put("vectors", 32 * peak.lanes() + " bits");
    facts.put("kernels mode", System.getProperty("loci.kernels", "auto"));
    return facts;
  }
}
