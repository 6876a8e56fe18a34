package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Experiments;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code loci run} of one experiment: every setting is an option. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class ExperimentCommand implements Callable<Integer> {
  private final Experiment<?> experiment;
  private @Nullable SettingOptions settings;
  private @Nullable CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "The same as --KEY VALUE, with the names of config.json.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "1..5",
      description = "Make a run for each seed, and report mean and spread.")
  private @Nullable String seeds;

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

  private ExperimentCommand(Experiment<?> experiment) {
    this.experiment = experiment;
    compute = new ComputeOptions();
  }

  /** The command of an experiment, with an option for each of its settings. */
  static CommandSpec spec(Experiment<?> experiment) {
    ExperimentCommand command = new ExperimentCommand(experiment);
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    spec.usageMessage().description("Here " + experiment.description() + ".");
    command.settings = new SettingOptions(spec, experiment);
    command.spec = spec;
    return spec;
  }

  @Override
  public Integer call() throws IOException {
    compute.apply();
    RunFolder folder = resume ? folderToResume() : folderToStart();
    Summary summary = resume ? resume(folder) : start(chosen(), folder);
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    terminal.print(summary.toText());
    terminal.println("report            " + folder.file(RunFolder.REPORT));
    terminal.flush();
    return 0;
  }

  private RunFolder folderToResume() {
    if (out == null || overwrite || seeds != null || !given().isEmpty()) {
      throw new IllegalArgumentException(
          "--resume takes --out, and everything else from the folder's config.json");
    }
    return RunFolder.at(out, RunFolder.Existing.RESUME);
  }

  private RunFolder folderToStart() {
    return RunFolder.at(
        out == null ? RunFolder.byTime(experiment.name()) : out,
        overwrite ? RunFolder.Existing.OVERWRITE : RunFolder.Existing.REFUSE);
  }

  private Experiment<?> chosen() {
    if (seeds != null && experiment instanceof Reproduction) {
      throw new IllegalArgumentException(
          "--seeds: a reproduction has seeds of its own, by --seed and --seed-count");
    }
    return seeds == null ? experiment : new Seeds<>(experiment, seeds);
  }

  private Summary resume(RunFolder folder) throws IOException {
    String name = folder.parse(RunFolder.CONFIG, Settings::experiment);
    Experiment<?> begun = folder.parse(RunFolder.CONFIG, text -> Experiments.named(name));
    if (!name.equals(experiment.name()) && !name.startsWith(experiment.name() + " ")) {
      throw new IllegalArgumentException(
          "%s holds a run of %s, not of %s".formatted(folder.path(), name, experiment.name()));
    }
    try (ProgressLine progress = new ProgressLine(name)) {
      return Runs.resume(begun, folder, progress);
    }
  }

  private <S extends Record> Summary start(Experiment<S> chosen, RunFolder folder)
      throws IOException {
    Map<String, String> given = given();
    S all = Settings.with(chosen.preset(given), given);
    try (ProgressLine progress = new ProgressLine(chosen.name())) {
      return Runs.start(chosen, all, folder, progress);
    }
  }

  private Map<String, String> given() {
    return Objects.requireNonNull(settings).given(assignments);
  }
}
