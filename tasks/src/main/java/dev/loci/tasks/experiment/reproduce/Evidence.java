package dev.loci.tasks.experiment.reproduce;

import dev.loci.tasks.experiment.Statistics;
import java.util.Arrays;

/**
 * One case of a claim, measured with every seed.
 *
 * @param subject such as the model
 * @param place such as the graph
 * @param values one for each seed; NaN where there is nothing to measure
 */
public record Evidence(String subject, String place, double[] values) {
  public Evidence {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "evidence: %s on %s has no values".formatted(subject, place));
    }
  }

  /** How many seeds meet a threshold. */
  public int met(Threshold threshold) {
    return (int) Arrays.stream(values).filter(threshold::isMetBy).count();
  }

  /** Whether enough of them do. */
  public boolean meets(Threshold threshold) {
    return met(threshold) >= Verdict.SEEDS * values.length;
  }

  /** Mean and spread of what was measured. */
  public Statistics statistics() {
    return Statistics.of(values);
  }
}
