package dev.loci.tasks.experiment;

import dev.loci.models.gpt.GptConfig;
import dev.loci.optim.Schedule;
import dev.loci.tasks.graph.Cycle;
import dev.loci.tasks.graph.GraphFamily;
import dev.loci.tasks.graph.Grid;
import dev.loci.tasks.graph.Irregular;
import dev.loci.tasks.graph.Star;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of a run on a tiny graph. Defaults are those of the reference's notebooks, {@link
 * #preset}.
 *
 * @param graph star, grid, cycle or irregular
 * @param data a folder with a data set, or a folder and a data set's stem, or "generated"
 * @param seed of the data and of the initial weights
 * @param degree arms of a star
 * @param subtreeDegree children of each node of a star below the root
 * @param pathLength nodes in a path, the root included
 * @param rows of a grid
 * @param columns of a grid
 * @param nodes of a cycle
 * @param forwardOnly whether edges are listed in their own direction only
 * @param selfEdges whether every node has an edge to itself
 * @param steps updates
 * @param learningRate the highest
 * @param warmupSteps updates until it is reached
 * @param decay "cosine" to a tenth, or "constant"
 * @param weightDecay of AdamW
 * @param layers blocks
 * @param width of the embeddings
 * @param heads of attention
 * @param attention whether blocks attend
 * @param residual whether blocks add to their input
 * @param layerNorm whether there are normalisations
 * @param positions whether there is a table of positions
 * @param tied whether the embedding is the output matrix
 * @param frozenEmbeddings whether embeddings keep their initial values
 * @param linearBlocks whether the MLP is one linear map
 * @param dropout after linear blocks
 * @param init "framework" for the reference's bits, "non_geometric" for its N(0, 1) embeddings, or
 *     "normal" for streams by parameter name with deviation 0.02
 * @param shownStep the step whose embeddings and similarities are drawn; -1 for the last
 * @param checkpointEvery updates between checkpoints
 */
public record TinySettings(
    String graph,
    String data,
    int seed,
    int degree,
    int subtreeDegree,
    int pathLength,
    int rows,
    int columns,
    int nodes,
    boolean forwardOnly,
    boolean selfEdges,
    int steps,
    double learningRate,
    int warmupSteps,
    String decay,
    double weightDecay,
    int layers,
    int width,
    int heads,
    boolean attention,
    boolean residual,
    boolean layerNorm,
    boolean positions,
    boolean tied,
    boolean frozenEmbeddings,
    boolean linearBlocks,
    double dropout,
    String init,
    int shownStep,
    int checkpointEvery) {

  /** The value of {@code data} when there is no folder. */
  public static final String GENERATED = "generated";

  /** The graphs there are. */
  public static final List<String> GRAPHS = List.of("star", "grid", "cycle", "irregular");

  private static final int MOST_WEIGHTS = 20_000_000;

  public TinySettings {
    oneOf("graph", graph, GRAPHS.toArray(String[]::new));
    oneOf("decay", decay, "cosine", "constant");
    oneOf("init", init, "framework", "non_geometric", "normal");
    if (data.isBlank()) {
      throw new IllegalArgumentException(
          "setting data: neither a folder nor \"" + GENERATED + "\" is given");
    }
    range("steps", steps, 1, 10_000_000);
    range("warmup_steps", warmupSteps, 0, steps);
    range("path_length", pathLength, 2, 1000);
    range("layers", layers, 0, 100);
    // The framework draws 16 values at least for each matrix.
    range("width", width, init.equals("normal") ? 1 : 4, 10_000);
    range("heads", heads, 1, width);
    range("shown_step", shownStep, -1, 10_000_000);
    range("checkpoint_every", checkpointEvery, 1, 10_000_000);
    if (!(learningRate > 0 && learningRate <= 1000)) {
      throw new IllegalArgumentException(
          "setting learning_rate: " + learningRate + " is not between 0 and 1000");
    }
    if (!(weightDecay >= 0 && weightDecay <= 1000)) {
      throw new IllegalArgumentException(
          "setting weight_decay: " + weightDecay + " is not between 0 and 1000");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "setting dropout: " + dropout + " is not from 0 to below 1");
    }
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "setting heads: a width of " + width + " does not divide into " + heads + " heads");
    }
    if (12L * layers * width * width > MOST_WEIGHTS) {
      throw new IllegalArgumentException(
          "settings: %d layers of width %d have more than the %d weights allowed"
              .formatted(layers, width, MOST_WEIGHTS));
    }
  }

  private static void range(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "setting %s: %d is not between %d and %d".formatted(name, value, low, high));
    }
  }

  private static void oneOf(String name, String value, String... choices) {
    if (!Arrays.asList(choices).contains(value)) {
      throw new IllegalArgumentException(
          "setting %s: \"%s\" is none of %s".formatted(name, value, String.join(", ", choices)));
    }
  }

  /**
   * The settings of the reference's transformer notebooks for a graph: one layer and head, AdamW
   * without decay, learning rate 0.01 by a cosine to a tenth, full batch.
   */
  public static TinySettings preset(String graph, boolean forwardOnly, boolean selfEdges) {
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
        graph,
        GENERATED,
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
        1000);
  }

  /** The graph to generate. */
  GraphFamily family() {
    return switch (graph) {
      case "star" -> Star.of(degree, subtreeDegree, pathLength);
      case "grid" -> new Grid(rows, columns, pathLength);
      case "cycle" -> new Cycle(nodes, pathLength);
      default -> new Irregular(pathLength);
    };
  }

  Schedule schedule() {
    Schedule after =
        decay.equals("constant")
            ? Schedule.constant(learningRate)
            : Schedule.cosine(learningRate, learningRate / 10, warmupSteps, steps);
    return warmupSteps == 0 ? after : Schedule.warmup(warmupSteps, after);
  }

  GptConfig model(int vocabulary, int context) {
    return new GptConfig(
        vocabulary,
        context,
        layers,
        width,
        heads,
        attention,
        residual,
        layerNorm,
        positions,
        tied,
        frozenEmbeddings,
        linearBlocks,
        dropout);
  }
}
