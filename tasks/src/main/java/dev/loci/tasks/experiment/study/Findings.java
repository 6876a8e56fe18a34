package dev.loci.tasks.experiment.study;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.loci.tasks.experiment.Summary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The numbers that a study found, each under a name of its own; what is not defined is absent. */
public final class Findings implements Summary {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final StringBuilder lines = new StringBuilder();

  public Findings(String experiment, int seed) {
    values.put("experiment", experiment);
    values.put("seed", seed);
  }

  /** Adds a number, or the mean of several; if one is not finite, it is not defined. */
  public void put(String name, double... numbers) {
    double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
    if (Double.isFinite(mean)) {
      values.put(name.replace('-', '_'), mean);
    }
  }

  /** Adds a line for the terminal. */
  public void tell(String format, Object... data) {
    lines.append(String.format(Locale.ROOT, format, data)).append('\n');
  }

  @JsonValue
  Map<String, Object> values() {
    return values;
  }

  @Override
  public String toText() {
    return lines.toString();
  }
}
