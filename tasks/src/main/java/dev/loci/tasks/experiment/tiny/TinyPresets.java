package dev.loci.tasks.experiment.tiny;

/** The settings of the reference's notebooks, by model and graph. */
final class TinyPresets {
  private TinyPresets() {}

  /**
   * The settings of the reference's transformer notebooks for a graph: one layer and head, AdamW
   * without decay, learning rate 0.01 by a cosine to a tenth, full batch.
   */
  static TinySettings transformer(String graph, boolean forwardOnly, boolean selfEdges) {
    boolean base = !forwardOnly && !selfEdges;
    int steps =
        switch (graph) {
          case "grid" -> forwardOnly ? 1000 : 500;
          case "cycle" -> 700;
          case "irregular" -> base ? 2500 : 2000;
          default -> 500;
        };
    int shown =
        switch (graph) {
          case "irregular" -> 40;
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
        forwardOnly,
        selfEdges,
        steps,
        0.01,
        0,
        "cosine",
        0,
        0,
        1,
        width,
        1,
        true,
        true,
        true,
        true,
        true,
        false,
        false,
        0,
        "framework",
        shown,
        1,
        1000);
  }
}
