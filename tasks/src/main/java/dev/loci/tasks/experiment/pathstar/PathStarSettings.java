package dev.loci.tasks.experiment.pathstar;

import static dev.loci.tasks.experiment.SettingChecks.oneOf;
import static dev.loci.tasks.experiment.SettingChecks.range;

import dev.loci.optim.Schedule;
import dev.loci.tasks.experiment.Decay;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.graph.DataSetOptions;
import dev.loci.tasks.graph.PathTarget;
import dev.loci.tasks.graph.SequenceOptions;
import dev.loci.tasks.graph.Star;
import java.nio.file.Path;
import java.util.List;

/** The settings of a run on a large star. */
public record PathStarSettings(
    @Setting("\"laptop\" for what works on two cores, \"paper\" for the paper's own settings")
        String preset,
    @Setting("gpt or mamba") String model,
    @Setting("arms of the star, d") int degree,
    @Setting("nodes in a path, the root included") int pathLength,
    @Setting("children of each node below the root; 2 or more make a tree-star") int subtreeDegree,
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
    @Setting("heads of attention") int heads,
    @Setting("whether the embedding is the output matrix") boolean tied,
    @Setting("whether embeddings keep their initial values") boolean frozenEmbeddings,
    @Setting("dropout on the embeddings") double dropout,
    @Setting("deviation of the initial embeddings") double embeddingDeviation,
    @Setting("deviation of the initial positions") double positionDeviation,
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
    @Setting("epochs between measurements") int evalEvery,
    @Setting("epochs between checkpoints") int checkpointEvery) {

  static final String GPT = "gpt";
  static final String MAMBA = "mamba";
  static final String LAPTOP = "laptop";
  static final String PAPER = "paper";
  private static final String FIRST_HOP = "first_hop";

  public PathStarSettings {
    oneOf("preset", preset, List.of(LAPTOP, PAPER));
    oneOf("model", model, List.of(GPT, MAMBA));
    oneOf("split", split, List.of("leaf", FIRST_HOP));
    oneOf("recipe", recipe, Recipe.NAMES);
    oneOf("edges", edges, List.of("both", "forward", "backward"));
    oneOf("decay", decay, Decay.NAMES);
    range("degree", degree, 2, 1_000_000);
    range("path_length", pathLength, 2, 1000);
    range("subtree_degree", subtreeDegree, 1, 1000);
    range("pauses", pauses, 0, 1000);
    range("layers", layers, 1, 100);
    range("width", width, 1, 10_000);
    range("heads", heads, 1, width);
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
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "setting heads: a width of %d does not divide into %d heads".formatted(width, heads));
    }
    if (model.equals(MAMBA) && (!tied || dropout > 0)) {
      throw new IllegalArgumentException(
          "setting model: mamba comes with tied embeddings and without dropout only");
    }
    if (split.equals(FIRST_HOP) && subtreeDegree == 1) {
      throw new IllegalArgumentException(
          "setting split: a star of single arms has no subtrees to hold out by the first hop; set"
              + " subtree_degree to 2 or more");
    }
    if (Recipe.named(recipe).target(false) == PathTarget.HARDEST_TOKEN && reversed) {
      throw new IllegalArgumentException(
          "setting reversed: recipe " + recipe + " asks for one node, which has no order");
    }
  }

  Recipe how() {
    return Recipe.named(recipe);
  }

  PathTarget target() {
    return how().target(reversed);
  }

  /** The data to generate. */
  DataSetOptions data() {
    return DataSetOptions.of(Star.of(degree, subtreeDegree, pathLength), Path.of(""))
        .withRandomSeed(seed)
        .withSplit(trainShare, split.equals(FIRST_HOP))
        .withDirections(!edges.equals("backward"), !edges.equals("forward"))
        .withStartNode(startNode);
  }

  SequenceOptions sequences() {
    return new SequenceOptions(pauses, edgePause, false, target(), teacherless);
  }

  /** The learning rate over so many updates. */
  Schedule schedule(double highest, long steps) {
    return Decay.schedule(decay, highest, warmupSteps, steps);
  }
}
