package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Summary;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What {@code summary.json} of the spectral study holds.
 *
 * @param models every model on every graph by its own recipe
 * @param factors the levels of what was varied
 */
record SpectralSummary(String experiment, List<Row> models, List<Row> factors) implements Summary {
  /**
   * A model in one setting on one graph, over the seeds.
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
      Statistics zigZag,
      Statistics laplacianOverlap,
      Statistics laplacianAngle,
      Statistics procrustes,
      Statistics rankCorrelation,
      Statistics geometricLevel,
      Statistics edgeRecovery) {

    static Row of(Variant variant, String setting, Geometries all) {
      return new Row(
          variant.graph(),
          variant.model(),
          setting,
          all.statistics(variant, g -> g.shares().top()),
          all.statistics(variant, g -> g.shares().leading()),
          all.statistics(variant, g -> g.shares().middle()),
          all.statistics(variant, g -> g.shares().mostNegative()),
          all.statistics(variant, Geometry::zigZag),
          all.statistics(variant, Geometry::overlap),
          all.statistics(variant, Geometry::largestAngle),
          all.statistics(variant, Geometry::procrustes),
          all.statistics(variant, Geometry::rankCorrelation),
          all.statistics(variant, Geometry::geometricLevel),
          all.statistics(variant, Geometry::recovery));
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
              row.zigZag.toText(3)));
    }
    return text.toString();
  }

  /** The mean over the rows of a graph's model, for sentences. */
  double mean(String model, ToDoubleFunction<Row> quantity) {
    return models.stream()
        .filter(row -> row.model.equals(model))
        .mapToDouble(quantity)
        .average()
        .orElse(Double.NaN);
  }
}
