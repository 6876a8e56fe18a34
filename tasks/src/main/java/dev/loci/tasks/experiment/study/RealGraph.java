package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.Fiedler;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinyGraphs;
import dev.loci.tasks.experiment.tiny.TinySettings;
import dev.loci.tasks.graph.BundledGraphs;
import dev.loci.tasks.graph.GraphFiles;
import dev.loci.tasks.graph.NamedGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A graph that nobody made up for a model, and the models that learn it.
 *
 * @param graph its nodes' names, its edges, and perhaps its communities
 * @param place the setting {@code data} of its runs
 * @param fiedler the parts that the Fiedler vectors cut it into
 */
record RealGraph(NamedGraph graph, String place, int[] fiedler) {
  /** The models that learn it. */
  static final List<TinyExperiment> MODELS =
      List.of(
          TinyExperiment.NODE2VEC,
          TinyExperiment.TRANSFORMER,
          TinyExperiment.NEURAL_NETWORK,
          TinyExperiment.MAMBA,
          TinyExperiment.ASSOCIATIVE);

  /** A graph of one edge has nothing to draw. */
  private static final int FEWEST_EDGES = 2;

  /** {@link dev.loci.tasks.analysis.Partitions} matches no more. */
  private static final int MOST_PARTS = 16;

  /** Which bundled graph's recipes a graph from a file is learnt by; they all have the same. */
  private static final String FOREIGN = TinySettings.BUNDLED.getFirst();

  /**
   * Reads the graphs that the settings name.
   *
   * @throws dev.loci.tasks.graph.DataException if a file is at fault
   * @throws IllegalArgumentException if a graph is empty, not tiny, or named like another
   */
  static List<RealGraph> of(RealGraphsSettings settings) {
    List<RealGraph> graphs = new ArrayList<>();
    for (String name : settings.bundled()) {
      graphs.add(of(BundledGraphs.named(name), TinySettings.GENERATED));
    }
    if (!settings.data().equals(RealGraphsSettings.NONE)) {
      NamedGraph own = GraphFiles.read(Path.of(settings.data()));
      requireTiny(own);
      if (settings.bundled().contains(own.title())) {
        throw new IllegalArgumentException(
            "%s is named like the bundled graph %s, which is looked at too"
                .formatted(settings.data(), own.title()));
      }
      boolean isKnown = !settings.communities().equals(RealGraphsSettings.NONE);
      NamedGraph whole =
          isKnown ? GraphFiles.withCommunities(own, Path.of(settings.communities())) : own;
      RealGraph graph = of(whole, settings.data());
      graph.requireFewParts();
      graphs.add(graph);
    }
    return graphs;
  }

  private static RealGraph of(NamedGraph graph, String place) {
    int[] fiedler = Fiedler.split(graph.nodeCount(), graph.forward().toPairs());
    return new RealGraph(graph, place, fiedler);
  }

  private static void requireTiny(NamedGraph graph) {
    if (graph.forward().size() < FEWEST_EDGES || graph.nodeCount() > TinyGraphs.MOST_NODES) {
      throw new IllegalArgumentException(
          "%s: a graph of %d nodes and %d edges, expected %d edges or more between at most %d nodes"
              .formatted(
                  graph.title(),
                  graph.nodeCount(),
                  graph.forward().size(),
                  FEWEST_EDGES,
                  TinyGraphs.MOST_NODES));
    }
  }

  /** Finds fault before anything is trained with what could not be compared after it. */
  private void requireFewParts() {
    int parts = fiedlerParts();
    int known = graph.communities().map(communities -> communities.names().size()).orElse(0);
    if (Math.max(parts, known) > MOST_PARTS) {
      throw new IllegalArgumentException(
          "%s: %d parts by the Fiedler vectors and %d communities; up to %d can be compared"
              .formatted(title(), parts, known, MOST_PARTS));
    }
  }

  String title() {
    return graph.title();
  }

  /** Its title as a part of file names. */
  String id() {
    return graph.title().replaceAll("[^A-Za-z0-9-]+", "_");
  }

  private boolean isBundled() {
    return place.equals(TinySettings.GENERATED);
  }

  /** The models on it, each by its recipe for such graphs. */
  List<Variant> variants(int steps) {
    return MODELS.stream()
        .map(experiment -> Variant.of(experiment, isBundled() ? title() : FOREIGN))
        .map(variant -> variant.on(id(), place).shortened(steps))
        .toList();
  }

  /** The edges as pairs. */
  int[][] edges() {
    return graph.forward().toPairs();
  }

  /** The known communities of the nodes. */
  Optional<int[]> communities() {
    return graph.communities().map(NamedGraph.Communities::of);
  }

  /** What points are coloured by: communities, or else the Fiedler split. */
  int[] groups() {
    return communities().orElseGet(this::fiedler);
  }

  /** The names of the groups. */
  List<String> groupNames() {
    return graph
        .communities()
        .map(NamedGraph.Communities::names)
        .orElseGet(() ->
            IntStream.rangeClosed(1, fiedlerParts()).mapToObj(i -> "Fiedler part " + i).toList());
  }

  private int fiedlerParts() {
    return 1 + Arrays.stream(fiedler).max().orElse(0);
  }
}
