package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Models that differ in one number, such as the width, each trained with several seeds.
 *
 * @param key names the folders of the runs
 * @param title names it in the report
 * @param xs the numbers, ascending
 * @param seeds of the runs
 * @param changes the settings, but for the seed, at one of the numbers
 */
record Sweep(
    String key, String title, List<Integer> xs, int[] seeds, IntFunction<Changes> changes) {

  /** Settings that all runs of these studies share: no decay, and an end when all is learned. */
  private static final Map<String, Object> COMMON =
      Map.of("weight_decay", 0, "stop_when_solved", true, "measure_every", 25);

  /** The same runs by another title. */
  Sweep titled(String other) {
    return new Sweep(key, other, xs, seeds, changes);
  }

  String name(int x, int seed) {
    return "%s-%d-seed-%d".formatted(key, x, seed);
  }

  List<Study.Part<?>> parts() {
    List<Study.Part<?>> parts = new ArrayList<>();
    for (int x : xs) {
      for (int seed : seeds) {
        parts.add(new Study.Part<>(name(x, seed), RecallExperiment.TRAIN, settings(x, seed)));
      }
    }
    return parts;
  }

  RecallSettings settings(int x, int seed) {
    Map<String, String> texts = new LinkedHashMap<>();
    COMMON.forEach((name, value) -> texts.put(name, value.toString()));
    changes.apply(x).map().forEach((name, value) -> texts.put(name, value.toString()));
    texts.put("seed", Integer.toString(seed));
    return Settings.with(RecallExperiment.TRAIN.preset(texts), texts);
  }
}
