package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Experiments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Unmatched;

/** {@code loci run}: a command for each experiment. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "EXPERIMENT",
    description =
        "Runs an experiment and writes its folder: weights, measurements, figures, report.")
final class RunCommand implements Callable<Integer> {
  @Unmatched private List<String> rest = new ArrayList<>();

  static CommandLine commandLine() {
    CommandLine run = new CommandLine(new RunCommand());
    for (Experiment<?> experiment : Experiments.ALL) {
      CommandSpec spec = ExperimentCommand.spec(experiment);
      run.addSubcommand(experiment.name(), new CommandLine(spec));
    }
    return run;
  }

  @Override
  public Integer call() {
    if (!rest.isEmpty() && !rest.getFirst().startsWith("-")) {
      Experiments.named(rest.getFirst()); // there is none, or it would have been a command
    }
    throw new IllegalArgumentException("run: which experiment? loci list names them");
  }
}
