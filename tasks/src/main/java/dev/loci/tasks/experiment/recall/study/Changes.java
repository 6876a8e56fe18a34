package dev.loci.tasks.experiment.recall.study;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings in which a model of a study differs from the preset. */
record Changes(Map<String, Object> map) {

  /** Questions of one hop to a model of one layer. */
  static Changes of(int subjects, int relations, int width, int hidden, int steps) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("subjects", subjects);
    map.put("relations", relations);
    map.put("width", width);
    map.put("hidden", hidden);
    map.put("steps", steps);
    return new Changes(map);
  }

  /** These, and others that go before. */
  Changes with(Map<String, Object> others) {
    Map<String, Object> all = new LinkedHashMap<>(map);
    all.putAll(others);
    return new Changes(all);
  }
}
