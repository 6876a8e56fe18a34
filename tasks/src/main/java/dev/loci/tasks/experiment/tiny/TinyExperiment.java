package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.OpensModel;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.TrainedModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A kind of model that memorises a tiny graph, with the reference's settings for each graph. */
public final class TinyExperiment implements OpensModel<TinySettings> {
  public static final TinyExperiment TRANSFORMER =
      new TinyExperiment(
          "tiny-transformer",
          "a one-layer Transformer memorises the edges of a tiny graph",
          TinyPresets::transformer);

  public static final TinyExperiment NEURAL_NETWORK =
      new TinyExperiment(
          "tiny-neural-network",
          "embeddings and one linear map memorise the edges of a tiny graph",
          TinyPresets::network);

  public static final TinyExperiment ASSOCIATIVE =
      new TinyExperiment(
          "tiny-associative",
          "one linear map between frozen embeddings memorises the edges of a tiny graph",
          TinyPresets::associative);

  public static final TinyExperiment ASSOCIATIVE_FAST =
      new TinyExperiment(
          "tiny-associative-fast",
          "a wide map between frozen embeddings memorises the edges in a few steps",
          TinyPresets::associativeFast);

  public static final TinyExperiment LINEAR_IDENTITY =
      new TinyExperiment(
          "tiny-linear-identity",
          "the linear network begins with the identity",
          TinyPresets::linearIdentity);

  public static final TinyExperiment NODE2VEC =
      new TinyExperiment(
          "tiny-node2vec",
          "Node2Vec learns a vector for each node of a tiny graph",
          TinyPresets::node2vec);

  public static final TinyExperiment NODE2VEC_UNTIED =
      new TinyExperiment(
          "tiny-node2vec-untied",
          "Node2Vec with vectors of their own for targets",
          TinyPresets::untiedNode2vec);

  public static final TinyExperiment MAMBA =
      new TinyExperiment(
          "tiny-mamba", "Mamba memorises the edges of a tiny graph", TinyPresets::mamba);

  /** All of them. */
  public static final List<TinyExperiment> ALL =
      List.of(
          TRANSFORMER,
          NEURAL_NETWORK,
          ASSOCIATIVE,
          ASSOCIATIVE_FAST,
          LINEAR_IDENTITY,
          NODE2VEC,
          NODE2VEC_UNTIED,
          MAMBA);

  /** The settings for a graph and its variants. */
  @FunctionalInterface
  interface Presets {
    TinySettings of(String graph, boolean forwardOnly, boolean selfEdges);
  }

  private final String name;
  private final String description;
  private final Presets presets;
  private final boolean withPage;

  private TinyExperiment(String name, String description, Presets presets) {
    this(name, description, presets, true);
  }

  private TinyExperiment(String name, String description, Presets presets, boolean withPage) {
    this.name = name;
    this.description = description;
    this.presets = presets;
    this.withPage = withPage;
  }

  /** The same runs without figures and page of their own, for a study of many. */
  public TinyExperiment withoutPage() {
    return new TinyExperiment(name, description, presets, false);
  }

  @Override
  public String name() {
    return name;
  }

  /** What the model is called: the name without {@code tiny-}. */
  public String shortName() {
    return name.replace("tiny-", "");
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
    return new TinyRun(name, settings, folder, withPage);
  }

  @Override
  public TrainedModel open(TinySettings settings, RunFolder folder) throws IOException {
    return new TinyRun(name, settings, folder, withPage).open();
  }
}
