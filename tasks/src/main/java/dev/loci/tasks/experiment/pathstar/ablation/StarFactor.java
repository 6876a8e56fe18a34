package dev.loci.tasks.experiment.pathstar.ablation;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.pathstar.PathStarSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Something that may decide whether unseen paths are found. All else is as in the base.
 *
 * <p>Each level is written as its value; one of them is the base's own, but in {@link #PAPER}.
 */
enum StarFactor {
  POSITIONS("initial scale of positions", deviations(), set("position_deviation")),
  EMBEDDINGS("initial scale of embeddings", deviations(), set("embedding_deviation")),
  MATRICES("initial scale of other matrices", levels("0.005", "0.02", "0.08"), set("deviation")),
  LEARNING_RATE("learning rate", levels("0.0003", "0.001", "0.003", "0.01"), set("learning_rate")),
  BATCHES(
      "updates in an epoch",
      levels("2", "4", "8", "16", "32"),
      (base, level) -> batches(base, Integer.parseInt(level))),
  DROPOUT("dropout on embeddings", levels("0.0", "0.1", "0.2", "0.4"), set("dropout")),
  DECAY("weight decay", levels("0.0", "0.1", "0.5", "2.0"), set("weight_decay")),
  DEPTH("blocks", levels("1", "2", "4", "8"), set("layers")),
  WIDTH("width", levels("32", "64", "128", "256"), set("width")),
  /**
   * Four settings at once: the paper's positions and depth, a sixth of the base's learning rate,
   * and so many times its epochs.
   */
  PAPER(
      "multiple of the epochs, positions N(0, 1), 12 blocks, rate / 6",
      levels("1", "4"),
      (base, level) ->
          Map.of(
              "position_deviation",
              "1",
              "layers",
              "12",
              "learning_rate",
              Double.toString(base.learningRate() / 6),
              "epochs",
              Integer.toString(base.epochs() * Integer.parseInt(level))));

  private final String words;
  private final List<String> levels;
  private final BiFunction<PathStarSettings, String, Map<String, String>> change;

  StarFactor(
      String words,
      List<String> levels,
      BiFunction<PathStarSettings, String, Map<String, String>> change) {
    this.words = words;
    this.levels = levels;
    this.change = change;
  }

  private static List<String> levels(String... levels) {
    return List.of(levels);
  }

  private static List<String> deviations() {
    return levels("0.001", "0.005", "0.02", "0.1", "1.0");
  }

  private static BiFunction<PathStarSettings, String, Map<String, String>> set(String key) {
    return (base, level) -> Map.of(key, level);
  }

  /** Where there are few updates, the warm-up takes no more than half of them. */
  private static Map<String, String> batches(PathStarSettings base, int count) {
    int trained = (int) (base.degree() * base.trainShare());
    int size = Math.max(1, Math.ceilDiv(trained, count));
    int warmup = Math.min(base.warmupSteps(), count * base.epochs() / 2);
    return Map.of("path_batch", Integer.toString(size), "warmup_steps", Integer.toString(warmup));
  }

  static StarFactor named(String name) {
    return Arrays.stream(values())
        .filter(factor -> factor.id().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "setting factors: \"%s\" is none of %s and all"
                    .formatted(
                        name,
                        String.join(", ", Arrays.stream(values()).map(StarFactor::id).toList()))));
  }

  /** Its name in settings and files. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String words() {
    return words;
  }

  List<String> levels() {
    return levels;
  }

  /** The base at a level. */
  PathStarSettings at(PathStarSettings base, String level) {
    return Settings.with(base, change.apply(base, level));
  }
}
