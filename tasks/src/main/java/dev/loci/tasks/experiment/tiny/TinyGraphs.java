package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.graph.BundledGraphs;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetBuilder;
import dev.loci.tasks.graph.DataSetOptions;
import dev.loci.tasks.graph.EdgeList;
import dev.loci.tasks.graph.EdgeOptions;
import java.nio.file.Path;

/** The graphs that tiny experiments learn: generated, of the literature, or the user's. */
public final class TinyGraphs {
  /** Analysis takes n^3 time; beyond this the graph is not tiny. */
  public static final int MOST_NODES = 1000;

  private TinyGraphs() {}

  /**
   * Returns the data that the settings name.
   *
   * @throws IllegalArgumentException if the graph is empty or not tiny
   * @throws dev.loci.tasks.graph.DataException if a file is at fault
   */
  public static DataSet dataSet(TinySettings settings) {
    DataSet data = read(settings);
    if (data.nodeCount() > MOST_NODES || data.edges().size() == 0) {
      throw new IllegalArgumentException(
          "%s: a graph of %d nodes and %d edges, expected 1 edge to %d nodes"
              .formatted(data.stem(), data.nodeCount(), data.edges().size(), MOST_NODES));
    }
    return settings.doubleSelfEdges() ? withMoreSelfEdges(data) : data;
  }

  private static DataSet withMoreSelfEdges(DataSet data) {
    return new DataSet(
        data.stem(),
        data.nodeCount(),
        data.edges().concat(EdgeList.selfEdges(data.nodeCount())),
        data.train(),
        data.test(),
        data.startNodeInPrefix());
  }

  private static DataSet read(TinySettings settings) {
    if (!settings.data().equals(TinySettings.GENERATED)) {
      return DataPlace.read(settings);
    }
    if (TinySettings.BUNDLED.contains(settings.graph())) {
      EdgeOptions edges = new EdgeOptions(true, !settings.forwardOnly(), settings.selfEdges());
      return BundledGraphs.named(settings.graph()).dataSet(edges);
    }
    return generate(settings);
  }

  private static DataSet generate(TinySettings settings) {
    int nodes = settings.family().nodeCount();
    if (nodes > MOST_NODES) {
      throw new IllegalArgumentException(
          "a %s of %d nodes is not tiny; this experiment takes up to %d"
              .formatted(settings.graph(), nodes, MOST_NODES));
    }
    DataSetOptions options =
        DataSetOptions.of(settings.family(), Path.of(""))
            .withRandomSeed(settings.seed())
            .withRandomizeNodeIds(settings.randomizeNodeIds())
            .withDirections(true, !settings.forwardOnly());
    return DataSetBuilder.sample(options, settings.selfEdges());
  }
}
