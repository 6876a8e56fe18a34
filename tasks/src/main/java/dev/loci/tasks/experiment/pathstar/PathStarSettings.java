package dev.loci.tasks.experiment.pathstar;

import static dev.loci.tasks.experiment.SettingChecks.headsOf;
import static dev.loci.tasks.experiment.SettingChecks.oneOf;
import static dev.loci.tasks.experiment.SettingChecks.range;

import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.Decay;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.DataSetOptions;
import dev.loci.tasks.graph.GraphFamily;
import dev.loci.tasks.graph.Grid;
import dev.loci.tasks.graph.PathTarget;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tasks.graph.SequenceOptions;
import dev.loci.tasks.graph.Star;
import java.nio.file.Path;
import java.util.List;

/** The settings of a run on a large star. */
public record PathStarSettings(
    @Setting(
            "laptop for what works on two cores, paper for the paper's own settings; controls on a"
                + " laptop: frozen embeddings, forward_only and backward_only edges, untied")
        String preset,
    @Setting("star or grid") String graph,
    @Setting("gpt or mamba") String model,
    @Setting("arms of the star, d") int degree,
    @Setting("nodes in a path, both ends included") int pathLength,
    @Setting("children of each node below the root; 2 or more make a tree-star") int subtreeDegree,
    @Setting("rows of the grid") int rows,
    @Setting("columns of the grid") int columns,
    @Setting("\"leaf\" holds out single paths, \"first_hop\" whole subtrees of a tree-star")
        String split,
    @Setting("share of the paths to train on") double trainShare,
    @Setting("seed of data, initial weights, order and dropout") int seed,
    @Setting(
            "staged_full_path, mixed_full_path, staged_hardest_token or mixed_hardest_token: staged"
                + " is edges first, then paths; mixed is both in every batch")
        String recipe,
    @Setting("\"both\", \"forward\" (away from the root) or \"backward\"") String edges,
    @Setting("pause tokens before the targets of a path") int pauses,
    @Setting("whether an edge has a pause token too") boolean edgePause,
    @Setting("whether a path's prefix begins with its first node") boolean startNode,
    @Setting("whether targets are hidden from the model's input") boolean teacherless,
    @Setting("whether paths are told from the leaf to the root") boolean reversed,
    @Setting("blocks") int layers,
    @Setting("width of the embeddings") int width,
    @Setting("heads of attention; mamba: 1") int heads,
    @Setting("whether the embedding is the output matrix") boolean tied,
    @Setting("whether embeddings keep their initial values") boolean frozenEmbeddings,
    @Setting("dropout on the embeddings") double dropout,
    @Setting("deviation of the initial embeddings") double embeddingDeviation,
    @Setting("deviation of the initial positions; mamba: 0") double positionDeviation,
    @Setting("deviation of all other initial matrices") double deviation,
    @Setting("the highest learning rate") double learningRate,
    @Setting("updates until it is reached") int warmupSteps,
    @Setting("\"cosine\" to a tenth, or \"constant\"") String decay,
    @Setting("weight decay of AdamW") double weightDecay,
    @Setting("paths in a batch; mixed recipes divide the edges among as many batches")
        int pathBatch,
    @Setting("passes over the paths (mixed: and the edges)") int epochs,
    @Setting("staged: edges in a batch") int edgeBatch,
    @Setting("staged: passes over the edges, before the paths") int edgeEpochs,
    @Setting("staged: the highest learning rate on edges") double edgeLearningRate,
    @Setting("staged: whether embeddings stay as the edges have made them")
        boolean freezeAfterEdges,
    @Setting("epochs between measurements") int evalEvery,
    @Setting("epochs between checkpoints") int checkpointEvery) {

  static final String STAR = "star";
  static final String GRID = "grid";
  static final String GPT = "gpt";
  static final String MAMBA = "mamba";
  static final String LAPTOP = "laptop";
  static final String PAPER = "paper";
  private static final String FIRST_HOP = "first_hop";

  public PathStarSettings {
    oneOf("preset", preset, PathStarPresets.NAMES);
    oneOf("graph", graph, List.of(STAR, GRID));
    oneOf("model", model, List.of(GPT, MAMBA));
    oneOf("split", split, List.of("leaf", FIRST_HOP));
    oneOf("recipe", recipe, Recipe.NAMES);
    oneOf("edges", edges, List.of("both", "forward", "backward"));
    oneOf("decay", decay, Decay.NAMES);
    range("degree", degree, 2, 1_000_000);
    range("path_length", pathLength, 2, 1000);
    range("subtree_degree", subtreeDegree, 1, 1000);
    range("rows", rows, 1, 10_000);
    range("columns", columns, 1, 10_000);
    range("pauses", pauses, 0, 1000);
    range("layers", layers, 1, 100);
    range("width", width, 1, 10_000);
    headsOf(width, heads);
    range("warmup_steps", warmupSteps, 0, 10_000_000);
    range("path_batch", pathBatch, 1, 10_000_000);
    range("edge_batch", edgeBatch, 1, 10_000_000);
    range("epochs", epochs, 1, 10_000_000);
    range("edge_epochs", edgeEpochs, 0, 10_000_000);
    range("eval_every", evalEvery, 1, 10_000_000);
    range("checkpoint_every", checkpointEvery, 1, 10_000_000);
    range("train_share", trainShare, 0, 1);
    range("embedding_deviation", embeddingDeviation, 0, 100);
    range("position_deviation", positionDeviation, 0, 100);
    range("deviation", deviation, 0, 100);
    range("weight_decay", weightDecay, 0, 1000);
    range("dropout", dropout, 0, 0.999);
    range("learning_rate", learningRate, 1e-9, 100);
    range("edge_learning_rate", edgeLearningRate, 1e-9, 100);
    if (model.equals(MAMBA)) {
      none("dropout", dropout);
      none("heads", heads - 1);
      none("position_deviation", positionDeviation);
    }
    if (split.equals(FIRST_HOP) && (subtreeDegree == 1 || graph.equals(GRID))) {
      throw new IllegalArgumentException(
          ("setting split: first_hop holds out subtrees, of which a %s with subtree_degree=%d has"
                  + " none; a star has some from subtree_degree=2 on")
              .formatted(graph, subtreeDegree));
    }
    if (freezeAfterEdges && (!Recipe.named(recipe).isStaged() || edgeEpochs == 0)) {
      throw new IllegalArgumentException(
          "setting freeze_after_edges: recipe %s with %d epochs of edges has no stage of edges"
              .formatted(recipe, edgeEpochs));
    }
    if (Recipe.named(recipe).target(false) == PathTarget.HARDEST_TOKEN && reversed) {
      throw new IllegalArgumentException(
          "setting reversed: recipe " + recipe + " asks for one node, which has no order");
    }
  }

  private static void none(String name, double value) {
    if (value != 0) {
      throw new IllegalArgumentException("setting " + name + ": mamba does not have such");
    }
  }

  Recipe how() {
    return Recipe.named(recipe);
  }

  PathTarget target() {
    return how().target(reversed);
  }

  /** Whether paths lead from a root to leaves. */
  boolean isStar() {
    return graph.equals(STAR);
  }

  private GraphFamily family() {
    return isStar()
        ? Star.of(degree, subtreeDegree, pathLength)
        : new Grid(rows, columns, pathLength);
  }

  /** The data to generate. */
  DataSetOptions data() {
    return DataSetOptions.of(family(), Path.of(""))
        .withRandomSeed(seed)
        .withSplit(trainShare, split.equals(FIRST_HOP))
        .withDirections(!edges.equals("backward"), !edges.equals("forward"))
        .withStartNode(startNode);
  }

  /** Positions that the model provides, as the reference does, or more if paths need them. */
  int context(SequenceEncoder encoder, DataSet data) {
    return Math.max(SequenceEncoder.blockSize(pathLength), encoder.path(data.train()[0]).length());
  }

  SequenceOptions sequences() {
    return new SequenceOptions(pauses, edgePause, false, target(), teacherless);
  }

  /**
   * The learning rate over the updates of a stage.
   *
   * @throws IllegalArgumentException if the warm-up takes all of them
   */
  Schedule schedule(double highest, long steps) {
    if (warmupSteps >= steps) {
      throw new IllegalArgumentException(
          "setting warmup_steps: %d leave nothing of the %d updates of a stage"
              .formatted(warmupSteps, steps));
    }
    return Decay.schedule(decay, highest, warmupSteps, steps);
  }
}
