package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reference's regularisers, learning rates and initialisations, under its names. */
enum AblationVariant {
  V1("self edges, rate 0.01", "–", "self_edges=true", "learning_rate=0.01"),
  V2A("rate 0.01", "geometric", "learning_rate=0.01"),
  V2B("rate 1e-4", "weakened", "learning_rate=0.0001"),
  V3A("N(0, 1), rate 1e-4", "non-geometric", "init=non_geometric", "learning_rate=0.0001"),
  V3B(
      "N(0, 1), rate 0.1 by a cosine",
      "geometric again",
      "init=non_geometric",
      "learning_rate=0.1",
      "decay=cosine"),
  V3C(
      "N(0, 1), rate 1e-4, weight decay 10",
      "geometric again",
      "init=non_geometric",
      "learning_rate=0.0001",
      "weight_decay=10"),
  V3D(
      "N(0, 1), rate 0.001, dropout 0.4",
      "geometric again",
      "init=non_geometric",
      "learning_rate=0.001",
      "dropout=0.4");

  private final String recipe;
  private final String label;
  private final List<String> changes;

  AblationVariant(String recipe, String label, String... changes) {
    this.recipe = recipe;
    this.label = label;
    this.changes = List.of(changes);
  }

  static AblationVariant named(String name) {
    return Arrays.stream(values())
        .filter(variant -> variant.id().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "setting variants: \"%s\" is none of %s"
                    .formatted(
                        name,
                        String.join(
                            ", ", Arrays.stream(values()).map(AblationVariant::id).toList()))));
  }

  /** The reference's name of it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is special about it. */
  String recipe() {
    return recipe;
  }

  /** What the reference's notebook calls the outcome. */
  String label() {
    return label;
  }

  /** The network of width 512 on a cycle of 15 nodes. */
  TinySettings settings(int seed, String precision, int steps) {
    TinySettings base = TinyExperiment.NEURAL_NETWORK.preset(Map.of("graph", "cycle"));
    TinySettings sized =
        Settings.with(
            base,
            List.of(
                "seed=" + seed,
                "precision=" + precision,
                "steps=" + steps,
                "measure_every=" + Math.ceilDiv(steps, 1000)));
    return Settings.with(sized, changes);
  }
}
