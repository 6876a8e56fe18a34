package dev.loci.tasks.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes settings, which are records, by assignments such as {@code learning_rate=0.01}. */
public final class Settings {
  /** The line of {@code config.json} before the settings. */
  static final String EXPERIMENT = "experiment";

  private Settings() {}

  /**
   * Splits assignments into keys and values.
   *
   * @throws IllegalArgumentException if one has no equals sign, or a key comes twice
   */
  public static Map<String, String> assignments(List<String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "setting \"" + text + "\" does not have the form key=value");
      }
      String key = text.substring(0, equals).strip();
      if (values.put(key, text.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("setting " + key + " is given twice");
      }
    }
    return values;
  }

  /** Returns settings changed by {@linkplain #assignments assignments}. */
  public static <R extends Record> R with(R settings, List<String> assignments) {
    return with(settings, assignments(assignments));
  }

  /**
   * Returns settings with some values changed; types are those of the given settings.
   *
   * @throws IllegalArgumentException naming a key that there is not, or a value of the wrong type
   */
  public static <R extends Record> R with(R settings, Map<String, String> values) {
    ObjectNode tree = Json.MAPPER.valueToTree(settings);
    values.forEach((key, value) -> put(tree, key, value));
    return fromTree(settings.getClass(), tree);
  }

  /** Every setting and its value as text. */
  public static Map<String, String> texts(Record settings) {
    JsonNode tree = Json.MAPPER.valueToTree(settings);
    Map<String, String> texts = new LinkedHashMap<>();
    tree.propertyNames().forEach(name -> texts.put(name, tree.get(name).asString()));
    return texts;
  }

  /**
   * Returns the settings that a JSON text spells, all of them.
   *
   * @param experiment the name of the experiment that they must be of
   * @param example any settings of that kind
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static <R extends Record> R parse(String experiment, R example, String json) {
    ObjectNode tree = Json.MAPPER.valueToTree(example);
    ObjectNode text = Json.readObject(json);
    JsonNode name = text.remove(EXPERIMENT);
    if (name == null || !name.asString().equals(experiment)) {
      throw new IllegalArgumentException(
          "settings: the experiment is %s, expected \"%s\"".formatted(name, experiment));
    }
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

  /** The experiment that a JSON text has settings of. */
  public static String experiment(String json) {
    JsonNode name = Json.readObject(json).get(EXPERIMENT);
    if (name == null) {
      throw new IllegalArgumentException("settings: no experiment is named");
    }
    return name.asString();
  }

  /** The settings and the experiment's name as JSON, one a line. */
  public static String toJson(String experiment, Record settings) {
    ObjectNode tree = Json.MAPPER.createObjectNode().put(EXPERIMENT, experiment);
    tree.setAll(Json.MAPPER.<ObjectNode>valueToTree(settings));
    return Json.MAPPER.writeValueAsString(tree) + "\n";
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
