package dev.loci.tasks.experiment.reproduce.geometry;

import java.util.Map;

/** What the runs of the preset showed beyond the verdicts, which it leaves as they are. */
final class Remarks {
  static final Map<String, String> AFTER_THE_RUNS =
      Map.of(
          "memorises",
          "the cases that fail are the recipe's own: with some seeds a Transformer on the grid or"
              + " the irregular graph, and a narrow associative memory on the cycle or the irregular"
              + " graph, stay an edge or two short of all.",
          "muted",
          "a ratio is unfair where there was little to take away: with seed 1 the Transformer on"
              + " the grid has no zig-zag without self edges either. Untied Node2Vec has only the"
              + " energy of random vectors in that eigenspace, which self edges do not change.",
          "tying",
          "the threshold does not tell a zig-zag from chance. Untied Node2Vec starts at N(0, 1) and"
              + " stays there: its energy lies as chance spreads it. So tying removes that energy,"
              + " but the untied model shows no zig-zag; the next claim, which was added after the"
              + " runs with the threshold that the other models have, says so.",
          "untied-zigzag",
          "this claim was added after the runs, as a check of the one before it.",
          "unstructured",
          "pairs of nodes are not independent, so chance alone exceeds two standard errors more"
              + " often than one time in twenty; the embeddings are those of the start.",
          "spectral",
          "the cases that fail are untied Node2Vec, whose embeddings stay random at this learning"
              + " rate, and networks whose energy went to the most negative eigenspaces instead.");

  private Remarks() {}

  /** A sentence or two on a claim; empty for other settings than the preset. */
  static String on(String claim, GeometrySettings settings) {
    return settings.haveSmallGraphsOfPreset() ? AFTER_THE_RUNS.getOrDefault(claim, "") : "";
  }
}
