package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.recall.study.RecallStudies;
import java.util.LinkedHashMap;
import java.util.Map;

/** The experiments that the claims are judged by: one run of each with every seed. */
enum Source {
  CAPACITY(RecallStudies.named("recall-capacity")),
  FROZEN(RecallStudies.named("recall-frozen")),
  MULTIHOP(RecallStudies.named("recall-multihop")),
  COMPOSITION(RecallStudies.named("recall-compositional")),
  DISJOINT(RecallStudies.named("recall-disjoint")),
  ATTENTION(RecallStudies.named("recall-attention")),
  SWAP(RecallExperiment.SWAP);

  private final Experiment<?> experiment;

  Source(Experiment<?> experiment) {
    this.experiment = experiment;
  }

  String run(int seed) {
    return "%s-seed-%d".formatted(experiment.name(), seed);
  }

  /** The quick size with one seed. */
  Study.Part<?> part(int seed, int mostSteps) {
    return part(experiment, seed, mostSteps);
  }

  private <S extends Record> Study.Part<S> part(Experiment<S> experiment, int seed, int mostSteps) {
    S preset = experiment.preset(Map.of("size", "quick"));
    Map<String, String> texts = Settings.texts(preset);
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("seed", Integer.toString(seed));
    if (texts.containsKey("repeats")) {
      changes.put("repeats", "1");
    }
    int steps = Integer.parseInt(texts.getOrDefault("steps", "0"));
    if (mostSteps > 0 && mostSteps < steps) {
      changes.put("steps", Integer.toString(mostSteps));
    }
    return new Study.Part<>(run(seed), experiment, Settings.with(preset, changes));
  }
}
