package dev.loci.tasks.experiment.recall;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code summary.json} holds: the sizes of the run, and its figures by name. */
final class RecallSummary implements Summary {
  private static final List<String> SIZES =
      List.of("subjects", "relations", "hops", "layers", "width", "hidden", "seed");

  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final Map<String, Double> figures;

  /**
   * @param figures those that are whole are written as whole numbers; NaN is left out
   */
  RecallSummary(String experiment, RecallSettings settings, Map<String, Double> figures) {
    this.figures = new LinkedHashMap<>(figures);
    this.figures.values().removeIf(value -> value.isNaN());
    Map<String, String> texts = Settings.texts(settings);
    tree.put("experiment", experiment);
    tree.put("form", settings.form());
    SIZES.forEach(key -> tree.put(key, Long.valueOf(texts.getOrDefault(key, "0"))));
    this.figures.forEach((key, value) -> tree.put(key, number(value)));
  }

  private static Object number(double value) {
    return isWhole(value) ? (Object) (long) value : (Object) value;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) > 1;
  }

  @JsonValue
  Map<String, Object> tree() {
    return tree;
  }

  @Override
  public String toText() {
    StringBuilder text = new StringBuilder();
    figures.forEach((key, value) ->
        text.append(
            String.format(
                Locale.ROOT,
                isWhole(value) ? "%-32s %.0f%n" : "%-32s %.4f%n",
                key.replace('_', ' '),
                value)));
    return text.toString();
  }
}
