package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.report.Band;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What all runs of a study left, by the names of the variants, one for each seed. */
final class Geometries {
  private final Map<String, List<Geometry>> byName = new LinkedHashMap<>();

  /** Reads the runs of variants. */
  static Geometries of(List<Variant> variants, int[] seeds, List<Result> results) {
    Map<String, Result> byPart = new LinkedHashMap<>();
    results.forEach(result -> byPart.put(result.name(), result));
    Geometries all = new Geometries();
    Map<String, Geometry.Whole> graphs = new HashMap<>();
    for (Variant variant : variants) {
      List<Geometry> runs = new ArrayList<>();
      for (int seed : seeds) {
        String part = variant.part(seed).name();
        runs.add(Geometry.of(Objects.requireNonNull(byPart.get(part), part), graphs));
      }
      all.byName.put(variant.name(), runs);
    }
    return all;
  }

  /** The runs of a variant, in the order of the seeds. */
  List<Geometry> of(Variant variant) {
    List<Geometry> runs = byName.get(variant.name());
    if (runs == null) {
      throw new IllegalStateException("there are no runs of " + variant.name());
    }
    return runs;
  }

  /** What the seeds say of one quantity. */
  Statistics statistics(Variant variant, ToDoubleFunction<Geometry> quantity) {
    return Statistics.of(values(variant, quantity));
  }

  private double[] values(Variant variant, ToDoubleFunction<Geometry> quantity) {
    return of(variant).stream().mapToDouble(quantity).toArray();
  }

  /** Bars of one quantity, a variant each, with the deviation over seeds. */
  Band bars(String name, List<Variant> variants, ToDoubleFunction<Geometry> quantity) {
    double[][] values =
        variants.stream().map(variant -> values(variant, quantity)).toArray(double[][]::new);
    return Band.ofDeviation(name, Vectors.transposed(values));
  }
}
