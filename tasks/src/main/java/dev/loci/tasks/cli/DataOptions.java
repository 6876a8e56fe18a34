package dev.loci.tasks.cli;

import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.DataSetOptions;
import dev.loci.tasks.graph.DataSetWriter;
import dev.loci.tasks.graph.GraphFamily;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that all families of graphs share. */
final class DataOptions {
  @Option(
      names = "--path-length",
      defaultValue = "5",
      description = "Nodes in a path, the first included; default 5.")
  private int pathLength;

  @Option(names = "--seed", defaultValue = "7", description = "Seed; default 7.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to which <family>_graphs_randomized/ is added.")
  private Path out;

  @Option(names = "--forward", description = "List forward edges; alone, only these.")
  private boolean forward;

  @Option(names = "--backward", description = "List backward edges; alone, only these.")
  private boolean backward;

  @Option(
      names = "--self-edges",
      negatable = true,
      description = "Write only the variant with (without) self edges instead of both.")
  private @Nullable Boolean selfEdges;

  @Option(
      names = "--train-ratio",
      defaultValue = "0.75",
      description = "Share of paths, or of subtrees, to train on; default 0.75.")
  private double trainRatio;

  @Option(
      names = "--split-subtrees",
      description = "Hold out whole subtrees of a tree-star instead of single paths.")
  private boolean splitSubtrees;

  @Option(names = "--start-node", description = "Begin path prefixes with the start node.")
  private boolean startNode;

  @Option(names = "--keep-node-ids", description = "Number a star's nodes in order.")
  private boolean keepNodeIds;

  @Option(names = "--overwrite", description = "Replace files of the same data set.")
  private boolean overwrite;

  int pathLength() {
    return pathLength;
  }

  /** Builds and writes the data set and names its files. */
  int write(GraphFamily family, CommandSpec spec) {
    DataSetOptions options =
        new DataSetOptions(
            family,
            trainRatio,
            splitSubtrees,
            forward,
            backward,
            startNode,
            false,
            seed,
            !keepNodeIds,
            out,
            overwrite);
    Stream<Boolean> variants = selfEdges == null ? Stream.of(false, true) : Stream.of(selfEdges);
    List<DataSet> dataSets = variants.map(self -> DataSetBuilder.sample(options, self)).toList();
    PrintWriter terminal = spec.commandLine().getOut();
    DataSetWriter.write(options.folder(), dataSets, overwrite).forEach(terminal::println);
    terminal.flush();
    return 0;
  }
}
