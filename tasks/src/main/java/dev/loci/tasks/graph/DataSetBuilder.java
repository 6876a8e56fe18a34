package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.nio.file.Path;
import java.util.List;

/** Builds data sets, in memory or as files. The same options give the same bytes everywhere. */
public final class DataSetBuilder {
  private DataSetBuilder() {}

  /** Returns the data set of the options, in its variant with or without self edges. */
  public static DataSet sample(DataSetOptions options, boolean selfEdges) {
    return variants(options).get(selfEdges ? 1 : 0);
  }

  /**
   * Writes both variants of the data set, without and with self edges, three files each.
   *
   * @return the six files
   * @throws DataException if a file can't be written, or exists and is not to be replaced
   */
  public static List<Path> build(DataSetOptions options) {
    return DataSetWriter.write(options.folder(), variants(options), options.overwrite());
  }

  private static List<DataSet> variants(DataSetOptions options) {
    PythonRandom random = PythonRandom.seeded(options.randomSeed());
    PathGraph graph = options.family().generate(random, options.randomizeNodeIds());
    Split split =
        options.splitSubtreeHoldout()
            ? Split.ofSubtrees(graph.paths(), options.trainSplitRatio(), random)
            : Split.ofPaths(graph.paths(), options.trainSplitRatio(), random);
    return List.of(variant(options, graph, split, false), variant(options, graph, split, true));
  }

  private static DataSet variant(
      DataSetOptions options, PathGraph graph, Split split, boolean selfEdges) {
    DataSetName name = DataSetName.of(options, selfEdges);
    return new DataSet(
        name.stem(),
        graph.nodeCount(),
        name.edges().apply(graph.forward(), graph.nodeCount()),
        split.train(),
        split.test(),
        name.startNodeInPrefix());
  }
}
