package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.experiment.recall.study.RecallStudies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The experiments that the claims are judged by: one run of each with every seed. */
enum Source {
  CAPACITY(quick(RecallStudies.named("recall-capacity"))),
  FROZEN(quick(RecallStudies.named("recall-frozen"))),
  MULTIHOP(quick(RecallStudies.named("recall-multihop"))),
  COMPOSITION(quick(RecallStudies.named("recall-compositional"))),
  DISJOINT(quick(RecallStudies.named("recall-disjoint"))),
  ATTENTION(quick(RecallStudies.named("recall-attention"))),
  SWAP(quick(RecallExperiment.SWAP)),
  SWAP_STANDARD(swap("standard", RecallExperiment.SWAP, Map.of())),
  SWAP_FOUR(swap("four", RecallExperiment.SWAP, Map.of("relations", "4"))),
  /** Trained like any other model, with none of what makes the geometry clean. */
  SWAP_PLAIN(swap("plain", RecallExperiment.TRAIN, Map.of()));

  private final Study.Part<?> part;

  Source(Study.Part<?> part) {
    this.part = part;
  }

  private static <S extends Record> Study.Part<S> quick(Experiment<S> experiment) {
    return new Study.Part<>(
        experiment.name() + "-quick",
        experiment,
        experiment.preset(Map.of("size", RecallSettings.QUICK)));
  }

  /**
   * @param recipe whose preset says how the model is trained
   */
  private static Study.Part<RecallSettings> swap(
      String name, RecallExperiment recipe, Map<String, String> choices) {
    return new Study.Part<>("recall-swap-" + name, RecallExperiment.SWAP, recipe.preset(choices));
  }

  String run(int seed) {
    return "%s-seed-%d".formatted(part.name(), seed);
  }

  /** The run of one seed. */
  Study.Part<?> part(int seed, int mostSteps) {
    return part(part, seed, mostSteps);
  }

  private <S extends Record> Study.Part<S> part(Study.Part<S> of, int seed, int mostSteps) {
    Map<String, String> texts = Settings.texts(of.settings());
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("seed", Integer.toString(seed));
    if (texts.containsKey("repeats")) {
      changes.put("repeats", "1");
    }
    for (String updates : List.of("steps", "patient_steps")) {
      int steps = Integer.parseInt(texts.getOrDefault(updates, "0"));
      if (mostSteps > 0 && mostSteps < steps) {
        changes.put(updates, Integer.toString(mostSteps));
        if (texts.containsKey("warmup_steps")) {
          changes.put("warmup_steps", Integer.toString(mostSteps / 2));
        }
      }
    }
    return new Study.Part<>(run(seed), of.experiment(), Settings.with(of.settings(), changes));
  }
}
