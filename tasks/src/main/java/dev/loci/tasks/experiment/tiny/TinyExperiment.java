package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.OpensModel;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.TrainedModel;
import java.io.IOException;
import java.util.Map;

/** A kind of model that memorises a tiny graph, with the reference's settings for each graph. */
public final class TinyExperiment implements OpensModel<TinySettings> {
  /** The experiment of the Transformer. */
  public static final TinyExperiment TRANSFORMER =
      new TinyExperiment(
          "tiny-transformer",
          "a one-layer Transformer memorises the edges of a tiny graph",
          TinyPresets::transformer);

  /** The settings for a graph and its variants. */
  @FunctionalInterface
  interface Presets {
    TinySettings of(String graph, boolean forwardOnly, boolean selfEdges);
  }

  private final String name;
  private final String description;
  private final Presets presets;

  private TinyExperiment(String name, String description, Presets presets) {
    this.name = name;
    this.description = description;
    this.presets = presets;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  /** Graph, direction and self edges decide what the rest is by default. */
  @Override
  public TinySettings preset(Map<String, String> choices) {
    return presets.of(
        choices.getOrDefault("graph", "star"),
        Boolean.parseBoolean(choices.get("forward_only")),
        Boolean.parseBoolean(choices.get("self_edges")));
  }

  @Override
  public Run prepare(TinySettings settings, RunFolder folder) {
    return new TinyRun(name, settings, folder);
  }

  @Override
  public TrainedModel open(TinySettings settings, RunFolder folder) throws IOException {
    return new TinyRun(name, settings, folder).open();
  }
}
