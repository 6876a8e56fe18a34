package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.SettingChecks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Settings that hold several whole numbers, and seeds that follow each other. */
final class Lists {
  private static final int MOST_REPEATS = 50;

  private Lists() {}

  /**
   * The numbers of a setting such as {@code 2,4,8}, which ascend.
   *
   * @throws IllegalArgumentException naming the setting if they don't, or are no numbers
   */
  static List<Integer> ascending(String setting, String text, int least, int most) {
    List<Integer> numbers;
    try {
      numbers =
          Arrays.stream(text.split(",", -1)).map(String::strip).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting %s: expected numbers such as 2,4,8, got \"%s\"".formatted(setting, text), e);
    }
    for (int i = 0; i < numbers.size(); i++) {
      SettingChecks.range(setting, numbers.get(i), least, most);
      if (i > 0 && numbers.get(i - 1) >= numbers.get(i)) {
        throw new IllegalArgumentException(
            "setting %s: %d is followed by %d"
                .formatted(setting, numbers.get(i - 1), numbers.get(i)));
      }
    }
    return numbers;
  }

  static int[] seeds(int first, int repeats) {
    SettingChecks.range("repeats", repeats, 1, MOST_REPEATS);
    return IntStream.range(first, first + repeats).toArray();
  }
}
