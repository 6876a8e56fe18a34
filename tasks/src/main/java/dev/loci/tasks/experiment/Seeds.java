package dev.loci.tasks.experiment;

import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An experiment made with several seeds: every run is kept, and means and spreads are told. */
public final class Seeds<S extends Record> implements Study<S> {
  /** What stands between the experiment's name and the seeds in this one's. */
  static final String OPTION = " --seeds ";

  private static final Pattern ITEM = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
  private static final int MOST = 100;
  private static final double[] NONE = {};

  private final Experiment<S> experiment;
  private final String text;
  private final Set<Integer> seeds;

  /**
   * Names the seeds.
   *
   * @param seeds numbers and ranges, such as {@code 1..5} or {@code 1,2,7}
   * @throws IllegalArgumentException if they are not of that form, repeated, or more than 100
   */
  public Seeds(Experiment<S> experiment, String seeds) {
    this.experiment = experiment;
    this.text = seeds;
    this.seeds = parse(seeds);
  }

  /** So many seeds in a row. */
  public static int[] from(int first, int count) {
    return IntStream.range(first, first + count).toArray();
  }

  private static Set<Integer> parse(String text) {
    Set<Integer> seeds = new LinkedHashSet<>();
    for (String item : text.split(",", -1)) {
      Matcher matcher = ITEM.matcher(item.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "--seeds: \"%s\" is neither a seed nor a range such as 1..5".formatted(item));
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first || last - first >= MOST) {
        throw new IllegalArgumentException(
            "--seeds: %s is not a range of 1 to %d seeds".formatted(item, MOST));
      }
      for (int seed = first; seed <= last; seed++) {
        if (!seeds.add(seed)) {
          throw new IllegalArgumentException("--seeds: %d is given twice".formatted(seed));
        }
      }
    }
    if (seeds.size() > MOST) {
      throw new IllegalArgumentException(
          "--seeds: %d are more than the %d allowed".formatted(seeds.size(), MOST));
    }
    return seeds;
  }

  @Override
  public String name() {
    return experiment.name() + OPTION + text;
  }

  @Override
  public String description() {
    return experiment.description() + ", with the seeds " + text;
  }

  @Override
  public S preset(Map<String, String> choices) {
    return experiment.preset(choices);
  }

  @Override
  public List<Part<?>> parts(S settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (int seed : seeds) {
      S own = Settings.with(settings, Map.of("seed", Integer.toString(seed)));
      parts.add(new Part<>("seed-" + seed, experiment, own));
    }
    return parts;
  }

  @Override
  public Conclusion conclude(S settings, List<Result> results) throws IOException {
    SeedsSummary summary = SeedsSummary.of(name(), results);
    List<Article.Section> sections = new ArrayList<>();
    sections.add(
        Article.Section.of(
            "Mean and spread",
            "Mean and sample standard deviation over %d seeds.".formatted(seeds.size()),
            table(summary, results)));
    sections.addAll(experiment.acrossSeeds(results));
    List<Figure> curves = curves(results);
    if (!curves.isEmpty()) {
      sections.add(
          new Article.Section(
              "Over training",
              List.of("The mean over seeds; the band reaches from the least to the greatest."),
              List.of(),
              curves));
    }
    return new Conclusion(
        name(),
        "Here %s. Every run has a folder of its own below runs.".formatted(description()),
        sections,
        seeds.stream().mapToInt(Integer::intValue).toArray(),
        summary);
  }

  /** A chart for each column that all runs measured, at the steps that all have. */
  private static List<Figure> curves(List<Result> results) {
    if (!results.stream().allMatch(result -> result.folder().has(RunFolder.METRICS))) {
      return List.of(); // they are studies
    }
    List<Map<String, double[]>> runs = results.stream().map(Result::metrics).toList();
    Map<String, double[]> shortest =
        runs.stream().min(Comparator.comparingInt(Seeds::length)).orElseThrow();
    String x = shortest.keySet().iterator().next();
    List<Figure> figures = new ArrayList<>();
    for (String column : shortest.keySet()) {
      if (!column.equals(x)) {
        double[][] values =
            runs.stream()
                .map(run -> Arrays.copyOf(run.getOrDefault(column, NONE), length(shortest)))
                .toArray(double[][]::new);
        String title = column.replace('_', ' ');
        Band band = Band.ofRange(title, shortest.getOrDefault(x, NONE), values);
        figures.add(new CurveChart(column, title, x, title, List.of(band)).figure());
      }
    }
    return figures;
  }

  private static int length(Map<String, double[]> run) {
    return run.values().iterator().next().length;
  }

  private static Article.Table table(SeedsSummary summary, List<Result> results) {
    List<String> header = new ArrayList<>(List.of("Quantity", "Mean ± std", "Min", "Max"));
    results.forEach(result -> header.add(result.name().replace('-', ' ')));
    List<List<String>> rows = new ArrayList<>();
    summary
        .statistics()
        .forEach((key, value) -> {
          List<String> row = new ArrayList<>(List.of(key.replace('_', ' '), value.toText(4)));
          row.add(number(value.min()));
          row.add(number(value.max()));
          for (double each : value.values()) {
            row.add(number(each));
          }
          rows.add(row);
        });
    return new Article.Table(header, rows);
  }

  private static String number(double value) {
    return Text.number(value, value == Math.rint(value) ? 0 : 4);
  }
}
