package dev.loci.tasks.cli;

import dev.loci.tasks.graph.Cycle;
import dev.loci.tasks.graph.Grid;
import dev.loci.tasks.graph.Irregular;
import dev.loci.tasks.graph.Star;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loci data}: one command for each family of graphs, and one for facts. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    subcommands = {FactsCommand.class, CommandLine.HelpCommand.class},
    description = "Writes a data set: a graph's edges and paths, or facts and questions.")
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which data? one of star, grid, cycle, irregular, facts");
  }

  @Command(
      name = "star",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Arms from a root (a path-star), or trees with --subtree-degree 2 or more.")
  int star(
      @Option(names = "--degree", defaultValue = "4", description = "Arms; default 4.") int degree,
      @Option(
              names = "--subtree-degree",
              defaultValue = "1",
              description = "Children of the nodes below the root; default 1.")
          int subtreeDegree,
      @Option(
              names = "--total-nodes",
              defaultValue = "-1",
              description = "Nodes in all; more than are needed stay isolated.")
          int totalNodes,
      @Mixin DataOptions options) {
    Star star = Star.of(degree, subtreeDegree, options.pathLength());
    return options.write(
        totalNodes == -1 ? star : new Star(degree, subtreeDegree, options.pathLength(), totalNodes),
        spec);
  }

  @Command(
      name = "grid",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "A rectangular grid and walks on it.")
  int grid(
      @Option(names = "--rows", defaultValue = "4", description = "Rows; default 4.") int rows,
      @Option(
              names = {"--cols", "--columns"},
              defaultValue = "4",
              description = "Columns; default 4.")
          int columns,
      @Mixin DataOptions options) {
    return options.write(new Grid(rows, columns, options.pathLength()), spec);
  }

  @Command(
      name = "cycle",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "A ring and the stretches of it.")
  int cycle(
      @Option(names = "--nodes", defaultValue = "15", description = "Nodes; default 15.") int nodes,
      @Mixin DataOptions options) {
    return options.write(new Cycle(nodes, options.pathLength()), spec);
  }

  @Command(
      name = "irregular",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "A fixed graph of 16 nodes in two parts, and walks on it.")
  int irregular(@Mixin DataOptions options) {
    return options.write(new Irregular(options.pathLength()), spec);
  }
}
