package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiments;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code loci reproduce}: a command for each paper. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "PAPER",
    description = "Puts every claim of a paper beside figures of our own, and says what holds.")
final class ReproduceCommand implements Callable<Integer> {
  static CommandLine commandLine() {
    CommandLine reproduce = new CommandLine(new ReproduceCommand());
    for (Reproduction<?> reproduction : Experiments.REPRODUCTIONS) {
      reproduce.addSubcommand(
          reproduction.name(), new CommandLine(ExperimentCommand.spec(reproduction)));
    }
    return reproduce;
  }

  @Override
  public Integer call() {
    throw new IllegalArgumentException(
        "reproduce: which paper? There are "
            + Experiments.REPRODUCTIONS.stream()
                .map(Reproduction::name)
                .collect(Collectors.joining(", ")));
  }
}
