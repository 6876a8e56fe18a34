package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.report.Article;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How studies write numbers and pages. */
public final class Text {
  private Text() {}

  /** A number, or a dash where none is defined. */
  public static String number(double x, int digits) {
    return Double.isFinite(x) ? String.format(Locale.ROOT, "%." + digits + "f", x) : "–";
  }

  public static String percent(double share) {
    return number(100 * share, 1) + " %";
  }

  /** Mean and spread of those that are defined, and how many are if not all. */
  public static String spread(double[] values, int digits) {
    double[] defined = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (defined.length == 0) {
      return "–";
    }
    String text = Statistics.of(defined).toText(digits);
    return defined.length == values.length
        ? text
        : "%s (%d of %d)".formatted(text, defined.length, values.length);
  }

  /** The mean, NaN unless all are defined. */
  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Items such as {@code star,grid}. */
  public static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /** Writes page and provenance of a study. */
  public static void page(
      String experiment,
      int seed,
      Record settings,
      String title,
      String summary,
      List<Article.Section> sections,
      RunFolder folder)
      throws IOException {
    Map<String, String> provenance = Provenance.collect(experiment, seed);
    folder.write(RunFolder.PROVENANCE, Json.MAPPER.writeValueAsString(provenance) + "\n");
    new Article(title, summary, sections, Settings.texts(settings), provenance)
        .write(folder.path());
  }
}
