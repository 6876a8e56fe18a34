package dev.loci.tasks.experiment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes settings, which are records, by assignments such as {@code learning_rate=0.01}. */
public final class Settings {
  private Settings() {}

  /**
   * Returns settings with some values changed; types are those of the given settings.
   *
   * @throws IllegalArgumentException naming a key that there is not, or a value of the wrong type
   */
  public static <R extends Record> R with(R settings, List<String> assignments) {
    ObjectNode tree = Json.MAPPER.valueToTree(settings);
    Set<String> given = new HashSet<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "setting \"" + assignment + "\" does not have the form key=value");
      }
      String key = assignment.substring(0, equals).strip();
      if (!given.add(key)) {
        throw new IllegalArgumentException("setting " + key + " is given twice");
      }
      put(tree, key, assignment.substring(equals + 1).strip());
    }
    return fromTree(settings.getClass(), tree);
  }

  /**
   * Returns the settings that a JSON text spells, all of them.
   *
   * @param example any settings of that kind
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static <R extends Record> R parse(R example, String json) {
    ObjectNode tree = Json.MAPPER.valueToTree(example);
    JsonNode text = readObject(json);
    for (String key : tree.propertyNames()) {
      if (!text.has(key)) {
        throw new IllegalArgumentException("setting " + key + ": there is no value");
      }
    }
    for (String key : text.propertyNames()) {
      JsonNode value = text.get(key);
      put(tree, key, value.isString() ? value.asString() : value.toString());
    }
    return fromTree(example.getClass(), tree);
  }

  static String toJson(Record settings) {
    return Json.MAPPER.writeValueAsString(settings) + "\n";
  }

  private static JsonNode readObject(String json) {
    try {
      JsonNode tree = Json.MAPPER.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "settings: the text is not JSON from line %d, column %d on"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
    throw new IllegalArgumentException("settings: the text is no JSON object");
  }

  @SuppressWarnings("unchecked") // the class of an R
  private static <R extends Record> R fromTree(Class<?> type, ObjectNode tree) {
    try {
      return (R) Json.MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw rephrased(e);
    }
  }

  /** What a record's own check has to say is hidden inside what Jackson says about it. */
  private static IllegalArgumentException rephrased(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException own) {
        return own;
      }
    }
    return new IllegalArgumentException("settings: " + e.getOriginalMessage(), e);
  }

  /** Replaces a value by one of the same type. */
  private static void put(ObjectNode tree, String key, String value) {
    JsonNode old = tree.get(key);
    if (old == null) {
      throw new IllegalArgumentException(
          "there is no setting \"%s\"; there are %s"
              .formatted(key, String.join(", ", new TreeSet<>(tree.propertyNames()))));
    }
    try {
      if (old.isInt()) {
        tree.put(key, Integer.parseInt(value));
      } else if (old.isLong()) {
        tree.put(key, Long.parseLong(value));
      } else if (old.isDouble()) {
        tree.put(key, Double.parseDouble(value));
      } else if (old.isBoolean()) {
        tree.put(key, parseBoolean(value));
      } else {
        tree.put(key, value);
      }
    } catch (NumberFormatException e) {
      String expected =
          old.isBoolean() ? "true or false" : old.isDouble() ? "a number" : "a whole number";
      throw new IllegalArgumentException(
          "setting %s: expected %s, got \"%s\"".formatted(key, expected, value), e);
    }
  }

  private static boolean parseBoolean(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException(value);
    };
  }
}
