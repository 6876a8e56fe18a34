package dev.loci.tasks.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks of settings, with one wording for all experiments. Every one throws {@link
 * IllegalArgumentException} with the name of the setting, its value and what was expected.
 */
public final class SettingChecks {
  private static final int MOST_REPEATS = 100;

  private SettingChecks() {}

  /** Refuses numbers, NaN among them, that are not from {@code low} to {@code high}. */
  public static void range(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "setting %s: %s is not between %s and %s"
              .formatted(name, text(value), text(low), text(high)));
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Refuses numbers of seeds below 1, or above what a study takes. */
  public static void repeats(int repeats) {
    range("repeats", repeats, 1, MOST_REPEATS);
  }

  /**
   * The numbers of a setting such as {@code 2,4,8}; refuses what is no number or does not ascend.
   */
  public static List<Integer> ascending(String name, String text, int least, int most) {
    List<Integer> numbers;
    try {
      numbers = Text.items(text).stream().map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting %s: expected numbers such as 2,4,8, got \"%s\"".formatted(name, text), e);
    }
    for (int i = 0; i < numbers.size(); i++) {
      range(name, numbers.get(i), least, most);
      if (i > 0 && numbers.get(i - 1) >= numbers.get(i)) {
        throw new IllegalArgumentException(
            "setting %s: %d is followed by %d".formatted(name, numbers.get(i - 1), numbers.get(i)));
      }
    }
    return numbers;
  }

  /**
   * Where the data are that a setting names, absolutely, since a run may be resumed elsewhere.
   *
   * @param kind what it is, such as a folder
   * @param word what stands for none, and is returned as it is
   */
  public static String place(String name, String value, String kind, String word) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "setting %s: neither a %s nor \"%s\" is given".formatted(name, kind, word));
    }
    return value.equals(word) ? word : Path.of(value).toAbsolutePath().normalize().toString();
  }

  /** Refuses what a width can't be divided into, as the setting {@code heads}. */
  public static void headsOf(int width, int heads) {
    range("heads", heads, 1, width);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "setting heads: a width of %d does not divide into %d heads".formatted(width, heads));
    }
  }

  /** Refuses numbers below zero. */
  public static void notNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("setting " + name + ": " + value + " is negative");
    }
  }

  /** Refuses what is neither among the words of a setting's own nor among the choices. */
  public static void oneOf(String name, String value, List<String> choices, String... words) {
    List<String> all = Stream.concat(Stream.of(words), choices.stream()).toList();
    if (!all.contains(value)) {
      throw new IllegalArgumentException(
          "setting %s: \"%s\" is none of %s".formatted(name, value, String.join(", ", all)));
    }
  }

  /** Refuses lists that name something twice or something that is not among the choices. */
  public static void subset(String name, List<String> values, List<String> choices) {
    for (String each : values) {
      oneOf(name, each, choices);
      if (values.indexOf(each) != values.lastIndexOf(each)) {
        throw new IllegalArgumentException("setting %s: \"%s\" comes twice".formatted(name, each));
      }
    }
  }
}
