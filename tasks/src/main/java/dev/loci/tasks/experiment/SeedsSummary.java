package dev.loci.tasks.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The summary of several seeds: each number of a single summary under its own name is the mean, and
 * under {@code spread} there are deviation, extremes and every value; seeds for which it is null
 * count in none but the last. What is the same for all seeds stays as it is, the rest is left to
 * the single summaries.
 */
final class SeedsSummary implements Summary {
  private final ObjectNode tree;
  private final Map<String, Statistics> statistics;

  private SeedsSummary(ObjectNode tree, Map<String, Statistics> statistics) {
    this.tree = tree;
    this.statistics = statistics;
  }

  static SeedsSummary of(String experiment, List<Result> results) {
    List<ObjectNode> all = results.stream().map(Result::summary).toList();
    ObjectNode tree = Json.MAPPER.createObjectNode();
    Map<String, Statistics> statistics = new LinkedHashMap<>();
    tree.put("experiment", experiment);
    ObjectNode spread = Json.MAPPER.createObjectNode();
    ObjectNode first = all.getFirst();
    for (String key : first.propertyNames()) {
      if (key.equals("experiment")) {
        continue;
      }
      if (key.equals("seed")) {
        tree.set("seeds", Json.MAPPER.valueToTree(all.stream().map(s -> s.get(key)).toList()));
      } else if (isNumber(key, all)) {
        Statistics of = Statistics.of(results.stream().mapToDouble(r -> r.number(key)).toArray());
        statistics.put(key, of);
        tree.put(key, of.mean());
        spread.set(key, Json.MAPPER.valueToTree(of));
      } else if (all.stream().allMatch(s -> first.get(key).equals(s.get(key)))) {
        tree.set(key, first.get(key));
      }
    }
    tree.set("spread", spread);
    return new SeedsSummary(tree, statistics);
  }

  /** Whether some summaries have a number, and the others null. */
  private static boolean isNumber(String key, List<ObjectNode> all) {
    return all.stream().allMatch(s -> s.has(key) && (s.get(key).isNumber() || s.get(key).isNull()))
        && all.stream().anyMatch(s -> s.get(key).isNumber());
  }

  @JsonValue
  JsonNode tree() {
    return tree;
  }

  /** The numbers that some seed has, in the summary's order. */
  Map<String, Statistics> statistics() {
    return statistics;
  }

  @Override
  public String toText() {
    StringBuilder text = new StringBuilder();
    statistics.forEach((key, value) ->
        text.append(String.format("%-36s %s%n", key.replace('_', ' '), value.toText(4))));
    return text.toString();
  }
}
