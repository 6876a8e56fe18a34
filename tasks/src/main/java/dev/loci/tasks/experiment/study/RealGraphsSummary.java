package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.Fiedler;
import dev.loci.tasks.analysis.Partitions;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Summary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code summary.json} of the study on real graphs holds.
 *
 * @param graphs what is known without any model
 * @param models every model on every graph
 */
record RealGraphsSummary(String experiment, List<Known> graphs, List<Row> models)
    implements Summary {
  /**
   * A graph by itself.
   *
   * @param parts into how many the Fiedler vectors cut it, two for each component
   * @param fiedlerAccuracy share of nodes on the side of their community; null if none is known
   * @param fiedlerRand adjusted Rand index of the same
   */
  record Known(
      String graph,
      int nodes,
      int edges,
      int parts,
      @Nullable Double fiedlerAccuracy,
      @Nullable Double fiedlerRand) {

    static Known of(RealGraph graph) {
      int[] split = graph.fiedler();
      Optional<int[]> known = graph.communities();
      return new Known(
          graph.title(),
          graph.graph().nodeCount(),
          graph.graph().forward().size(),
          (int) Arrays.stream(split).distinct().count(),
          known.map(truth -> Partitions.accuracy(split, truth)).orElse(null),
          known.map(truth -> Partitions.adjustedRandIndex(split, truth)).orElse(null));
    }
  }

  /**
   * A model on a graph, over the seeds. The embeddings' own split is by the sign of their first
   * principal component.
   *
   * @param excessLoss how far the final loss is above its floor, in nats
   * @param splitFiedlerAccuracy agreement of the own split with the Fiedler split
   * @param splitFiedlerRand adjusted Rand index of the same
   * @param splitAccuracy agreement of the own split with the communities; null if none are known
   * @param splitRand adjusted Rand index of the same
   */
  record Row(
      String graph,
      String model,
      Statistics excessLoss,
      Statistics edgeRecovery,
      Statistics geometricLevelPeak,
      Statistics geometricLevel,
      Statistics spearmanCosineVsGraphDistance,
      Statistics procrustes,
      Statistics outsideEnergy,
      Statistics splitFiedlerAccuracy,
      Statistics splitFiedlerRand,
      @Nullable Statistics splitAccuracy,
      @Nullable Statistics splitRand) {

    static Row of(RealGraph graph, Variant variant, Geometries all) {
      ToDoubleFunction<Geometry> excess = g -> g.number("final_loss") - g.number("loss_floor");
      int[] fiedler = graph.fiedler();
      return new Row(
          graph.title(),
          variant.model(),
          all.statistics(variant, excess),
          number(variant, all, "edge_recovery"),
          number(variant, all, "geometric_level_peak"),
          number(variant, all, "geometric_level"),
          number(variant, all, "spearman_cosine_vs_graph_distance"),
          number(variant, all, "procrustes"),
          number(variant, all, "outside_energy"),
          agreement(variant, all, fiedler, Partitions::accuracy),
          agreement(variant, all, fiedler, Partitions::adjustedRandIndex),
          graph
              .communities()
              .map(truth -> agreement(variant, all, truth, Partitions::accuracy))
              .orElse(null),
          graph
              .communities()
              .map(truth -> agreement(variant, all, truth, Partitions::adjustedRandIndex))
              .orElse(null));
    }

    private static Statistics number(Variant variant, Geometries all, String key) {
      return all.statistics(variant, g -> g.number(key));
    }

    private static Statistics agreement(
        Variant variant, Geometries all, int[] truth, ToDoubleBiFunction<int[], int[]> measure) {
      return all.statistics(
          variant, g -> measure.applyAsDouble(Fiedler.split(g.trained().embeddings()), truth));
    }
  }

  @Override
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format("%-32s %-16s %-16s %s%n", "", "spearman", "procrustes", "own split, ARI"));
    for (Row row : models) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-32s %-16s %-16s %s%n",
              row.graph + ", " + row.model,
              row.spearmanCosineVsGraphDistance.toText(3),
              row.procrustes.toText(3),
              (row.splitRand == null ? row.splitFiedlerRand : row.splitRand).toText(3)));
    }
    return text.toString();
  }
}
