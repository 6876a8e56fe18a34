package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiments;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code loci reproduce}: a command for each paper. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "PAPER",
    description = "Puts every claim of a paper beside figures of our own, and says what holds.")
final class ReproduceCommand implements Callable<Integer> {
  @Unmatched private List<String> rest = new ArrayList<>();

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
        (rest.isEmpty() || rest.getFirst().startsWith("-")
                ? "reproduce: which paper? There are "
                : "reproduce: there is no paper \"" + rest.getFirst() + "\"; there are ")
            + Experiments.REPRODUCTIONS.stream()
                .map(Reproduction::name)
                .collect(Collectors.joining(", ")));
  }
}
