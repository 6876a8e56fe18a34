package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Associative and geometric memory side by side: how soon each is found, how large it is, how wide
 * embeddings must be for it, and what becomes of a geometry that is trained on and on.
 */
public final class Memories implements Study<MemoriesSettings> {
  /** Steps at which long training is looked at, as shares of all. */
  private static final List<Double> STAGES = List.of(0.001, 0.01, 0.03, 0.1, 0.3, 1.0);

  /** What is timed, by its name in the report. */
  static final Map<String, TinyExperiment> TIMED = new LinkedHashMap<>();

  static {
    TIMED.put("associative", TinyExperiment.ASSOCIATIVE_FAST);
    TIMED.put("network", TinyExperiment.NEURAL_NETWORK);
    TIMED.put("transformer", TinyExperiment.TRANSFORMER);
    TIMED.put("mamba", TinyExperiment.MAMBA);
    TIMED.put("node2vec", TinyExperiment.NODE2VEC);
  }

  @Override
  public String name() {
    return "memories";
  }

  @Override
  public String description() {
    return "associative and geometric memories are compared: speed, size, width, long training";
  }

  @Override
  public MemoriesSettings preset(Map<String, String> choices) {
    boolean quick = Boolean.parseBoolean(choices.get("quick"));
    return new MemoriesSettings(
        7,
        1,
        quick ? "star,cycle" : String.join(",", TinySettings.GRAPHS),
        quick,
        quick ? "2,3,4,6,8,12,16" : "1,2,3,4,5,6,7,8,9,10,12,14,16,20,24",
        quick ? 1000 : 4000,
        0.02,
        5,
        quick ? 500 : 2500,
        quick ? 20_000 : 200_000);
  }

  @Override
  public List<Part<?>> parts(MemoriesSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (String graph : settings.graphNames()) {
      for (long steps : stages(settings).reversed()) {
        parts.add(longPart(graph, steps, settings));
      }
    }
    for (String graph : settings.graphNames()) {
      for (int seed : settings.seeds()) {
        TIMED.forEach(
            (kind, experiment) -> parts.add(timedPart(kind, experiment, graph, seed, settings)));
        for (int width : settings.widthNumbers()) {
          parts.add(narrowPart(false, width, graph, seed, settings));
          parts.add(narrowPart(true, width, graph, seed, settings));
        }
      }
    }
    return parts;
  }

  static String timedName(String kind, String graph, int seed) {
    return "speed-%s-%s-seed-%d".formatted(kind, graph, seed);
  }

  static String narrowName(boolean frozen, int width, String graph, int seed) {
    return "width-%d-%s-%s-seed-%d".formatted(width, frozen ? "frozen" : "trained", graph, seed);
  }

  static String longName(String graph, long steps) {
    return "long-%s-%d".formatted(graph, steps);
  }

  /** The numbers of updates after which long training is looked at. */
  static List<Long> stages(MemoriesSettings settings) {
    return STAGES.stream()
        .map(share -> Math.max(1, Math.round(share * settings.longSteps())))
        .distinct()
        .toList();
  }

  /** A model with its preset, measured at every step; networks all have the widest preset. */
  private static Part<TinySettings> timedPart(
      String kind, TinyExperiment experiment, String graph, int seed, MemoriesSettings settings) {
    List<String> changes = new ArrayList<>(List.of("graph=" + graph, "seed=" + seed));
    TinySettings preset =
        experiment.preset(Map.of("graph", kind.equals("network") ? "cycle" : graph));
    int most = kind.equals("network") || kind.equals("node2vec") ? 500 : preset.steps();
    changes.add("steps=" + Math.min(most, settings.speedSteps()));
    changes.add("measure_every=1");
    if (kind.equals("associative")) {
      changes.addAll(List.of("decay=constant", "weight_decay=0"));
    }
    return new Part<>(timedName(kind, graph, seed), experiment, Settings.with(preset, changes));
  }

  private static Part<TinySettings> narrowPart(
      boolean frozen, int width, String graph, int seed, MemoriesSettings settings) {
    TinySettings preset = TinyExperiment.NEURAL_NETWORK.preset(Map.of("graph", graph));
    List<String> changes =
        List.of(
            "seed=" + seed,
            "width=" + width,
            "init=normal", // the framework's drawing needs a width of 4
            "decay=cosine",
            "learning_rate=" + (frozen ? settings.frozenRate() : settings.trainedRate()),
            "frozen_embeddings=" + frozen,
            "steps=" + settings.widthSteps(),
            "measure_every=" + Math.ceilDiv(settings.widthSteps(), 100));
    return new Part<>(
        narrowName(frozen, width, graph, seed),
        TinyExperiment.NEURAL_NETWORK,
        Settings.with(preset, changes));
  }

  /**
   * Node2Vec for so many updates. Its learning rate is constant, so that a shorter run is the
   * beginning of a longer one.
   */
  private static Part<TinySettings> longPart(String graph, long steps, MemoriesSettings settings) {
    TinySettings preset = TinyExperiment.NODE2VEC.preset(Map.of("graph", graph));
    List<String> changes =
        List.of(
            "seed=" + settings.seed(),
            "steps=" + steps,
            "measure_every=" + Math.ceilDiv(steps, 1000));
    return new Part<>(
        longName(graph, steps), TinyExperiment.NODE2VEC, Settings.with(preset, changes));
  }

  @Override
  public Conclusion conclude(MemoriesSettings settings, List<Result> results) {
    return new MemoriesReport(name(), settings, results).conclude();
  }
}
