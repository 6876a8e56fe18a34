package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The runs of a study by their names. */
final class Outcomes {
  private final Map<String, Outcome> byName = new HashMap<>();

  Outcomes(List<Result> results) {
    results.forEach(result -> byName.put(result.name(), new Outcome(result)));
  }

  Outcome get(String name) {
    Outcome outcome = byName.get(name);
    if (outcome == null) {
      throw new IllegalStateException("the study has no run " + name);
    }
    return outcome;
  }
}
