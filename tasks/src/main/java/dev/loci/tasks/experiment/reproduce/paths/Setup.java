package dev.loci.tasks.experiment.reproduce.paths;

import static dev.loci.tasks.experiment.incontext.ContextExperiment.IN_CONTEXT;
import static dev.loci.tasks.experiment.pathstar.PathStarExperiment.HARDEST_TOKEN;
import static dev.loci.tasks.experiment.pathstar.PathStarExperiment.PATH_STAR;
import static dev.loci.tasks.experiment.pathstar.PathStarExperiment.TREE_STAR;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.pathstar.PathStarExperiment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The runs that the claims are judged by: the preset of an experiment but for a few changes, with
 * every seed. The longest come first, so that none runs alone at last.
 */
enum Setup {
  CONTEXT("told from the root", IN_CONTEXT, "path_length=4", "labels=10", "steps=800"),
  CONTEXT_REVERSED(
      "told from the leaf", IN_CONTEXT, "path_length=4", "labels=10", "steps=800", "reversed=true"),
  MAMBA_500("Mamba", PATH_STAR, "model=mamba", "degree=500", "eval_every=2"),
  MAMBA_100("Mamba", PATH_STAR, "model=mamba", "eval_every=2"),
  TRANSFORMER_500("Transformer", PATH_STAR, "degree=500", "eval_every=1"),
  TRANSFORMER_100("Transformer", PATH_STAR, "eval_every=1"),
  TREE_LEAVES("leaves held out", TREE_STAR, "split=leaf"),
  TREE_HOPS("subtrees held out", TREE_STAR, "split=first_hop"),
  STAGED("edges, then paths", PATH_STAR, "recipe=staged_full_path", "eval_every=1"),
  STAGED_HOPS(
      "edges, then first hops", HARDEST_TOKEN, "recipe=staged_hardest_token", "eval_every=1"),
  STAGED_KEPT(
      "edges, then first hops, embeddings kept",
      HARDEST_TOKEN,
      "recipe=staged_hardest_token",
      "freeze_after_edges=true"),
  HOPS_500("first hops alone", HARDEST_TOKEN, "degree=500"),
  HOPS_100("first hops alone", HARDEST_TOKEN),
  FROZEN("frozen embeddings", PATH_STAR, "preset=frozen"),
  REVERSED("told from the leaf", PATH_STAR, "reversed=true"),
  FORWARD("forward edges", PATH_STAR, "preset=forward_only"),
  FORWARD_REVERSED(
      "forward edges, told from the leaf", PATH_STAR, "preset=forward_only", "reversed=true"),
  BACKWARD("backward edges", PATH_STAR, "preset=backward_only"),
  BACKWARD_REVERSED(
      "backward edges, told from the leaf", PATH_STAR, "preset=backward_only", "reversed=true"),
  UNTIED("untied", PATH_STAR, "preset=untied"),
  NO_PAUSE("no pause token", PATH_STAR, "pauses=0", "eval_every=1"),
  FIVE_PAUSES("5 pause tokens", PATH_STAR, "pauses=5", "eval_every=1");

  /** What a shortened run has less of. */
  private static final List<String> LENGTHS =
      List.of("steps", "epochs", "edge_epochs", "eval_every");

  /** No run is so long that it is worth the room; a run that was cut off begins anew. */
  private static final String NO_CHECKPOINTS = "10000000";

  final String subject;
  final String place;
  private final Experiment<?> experiment;
  private final Map<String, String> changes;

  Setup(String subject, Experiment<?> experiment, String... changes) {
    this.subject = subject;
    this.experiment =
        experiment instanceof PathStarExperiment star ? star.withoutPage() : experiment;
    this.changes = Settings.assignments(List.of(changes));
    place =
        experiment == IN_CONTEXT
            ? "2 arms in context"
            : this.changes.getOrDefault("degree", "100") + " arms";
  }

  /** Its name in files. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The run of a seed.
   *
   * @param most updates in context, epochs otherwise, that it does not exceed; 0 for its own
   */
  Study.Part<?> part(int seed, int most) {
    return part(experiment, seed, most);
  }

  private <S extends Record> Study.Part<S> part(Experiment<S> experiment, int seed, int most) {
    S settings = Settings.with(experiment.preset(changes), changes);
    Map<String, String> own = new LinkedHashMap<>();
    own.put("seed", Integer.toString(seed));
    own.put("checkpoint_every", NO_CHECKPOINTS);
    return new Study.Part<>(
        id() + "-seed-" + seed, experiment, shortened(Settings.with(settings, own), most));
  }

  private static <S extends Record> S shortened(S settings, int most) {
    if (most == 0) {
      return settings;
    }
    Map<String, String> less = new LinkedHashMap<>(Map.of("warmup_steps", "0"));
    Settings.texts(settings)
        .forEach((key, value) -> {
          if (LENGTHS.contains(key)) {
            less.put(key, Integer.toString(Math.min(most, Integer.parseInt(value))));
          }
        });
    return Settings.with(settings, less);
  }
}
