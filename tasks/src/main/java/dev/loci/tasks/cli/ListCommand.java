package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Experiments;
import java.io.PrintWriter;
import java.util.List;
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
    list(out, Experiments.ALL);
    out.println("loci run EXPERIMENT --help shows the settings of one");
    out.println();
    list(out, Experiments.REPRODUCTIONS);
    out.println("loci reproduce PAPER puts a paper's claims to the test");
    out.flush();
  }

  private static void list(PrintWriter out, List<? extends Experiment<?>> experiments) {
    int width = experiments.stream().mapToInt(e -> e.name().length()).max().orElse(0);
    for (Experiment<?> experiment : experiments) {
      out.printf("%-" + width + "s  %s%n", experiment.name(), experiment.description());
    }
  }
}
