package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Experiments;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code loci list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Names the experiments.")
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    int width = Experiments.ALL.stream().mapToInt(e -> e.name().length()).max().orElse(0);
    for (Experiment<?> experiment : Experiments.ALL) {
      out.printf("%-" + width + "s  %s%n", experiment.name(), experiment.description());
    }
    out.println("loci run EXPERIMENT --help shows the settings of one");
    out.flush();
  }
}
