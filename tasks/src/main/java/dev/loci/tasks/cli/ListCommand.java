package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.TinySettings;
import dev.loci.tasks.experiment.TinyTransformer;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code loci list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Names the experiments and their presets.")
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        TinyTransformer.NAME
            + "  a one-layer Transformer memorises the edges of a tiny graph (arXiv 2510.26745)");
    for (String graph : TinySettings.GRAPHS) {
      for (boolean forwardOnly : new boolean[] {false, true}) {
        for (boolean selfEdges : new boolean[] {false, true}) {
          if (!forwardOnly || !selfEdges) {
            TinySettings preset = TinySettings.preset(graph, forwardOnly, selfEdges);
            out.printf(
                "  --graph %-9s %-14s  width %d, %d steps%n",
                graph,
                forwardOnly ? "--forward-only" : selfEdges ? "--self-edges" : "",
                preset.width(),
                preset.steps());
          }
        }
      }
    }
    out.flush();
  }
}
