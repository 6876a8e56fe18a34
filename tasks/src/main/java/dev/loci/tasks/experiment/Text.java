package dev.loci.tasks.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How reports write numbers, and settings write lists. */
public final class Text {
  private Text() {}

  /** A number, or a dash where none is defined. */
  public static String number(double x, int digits) {
    if (!Double.isFinite(x)) {
      return "–";
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", x);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** A share in percent with one digit after the point, or a dash where none is defined. */
  public static String percent(double share) {
    return percent(share, 1);
  }

  /** A share in percent, or a dash where none is defined. */
  public static String percent(double share, int digits) {
    return Double.isFinite(share) ? number(100 * share, digits) + " %" : "–";
  }

  /** Words that begin with a capital letter. */
  public static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Items such as {@code star,grid}. */
  public static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /** Seeds in a few words, such as {@code 11 to 13} or {@code 1, 2, 5}. */
  public static String seeds(int... seeds) {
    int last = seeds.length - 1;
    boolean areInARow = last >= 2;
    for (int i = 1; i <= last; i++) {
      areInARow &= seeds[i] == seeds[i - 1] + 1;
    }
    return areInARow
        ? seeds[0] + " to " + seeds[last]
        : Arrays.stream(seeds).mapToObj(Integer::toString).collect(Collectors.joining(", "));
  }
}
