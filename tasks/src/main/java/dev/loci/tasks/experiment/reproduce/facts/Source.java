package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.experiment.recall.study.RecallStudies;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The experiments that the claims are judged by, of quick size: one run of each with every seed.
 */
enum Source {
  CAPACITY(RecallStudies.named("recall-capacity")),
  FROZEN(RecallStudies.named("recall-frozen")),
  MULTIHOP(RecallStudies.named("recall-multihop")),
  COMPOSITION(RecallStudies.named("recall-compositional")),
  DISJOINT(RecallStudies.named("recall-disjoint")),
  ATTENTION(RecallStudies.named("recall-attention")),
  SWAP(RecallExperiment.SWAP),
  /** Of standard size, which too takes seconds. */
  SWAP_STANDARD(RecallExperiment.SWAP, RecallSettings.STANDARD);

  private final Experiment<?> experiment;
  private final String size;

  Source(Experiment<?> experiment) {
    this(experiment, RecallSettings.QUICK);
  }

  Source(Experiment<?> experiment, String size) {
    this.experiment = experiment;
    this.size = size;
  }

  String run(int seed) {
    return "%s-%s-seed-%d".formatted(experiment.name(), size, seed);
  }

  /** The run of one seed. */
  Study.Part<?> part(int seed, int mostSteps) {
    return part(experiment, seed, mostSteps);
  }

  private <S extends Record> Study.Part<S> part(Experiment<S> experiment, int seed, int mostSteps) {
    S preset = experiment.preset(Map.of("size", size));
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
