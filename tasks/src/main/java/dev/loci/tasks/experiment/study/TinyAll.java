package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Every model on every tiny graph, with its preset. */
public final class TinyAll implements Study<TinyAllSettings> {
  @Override
  public String name() {
    return "tiny-all";
  }

  @Override
  public String description() {
    return "every model memorises every tiny graph, also one way only and with self edges";
  }

  @Override
  public TinyAllSettings preset(Map<String, String> choices) {
    return new TinyAllSettings(
        7,
        TinyAllSettings.ALL,
        String.join(",", TinySettings.GRAPHS),
        TinyAllSettings.ALL,
        "float32",
        0);
  }

  /** The longest first, so that no core waits for them at the end. */
  @Override
  public List<Part<?>> parts(TinyAllSettings settings) {
    List<Part<TinySettings>> parts = new ArrayList<>();
    for (TinyExperiment experiment : settings.experiments()) {
      for (String graph : settings.graphNames()) {
        for (String edges : settings.edgeNames()) {
          parts.add(
              new Part<>(
                  partName(experiment, graph, edges),
                  experiment,
                  partSettings(experiment, graph, edges, settings)));
        }
      }
    }
    parts.sort(Comparator.comparingDouble(part -> -cost(part.settings())));
    return List.copyOf(parts);
  }

  static String partName(TinyExperiment experiment, String graph, String edges) {
    return experiment.shortName() + "-" + graph + "-" + edges;
  }

  private static TinySettings partSettings(
      TinyExperiment experiment, String graph, String edges, TinyAllSettings settings) {
    TinySettings preset =
        experiment.preset(
            Map.of(
                "graph",
                graph,
                "forward_only",
                Boolean.toString(edges.equals("forward")),
                "self_edges",
                Boolean.toString(edges.equals("self"))));
    List<String> changes = new ArrayList<>(List.of("seed=" + settings.seed()));
    if (preset.model().equals("transformer") || preset.model().equals("network")) {
      changes.add("precision=" + settings.precision());
    }
    return Settings.with(preset, changes).atMost(settings.mostSteps());
  }

  /** Updates times weights, in no unit. */
  private static double cost(TinySettings settings) {
    double width = settings.model().equals("node2vec") ? 20 : settings.width();
    boolean isDeep = settings.model().equals("transformer") || settings.model().equals("mamba");
    return settings.steps() * (1e4 + width * width) * (isDeep ? 5 : 1);
  }

  @Override
  public Conclusion conclude(TinyAllSettings settings, List<Result> results) {
    return new TinyAllReport(name(), settings, results).conclude();
  }
}
