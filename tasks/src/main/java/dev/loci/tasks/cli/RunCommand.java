package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.TinySettings;
import dev.loci.tasks.experiment.TinyTransformer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loci run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs an experiment and writes its folder: weights, measurements, figures, report.")
final class RunCommand implements Callable<Integer> {
  /** Settings that decide which preset the others come from. */
  private static final List<String> PRESET_KEYS = List.of("graph", "forward_only", "self_edges");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT", description = "Which one; loci list names them.")
  private String experiment;

  @Option(
      names = "--graph",
      paramLabel = "star|grid|cycle|irregular",
      description = "The graph to memorise; star by default.")
  private @Nullable String graph;

  @Option(names = "--self-edges", description = "Give every node an edge to itself.")
  private boolean selfEdges;

  @Option(names = "--forward-only", description = "List edges in their own direction only.")
  private boolean forwardOnly;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Read the data set from here instead of generating it; FOLDER/<stem> names one of many.")
  private @Nullable Path data;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of data and weights; default 7.")
  private @Nullable Integer seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change any setting of config.json, such as steps=1000.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder; runs/<experiment>-<time> by default.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace the run that the folder holds.")
  private boolean overwrite;

  @Option(names = "--resume", description = "Go on with the unfinished run that the folder holds.")
  private boolean resume;

  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() throws IOException {
    if (!experiment.equals(TinyTransformer.NAME)) {
      throw new IllegalArgumentException(
          "there is no experiment \"" + experiment + "\"; there is " + TinyTransformer.NAME);
    }
    compute.apply();
    RunFolder folder = resume ? folderToResume() : folderToStart();
    Summary summary = resume ? resume(folder) : start(folder);
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(summary.toText());
    terminal.println("report            " + folder.path().resolve("report.html"));
    terminal.flush();
    return 0;
  }

  private RunFolder folderToResume() {
    boolean hasSettings = graph != null || selfEdges || forwardOnly || data != null || seed != null;
    if (out == null || overwrite || hasSettings || !assignments.isEmpty()) {
      throw new IllegalArgumentException(
          "--resume takes --out, and everything else from the folder's config.json");
    }
    return RunFolder.at(out, RunFolder.Existing.RESUME);
  }

  private RunFolder folderToStart() {
    return RunFolder.at(
        out == null ? RunFolder.byTime(experiment) : out,
        overwrite ? RunFolder.Existing.OVERWRITE : RunFolder.Existing.REFUSE);
  }

  private Summary resume(RunFolder folder) throws IOException {
    try (ProgressLine progress = new ProgressLine(experiment)) {
      return TinyTransformer.resume(folder, progress::at);
    }
  }

  private Summary start(RunFolder folder) throws IOException {
    TinySettings settings = settings();
    try (ProgressLine progress = new ProgressLine(experiment + " on " + settings.graph())) {
      return TinyTransformer.start(settings, folder, progress::at);
    }
  }

  private TinySettings settings() {
    String chosen = graph == null ? "star" : graph;
    List<String> all = new ArrayList<>();
    if (data != null) {
      all.add("data=" + data.toAbsolutePath().normalize());
    }
    if (seed != null) {
      all.add("seed=" + seed);
    }
    for (String assignment : assignments) {
      for (String chooser : PRESET_KEYS) {
        if (assignment.strip().startsWith(chooser + "=")) {
          throw new IllegalArgumentException(
              "setting %s: use --%s, which also chooses the other settings"
                  .formatted(chooser, chooser.replace('_', '-')));
        }
      }
    }
    all.addAll(assignments);
    return Settings.with(TinySettings.preset(chosen, forwardOnly, selfEdges), all);
  }
}
