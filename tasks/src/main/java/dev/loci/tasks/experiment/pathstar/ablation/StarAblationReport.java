package dev.loci.tasks.experiment.pathstar.ablation;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.study.Findings;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page that says what each factor does: a figure and three sentences. */
final class StarAblationReport {
  private static final String EXACT = "exact_match";
  private static final String TRAINED = "train_exact_match";
  private static final String EDGES = "edge_recovery";
  private static final String NEAR = "leaf_near_first_hop";

  /** The quantities of the table, by their names in the summaries of runs. */
  private static final List<String> QUANTITIES =
      List.of(EXACT, "first_hop_accuracy", TRAINED, EDGES, NEAR, "train_seconds");

  private static final List<String> HEADER =
      List.of(
          "Level",
          "Held-out paths",
          "First hop",
          "Training paths",
          "Edges",
          "Leaf nearest its first hop",
          "Seconds");

  private static final double LEARNED = 0.99;

  private final String name;
  private final StarAblationSettings settings;
  private final Map<Record, Result> results;

  /**
   * @param results by the settings of their runs
   */
  StarAblationReport(String name, StarAblationSettings settings, Map<Record, Result> results) {
    this.name = name;
    this.settings = settings;
    this.results = results;
  }

  Conclusion conclude() {
    Findings findings = new Findings(name, settings.seed());
    List<Article.Section> sections = new ArrayList<>();
    for (StarFactor factor : settings.chosen()) {
      sections.add(section(factor));
      for (String level : factor.levels()) {
        double mean = statistics(factor, level, EXACT).mean();
        findings.put(factor.id() + "_" + level, mean);
        findings.tell("%-14s %-7s held-out paths %s", factor.id(), level, Text.percent(mean));
      }
    }
    return new Conclusion(
        "What makes paths be found in the weights",
        ("A Transformer memorises the edges of a star of %d arms of %d nodes, and some of its"
                + " paths. A section changes what its heading names; where that leaves few"
                + " updates, the warm-up takes no more than half of them. A bar is the mean of"
                + " seeds %s, and its whiskers reach from the least to the greatest.")
            .formatted(settings.degree(), settings.pathLength() - 1, Text.seeds(settings.seeds())),
        sections,
        settings.seeds(),
        findings);
  }

  private Article.Section section(StarFactor factor) {
    List<List<String>> rows = new ArrayList<>();
    for (String level : factor.levels()) {
      List<String> row = new ArrayList<>();
      row.add(level + (isBase(factor, level) ? " (path-star's own)" : ""));
      for (String quantity : QUANTITIES) {
        row.add(statistics(factor, level, quantity).toText(quantity.endsWith("seconds") ? 1 : 3));
      }
      rows.add(row);
    }
    return new Article.Section(
        Text.capitalised(factor.words()),
        List.of(extremes(factor) + " " + memorised(factor)),
        List.of(new Article.Table(HEADER, rows)),
        List.of(
            new BarChart(
                    factor.id(),
                    "Held-out paths by " + factor.words(),
                    Text.capitalised(factor.words()),
                    "Share found",
                    factor.levels(),
                    List.of(bars(factor, "held-out paths", EXACT), bars(factor, "edges", EDGES)))
                .figure()));
  }

  private boolean isBase(StarFactor factor, String level) {
    return factor.at(settings.base(), level).equals(settings.base());
  }

  /** Where most paths are found, and where fewest. */
  private String extremes(StarFactor factor) {
    String best = extreme(factor, 1);
    String worst = extreme(factor, -1);
    Statistics most = statistics(factor, best, EXACT);
    Statistics fewest = statistics(factor, worst, EXACT);
    return most.mean() == fewest.mean()
        ? "At every level as many held-out paths are found: %s.".formatted(most.toText(3))
        : "Most held-out paths are found at %s: %s. Fewest are found at %s: %s."
            .formatted(best, most.toText(3), worst, fewest.toText(3));
  }

  private String extreme(StarFactor factor, int sign) {
    return factor.levels().stream()
        .max(Comparator.comparingDouble(level -> sign * statistics(factor, level, EXACT).mean()))
        .orElseThrow();
  }

  /** Whether failing to find is failing to memorise. */
  private String memorised(StarFactor factor) {
    List<String> missing =
        factor.levels().stream()
            .filter(level ->
                Math.min(
                        statistics(factor, level, EDGES).min(),
                        statistics(factor, level, TRAINED).min())
                    < LEARNED)
            .toList();
    if (missing.size() == factor.levels().size()) {
      return "Edges or training paths are not all learned at any level.";
    }
    return missing.isEmpty()
        ? "Edges and training paths are learned at every level, so the difference is in what is"
            + " made of them."
        : "Edges or training paths are not all learned at %s, everywhere else they are."
            .formatted(String.join(", ", missing));
  }

  private Statistics statistics(StarFactor factor, String level, String quantity) {
    return Statistics.of(
        Arrays.stream(settings.seeds())
            .mapToObj(seed -> result(factor, level, seed))
            .mapToDouble(result -> result.number(quantity))
            .toArray());
  }

  private Result result(StarFactor factor, String level, int seed) {
    return Objects.requireNonNull(results.get(settings.run(factor, level, seed)));
  }

  private Band bars(StarFactor factor, String title, String quantity) {
    double[][] runs =
        Arrays.stream(settings.seeds())
            .mapToObj(seed ->
                factor.levels().stream()
                    .mapToDouble(level -> result(factor, level, seed).number(quantity))
                    .toArray())
            .toArray(double[][]::new);
    return Band.ofRange(title, runs);
  }
}
