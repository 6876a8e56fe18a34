package dev.loci.tasks.cli;

import picocli.CommandLine.Option;

/** How many facts there are and how far questions about them go. */
final class FactSizes {
  @Option(names = "--subjects", defaultValue = "64", description = "N, subjects; default 64.")
  private int subjects;

  @Option(names = "--relations", defaultValue = "4", description = "R, relations; default 4.")
  private int relations;

  @Option(names = "--hops", defaultValue = "1", description = "k, hops of a question; default 1.")
  private int hops;

  int subjects() {
    return subjects;
  }

  int relations() {
    return relations;
  }

  int hops() {
    return hops;
  }
}
