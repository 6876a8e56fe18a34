package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.experiment.Settings;
import java.util.List;

/**
 * The settings of the reference's notebooks, by model and graph; but the Transformer makes more
 * updates on the cycle.
 */
final class TinyPresets {
  private TinyPresets() {}

  /**
   * The settings of the reference's transformer notebooks for a graph, but for the cycle's updates:
   * one layer and head, AdamW without decay, learning rate 0.01 by a cosine to a tenth, full batch.
   */
  static TinySettings transformer(String graph, boolean forwardOnly, boolean selfEdges) {
    boolean base = !forwardOnly && !selfEdges;
    int steps =
        switch (graph) {
          case "grid" -> forwardOnly ? 1000 : 500;
          // Their 700 steps leave one start in ten without its last edge, this one in float32 too.
          case "cycle" -> base ? 1000 : 700;
          case "irregular" -> base ? 2500 : 2000;
          default -> 500;
        };
    int shown =
        switch (graph) {
          case "irregular" -> 40;
          case "karate", "florentine", "southern-women" -> -1;
          case "grid" -> forwardOnly ? -1 : selfEdges ? 100 : 200;
          case "cycle" -> forwardOnly ? -1 : selfEdges ? 250 : 100;
          default -> forwardOnly ? -1 : 100;
        };
    int width = graph.equals("irregular") && !base ? 48 : 32;
    return new TinySettings(
        "transformer",
        graph,
        TinySettings.GENERATED,
        7,
        4,
        1,
        5,
        4,
        4,
        15,
        true,
        forwardOnly,
        selfEdges,
        false,
        steps,
        0.01,
        0,
        "cosine",
        0,
        0,
        "float32",
        1,
        width,
        1,
        true,
        true,
        true,
        true,
        true,
        false,
        "",
        0,
        "framework",
        shown,
        1,
        1000);
  }

  /** The "neural network": one linear map between tied embeddings. */
  static TinySettings network(String graph, boolean forwardOnly, boolean selfEdges) {
    TinySettings base = withoutContext("network", graph, forwardOnly, selfEdges);
    return Settings.with(
        base,
        switch (graph) {
          case "cycle" -> values(512, 0.01, "constant", 10_000);
          case "grid" ->
              selfEdges ? values(16, 0.1, "cosine", 200) : values(32, 0.01, "cosine", 500);
          case "irregular" ->
              selfEdges ? values(64, 0.05, "constant", 200) : values(16, 0.005, "cosine", 1000);
          default -> selfEdges ? values(32, 0.05, "cosine", 200) : values(32, 0.01, "cosine", 500);
        });
  }

  /** The same with embeddings that stay as they begin. */
  static TinySettings associative(String graph, boolean forwardOnly, boolean selfEdges) {
    TinySettings base = withoutContext("network", graph, forwardOnly, selfEdges);
    List<String> values =
        switch (graph) {
          case "cycle" -> selfEdges ? values(15, 5, "cosine", 200) : values(15, 10, "cosine", 5000);
          case "grid" -> selfEdges ? values(16, 15, "cosine", 200) : values(32, 0.2, "cosine", 500);
          case "irregular" ->
              selfEdges ? values(64, 0.5, "constant", 200) : values(16, 2, "cosine", 500);
          case "karate", "florentine", "southern-women" -> values(64, 1, "cosine", 500);
          default -> selfEdges ? values(32, 1, "cosine", 200) : values(32, 0.2, "cosine", 500);
        };
    boolean positions = graph.equals("cycle") && !selfEdges;
    return Settings.with(
        Settings.with(base, values), List.of("frozen_embeddings=true", "positions=" + positions));
  }

  /** An associative memory so wide that few updates suffice. */
  static TinySettings associativeFast(String graph, boolean forwardOnly, boolean selfEdges) {
    TinySettings base = withoutContext("network", graph, forwardOnly, selfEdges);
    boolean isConstant = graph.equals("star") || graph.equals("irregular");
    boolean decays = graph.equals("cycle") || graph.equals("irregular");
    List<String> values = values(512, 0.1, isConstant ? "constant" : "cosine", 10);
    return Settings.with(
        Settings.with(base, values),
        List.of("frozen_embeddings=true", "weight_decay=" + (decays ? 1e-3 : 0)));
  }

  /** The linear network that begins with the identity. */
  static TinySettings linearIdentity(String graph, boolean forwardOnly, boolean selfEdges) {
    return Settings.with(
        withoutContext("network", graph, forwardOnly, selfEdges),
        List.of("init=identity", "width=32", "learning_rate=0.01", "steps=500"));
  }

  static TinySettings node2vec(String graph, boolean forwardOnly, boolean selfEdges) {
    TinySettings base = withoutContext("node2vec", graph, forwardOnly, selfEdges);
    List<String> values = values(100, 0.01, "constant", 10_000);
    return Settings.with(
        Settings.with(base, values), List.of("randomize_node_ids=false", "measure_every=25"));
  }

  static TinySettings untiedNode2vec(String graph, boolean forwardOnly, boolean selfEdges) {
    return Settings.with(node2vec(graph, forwardOnly, selfEdges), List.of("tied=false"));
  }

  static TinySettings mamba(String graph, boolean forwardOnly, boolean selfEdges) {
    TinySettings transformer = transformer(graph, forwardOnly, selfEdges);
    return Settings.with(
        transformer, List.of("model=mamba", "positions=false", "init=normal", "shown_step=-1"));
  }

  /** A model without attention, positions and normalisation. */
  private static TinySettings withoutContext(
      String model, String graph, boolean forwardOnly, boolean selfEdges) {
    return Settings.with(
        transformer(graph, forwardOnly, selfEdges),
        List.of("model=" + model, "positions=false", "shown_step=-1"));
  }

  private static List<String> values(int width, double rate, String decay, int steps) {
    return List.of(
        "width=" + width,
        "learning_rate=" + rate,
        "decay=" + decay,
        "steps=" + steps,
        "measure_every=" + Math.ceilDiv(steps, 1000));
  }
}
