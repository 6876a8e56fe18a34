package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Summary;
import java.util.List;
import java.util.Locale;

/**
 * What {@code summary.json} of the spectral study holds.
 *
 * @param models every model on every graph by its own recipe
 * @param factors the levels of what was varied
 */
record SpectralSummary(String experiment, List<Row> models, List<Row> factors) implements Summary {
  /**
   * A model in one setting on one graph, over the seeds. Energies, zig-zag and levels are those of
   * the single runs' summaries. Overlap, angle and Procrustes distance are not: they look at as
   * many dimensions as the graph's drawing has, single summaries at three or more for every graph.
   *
   * @param setting the level of a factor, or "recipe"
   */
  record Row(
      String graph,
      String model,
      String setting,
      Statistics topEnergy,
      Statistics leadingEnergy,
      Statistics middleEnergy,
      Statistics mostNegativeEnergy,
      Statistics outsideEnergy,
      Statistics zigzag,
      Statistics drawingOverlap,
      Statistics drawingAngle,
      Statistics drawingProcrustes,
      Statistics spearmanCosineVsGraphDistance,
      Statistics geometricLevel,
      Statistics edgeRecovery) {

    static Row of(Variant variant, String setting, Geometries all) {
      return new Row(
          variant.graph(),
          variant.model(),
          setting,
          all.statistics(variant, Geometry::top),
          all.statistics(variant, g -> g.number("leading_energy")),
          all.statistics(variant, Geometry::middle),
          all.statistics(variant, g -> g.number("most_negative_energy")),
          all.statistics(variant, g -> g.number("outside_energy")),
          all.statistics(variant, g -> g.number("zigzag")),
          all.statistics(variant, Geometry::overlap),
          all.statistics(variant, Geometry::largestAngle),
          all.statistics(variant, Geometry::procrustes),
          all.statistics(variant, g -> g.number("spearman_cosine_vs_graph_distance")),
          all.statistics(variant, g -> g.number("geometric_level")),
          all.statistics(variant, g -> g.number("edge_recovery")));
    }
  }

  @Override
  public String toText() {
    StringBuilder text =
        new StringBuilder(
            String.format("%-28s %-16s %-16s %s%n", "", "leading", "most negative", "zig-zag"));
    for (Row row : models) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %-16s %-16s %s%n",
              row.graph + ", " + row.model,
              row.leadingEnergy.toText(3),
              row.mostNegativeEnergy.toText(3),
              row.zigzag.toText(3)));
    }
    return text.toString();
  }

  /** The energy of a model outside the top and leading eigenspaces, over graphs and seeds. */
  double outside(String model) {
    return Statistics.of(
            models.stream()
                .filter(row -> row.model.equals(model))
                .mapToDouble(row -> row.outsideEnergy.mean())
                .toArray())
        .mean();
  }
}
