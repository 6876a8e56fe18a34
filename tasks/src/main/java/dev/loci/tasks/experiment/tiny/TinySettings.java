package dev.loci.tasks.experiment.tiny;

import static dev.loci.tasks.experiment.SettingChecks.headsOf;
import static dev.loci.tasks.experiment.SettingChecks.oneOf;
import static dev.loci.tasks.experiment.SettingChecks.place;
import static dev.loci.tasks.experiment.SettingChecks.range;

import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.Decay;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.graph.Cycle;
import dev.loci.tasks.graph.GraphFamily;
import dev.loci.tasks.graph.Grid;
import dev.loci.tasks.graph.Irregular;
import dev.loci.tasks.graph.Star;
import java.util.List;
import java.util.stream.Stream;

/** The settings of a run on a tiny graph. {@link TinyPresets} has the defaults. */
public record TinySettings(
    @Setting("transformer, network, mamba or node2vec") String model,
    @Setting("star, grid, cycle, irregular, karate, florentine or southern-women") String graph,
    @Setting(
            "a file with an edge list or GraphML, a folder with a data set, a folder and a data"
                + " set's stem, or \"generated\"")
        String data,
    @Setting("seed of the data and of the initial weights") int seed,
    @Setting("arms of a star") int degree,
    @Setting("children of each node of a star below the root") int subtreeDegree,
    @Setting("nodes in a path, the root included") int pathLength,
    @Setting("rows of a grid") int rows,
    @Setting("columns of a grid") int columns,
    @Setting("nodes of a cycle") int nodes,
    @Setting("shuffle the ids of a star's nodes") boolean randomizeNodeIds,
    @Setting("list edges in their own direction only") boolean forwardOnly,
    @Setting("give every node an edge to itself") boolean selfEdges,
    @Setting("list every self edge twice, as the release's file of the star does")
        boolean doubleSelfEdges,
    @Setting("updates") int steps,
    @Setting("the highest learning rate") double learningRate,
    @Setting("updates until it is reached") int warmupSteps,
    @Setting("\"cosine\" to a tenth, or \"constant\"") String decay,
    @Setting("weight decay of AdamW") double weightDecay,
    @Setting("stop after so many steps without a higher top-1 accuracy; 0 for never") int patience,
    @Setting("\"float32\", or \"bfloat16\" to round as mixed precision on a GPU does")
        String precision,
    @Setting("blocks of a transformer or mamba") int layers,
    @Setting("width of the embeddings") int width,
    @Setting("heads of attention") int heads,
    @Setting("whether blocks attend") boolean attention,
    @Setting("whether blocks add to their input") boolean residual,
    @Setting("whether there are normalisations") boolean layerNorm,
    @Setting("whether there is a table of positions") boolean positions,
    @Setting("whether the embedding is the output matrix") boolean tied,
    @Setting("whether embeddings keep their initial values") boolean frozenEmbeddings,
    @Setting("widths of a network's ReLU layers, such as 64,64; none for a linear network")
        String hidden,
    @Setting("dropout after the layers of a network") double dropout,
    @Setting(
            "\"framework\" for the reference's values, \"non_geometric\" for its N(0, 1) embeddings,"
                + " \"identity\" for its embeddings and a network that begins with the identity,"
                + " or \"normal\" for streams by parameter name")
        String init,
    @Setting("the step whose embeddings and similarities are drawn; -1 for the last") int shownStep,
    @Setting("steps between measurements of the model") int measureEvery,
    @Setting("updates between checkpoints") int checkpointEvery) {

  /** The value of {@code data} when there is no folder. */
  public static final String GENERATED = "generated";

  /** The graphs that are generated. */
  public static final List<String> GRAPHS = List.of("star", "grid", "cycle", "irregular");

  /** The graphs of the literature, as {@link dev.loci.tasks.graph.BundledGraphs} titles them. */
  public static final List<String> BUNDLED = List.of("karate", "florentine", "southern-women");

  /** The models there are. */
  private static final List<String> MODELS = List.of("transformer", "network", "mamba", "node2vec");

  private static final int MOST_WEIGHTS = 20_000_000;

  public TinySettings {
    oneOf("graph", graph, Stream.concat(GRAPHS.stream(), BUNDLED.stream()).toList());
    oneOf("decay", decay, Decay.NAMES);
    oneOf("init", init, List.of("framework", "non_geometric", "identity", "normal"));
    oneOf("model", model, MODELS);
    oneOf("precision", precision, List.of("float32", "bfloat16"));
    data = place("data", data, "folder", GENERATED);
    range("steps", steps, 1, 10_000_000);
    range("warmup_steps", warmupSteps, 0, steps - 1);
    range("path_length", pathLength, 2, 1000);
    range("layers", layers, 0, 100);
    // The framework draws 16 values at least for each matrix.
    range("width", width, init.equals("normal") ? 1 : 4, 10_000);
    headsOf(width, heads);
    range("patience", patience, 0, steps);
    range("measure_every", measureEvery, 1, steps);
    range("shown_step", shownStep, -1, 10_000_000);
    range("checkpoint_every", checkpointEvery, 1, 10_000_000);
    range("learning_rate", learningRate, 1e-9, 1000);
    range("weight_decay", weightDecay, 0, 1000);
    range("dropout", dropout, 0, 0.999);
    if (12L * layers * width * width > MOST_WEIGHTS) {
      throw new IllegalArgumentException(
          "settings: %d layers of width %d have more than the %d weights allowed"
              .formatted(layers, width, MOST_WEIGHTS));
    }
    if (doubleSelfEdges && !selfEdges) {
      throw new IllegalArgumentException(
          "setting double_self_edges: there are none without self_edges");
    }
    boolean isTransformer = model.equals("transformer");
    boolean isNetwork = model.equals("network");
    boolean isNode2vec = model.equals("node2vec");
    fits("heads", heads == 1 || isTransformer, model);
    fits("attention", attention || isTransformer, model);
    fits("layer_norm", layerNorm || isTransformer, model);
    fits("residual", residual || isTransformer || model.equals("mamba"), model);
    fits("layers", layers == 1 || isTransformer || model.equals("mamba"), model);
    fits("positions", !positions || isTransformer || isNetwork, model);
    fits("hidden", hidden.isBlank() || isNetwork, model);
    fits("dropout", dropout == 0 || isNetwork, model);
    fits("init", !init.equals("identity") || isNetwork, model);
    fits("init", !init.equals("non_geometric") || isTransformer || isNetwork, model);
    fits("init", !init.equals("framework") || !model.equals("mamba"), model);
    fits("precision", precision.equals("float32") || isTransformer || isNetwork, model);
    fits("weight_decay", weightDecay == 0 || !isNode2vec, model);
    fits("double_self_edges", !doubleSelfEdges || !isNode2vec, model);
    fits("frozen_embeddings", !frozenEmbeddings || !isNode2vec, model);
    TinyModels.hidden(hidden);
  }

  private static void fits(String name, boolean fits, String model) {
    if (!fits) {
      throw new IllegalArgumentException(
          "setting %s: a %s does not have such".formatted(name, model));
    }
  }

  /** The graph to generate. */
  GraphFamily family() {
    return switch (graph) {
      case "star" -> Star.of(degree, subtreeDegree, pathLength);
      case "grid" -> new Grid(rows, columns, pathLength);
      case "cycle" -> new Cycle(nodes, pathLength);
      case "irregular" -> new Irregular(pathLength);
      default -> throw new IllegalStateException(graph + " is not generated");
    };
  }

  /** The same with at most so many updates; 0 leaves it as it is. */
  public TinySettings atMost(int most) {
    return most == 0 || most >= steps
        ? this
        : Settings.with(
            this, List.of("steps=" + most, "measure_every=" + Math.min(measureEvery, most)));
  }

  Schedule schedule() {
    return Decay.schedule(decay, learningRate, warmupSteps, steps);
  }
}
