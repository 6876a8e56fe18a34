package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Settings;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The settings that a user gets without choosing, for each size of star. */
final class PathStarPresets {
  /** Mamba in a transformer's place: it has neither heads nor positions nor dropout. */
  private static final Map<String, String> MAMBA =
      Map.of("model", "mamba", "heads", "1", "position_deviation", "0", "dropout", "0");

  /**
   * What is different in each control; all have the laptop's settings otherwise. Frozen embeddings
   * are no smaller than what the output needs to tell nodes apart, and get twice the epochs: with
   * the laptop's settings 92 % of the neighbours were learned.
   */
  private static final SortedMap<String, UnaryOperator<PathStarSettings>> CONTROLS =
      new TreeMap<>(
          Map.of(
              "frozen",
              settings ->
                  Settings.with(
                      settings,
                      List.of(
                          "frozen_embeddings=true",
                          "embedding_deviation=0.1",
                          "epochs=" + 2 * settings.epochs())),
              "forward_only",
              settings -> Settings.with(settings, List.of("edges=forward")),
              "backward_only",
              settings -> Settings.with(settings, List.of("edges=backward")),
              "untied",
              settings -> Settings.with(settings, List.of("tied=false"))));

  /** The presets there are. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of(PathStarSettings.LAPTOP, PathStarSettings.PAPER),
              CONTROLS.keySet().stream())
          .toList();

  /** A batch of paths has no more logits than this, 0.9 GiB of them. */
  private static final long MOST_LOGITS = 250_000_000;

  private PathStarPresets() {}

  /**
   * What is chosen decides the rest.
   *
   * @param choices those of preset, model, degree and path length are looked at
   */
  static PathStarSettings of(Map<String, String> choices) {
    int degree = number(choices, "degree", 100);
    int pathLength = number(choices, "path_length", 5);
    String model = choices.getOrDefault("model", PathStarSettings.GPT);
    String preset = choices.getOrDefault("preset", PathStarSettings.LAPTOP);
    boolean isPaper = preset.equals(PathStarSettings.PAPER);
    PathStarSettings settings = isPaper ? paper(degree, pathLength) : laptop(degree, pathLength);
    if (model.equals(PathStarSettings.MAMBA)) {
      settings = Settings.with(isPaper ? settings : mamba(settings), MAMBA);
    }
    UnaryOperator<PathStarSettings> control = CONTROLS.get(preset);
    return control == null
        ? settings
        : Settings.with(control.apply(settings), Map.of("preset", preset));
  }

  /** Three quarters of the arms, as the share to train on says. */
  private static int trained(int degree) {
    return (int) (3L * degree / 4);
  }

  /** A choice that is no number is refused later, with the name of its setting. */
  private static int number(Map<String, String> choices, String key, int otherwise) {
    try {
      return Integer.parseInt(choices.getOrDefault(key, Integer.toString(otherwise)));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * Small initial embeddings and positions, a narrow model, a high learning rate and few, large
   * batches, tuned on seeds from 101 on, never on those that results are reported for. Wider models
   * and smaller batches memorise as well and find fewer of the unseen paths. So do, if paths are
   * longer, larger initial matrices.
   */
  private static PathStarSettings laptop(int degree, int pathLength) {
    boolean isLarge = degree >= 1000;
    int batches = degree < 5000 ? 8 : 10;
    long fromOnePath = Math.max(1, pathLength * (1 + (pathLength - 1L) * degree));
    return new PathStarSettings(
        PathStarSettings.LAPTOP,
        PathStarSettings.STAR,
        PathStarSettings.GPT,
        degree,
        pathLength,
        1,
        20,
        20,
        "leaf",
        0.75,
        0,
        "mixed_full_path",
        "both",
        1,
        false,
        false,
        false,
        false,
        2,
        64,
        4,
        true,
        false,
        0,
        0.005,
        0.005,
        pathLength > 5 ? 0.005 : 0.02,
        3e-3,
        100,
        "cosine",
        0.1,
        Math.clamp(
            MOST_LOGITS / fromOnePath, 1, Math.max(1, Math.ceilDiv(trained(degree), batches))),
        isLarge ? 60 : 40,
        Math.max(16, 8 * degree / batches),
        100,
        2e-3,
        false,
        5,
        10);
  }

  /**
   * What Mamba needs to be different. On a small star a wide one, or one that begins with larger
   * matrices, learns the leaves it is shown by heart; on a large one a narrow one does not tell
   * which of two neighbours is next.
   */
  private static PathStarSettings mamba(PathStarSettings base) {
    boolean isSmall = base.degree() < 300;
    return Settings.with(
        base,
        List.of(
            "deviation=0.005",
            "width=" + (isSmall ? 16 : 64),
            "learning_rate=" + (isSmall ? 2e-3 : 3e-3),
            "path_batch="
                + (isSmall
                    ? Math.max(1, Math.ceilDiv(trained(base.degree()), 15))
                    : base.pathBatch()),
            "epochs=" + (isSmall ? 150 : 60)));
  }

  /** The paper's model and optimiser at its three sizes (arXiv 2510.26745, appendix). */
  private static PathStarSettings paper(int degree, int pathLength) {
    return new PathStarSettings(
        PathStarSettings.PAPER,
        PathStarSettings.STAR,
        PathStarSettings.GPT,
        degree,
        pathLength,
        1,
        50,
        50,
        "leaf",
        0.75,
        0,
        "mixed_full_path",
        "both",
        pathLength,
        false,
        false,
        false,
        false,
        12,
        degree >= 10_000 && pathLength >= 10 ? 784 : 384,
        8,
        true,
        false,
        0,
        0.02,
        1,
        0.02,
        5e-5,
        1000,
        "cosine",
        0.01,
        1024,
        50_000,
        1024,
        2500,
        1e-2,
        false,
        50,
        50);
  }
}
