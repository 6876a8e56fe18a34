package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether geometry forms on graphs of the literature, and on the user's, and whether the Fiedler
 * vector and the embeddings split them as their known communities do.
 */
public final class RealGraphsStudy implements Study<RealGraphsSettings> {
  @Override
  public String name() {
    return "real-graphs";
  }

  @Override
  public String description() {
    return "models memorise graphs of the literature, or your own, and are asked for communities";
  }

  @Override
  public RealGraphsSettings preset(Map<String, String> choices) {
    return new RealGraphsSettings(
        "all", RealGraphsSettings.NONE, RealGraphsSettings.NONE, 11, 3, 0);
  }

  @Override
  public List<Part<?>> parts(RealGraphsSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (Variant variant : variants(settings, RealGraph.of(settings))) {
      for (int seed : settings.seeds()) {
        parts.add(variant.part(seed));
      }
    }
    return parts;
  }

  private static List<Variant> variants(RealGraphsSettings settings, List<RealGraph> graphs) {
    return graphs.stream().flatMap(graph -> graph.variants(settings.steps()).stream()).toList();
  }

  @Override
  public Conclusion conclude(RealGraphsSettings settings, List<Result> results) {
    List<RealGraph> graphs = RealGraph.of(settings);
    Geometries geometries = Geometries.of(variants(settings, graphs), settings.seeds(), results);
    RealGraphsReport report = new RealGraphsReport(settings, graphs, geometries);
    return new Conclusion(
        "Does geometry form on real graphs?",
        report.sentence(),
        report.sections(),
        settings.seeds(),
        report.summary());
  }
}
