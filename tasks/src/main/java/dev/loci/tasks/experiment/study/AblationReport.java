package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.analysis.Winding;
import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The page that says which variants end as a ring and which as a tangle. */
final class AblationReport {
  private static final List<String> HEADER =
      List.of(
          "Variant",
          "Recipe",
          "Reference's label",
          "Precision",
          "Ends as",
          "Loss",
          "Recovery",
          "from step",
          "Level",
          "Zig-zag",
          "Spearman",
          "Leading energy",
          "Most negative",
          "Margin",
          "Geometric margin");

  private final String name;
  private final AblationSettings settings;
  private final Outcomes outcomes;

  AblationReport(String name, AblationSettings settings, List<Result> results) {
    this.name = name;
    this.settings = settings;
    outcomes = new Outcomes(results);
  }

  Conclusion conclude() {
    List<Article.Section> sections = new ArrayList<>();
    sections.add(
        new Article.Section(
            "Rings and tangles",
            List.of(
                "A run ends as a ring if in the plane of the first two principal components the nodes go round once in the cycle's order, as a broken ring if a quarter of the steps at most goes the other way, as a star polygon if in that order several times, else as a tangle. The geometric margin is that of the map reduced to its stretches along the embeddings' singular directions (the reference's skewed margin); the other one is the network's own.",
                "Energies are shares of the squared norm: the leading ones in the two eigenvectors after the constant one, the most negative in those that alternate."),
            List.of(new Article.Table(HEADER, rows())),
            margins()));
    for (String precision : settings.precisions()) {
      sections.add(section(precision));
    }
    if (settings.precisions().size() > 1) {
      sections.add(rounding());
    }
    int steps = settings.steps();
    return new Conclusion(
        "What makes a network's memory of a cycle geometric",
        "A linear network of width 512 memorises a cycle in %d updates. %s"
            .formatted(steps, sentence()),
        sections,
        settings.seeds(),
        findings());
  }

  private String sentence() {
    return settings.precisions().stream()
        .map(precision -> "In %s these end as a ring: %s.".formatted(precision, rings(precision)))
        .collect(Collectors.joining(" "));
  }

  private String rings(String precision) {
    String names =
        settings.chosen().stream()
            .filter(v -> runs(v, precision).stream().allMatch(run -> shape(run).equals("ring")))
            .map(AblationVariant::id)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private static String shape(Outcome outcome) {
    return Winding.of(outcome.embeddings()).shape();
  }

  private List<Outcome> runs(AblationVariant variant, String precision) {
    return Arrays.stream(settings.seeds())
        .mapToObj(seed -> outcomes.get(TinyAblation.partName(variant, precision, seed)))
        .toList();
  }

  private double[] values(
      AblationVariant variant, String precision, ToDoubleFunction<Outcome> quantity) {
    return runs(variant, precision).stream().mapToDouble(quantity).toArray();
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (AblationVariant variant : settings.chosen()) {
      for (String precision : settings.precisions()) {
        String shapes =
            runs(variant, precision).stream()
                .collect(Collectors.groupingBy(AblationReport::shape, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> settings.repeats() == 1 ? e.getKey() : e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        rows.add(
            List.of(
                variant.id(),
                variant.recipe(),
                variant.label(),
                precision,
                shapes,
                Statistics.of(values(variant, precision, Outcome::loss)).toText(4),
                Statistics.of(values(variant, precision, run -> 100 * run.recovery())).toText(1)
                    + " %",
                Statistics.of(values(variant, precision, Outcome::recoveredAt)).toText(0),
                Statistics.of(values(variant, precision, Outcome::level)).toText(3),
                Statistics.of(values(variant, precision, Outcome::zigZag)).toText(3),
                Statistics.of(values(variant, precision, r -> r.rankCorrelation())).toText(2),
                Statistics.of(values(variant, precision, run -> run.leadingEnergy())).toText(3),
                Statistics.of(values(variant, precision, run -> run.mostNegativeEnergy()))
                    .toText(3),
                Statistics.of(values(variant, precision, Outcome::margin)).toText(2),
                Statistics.of(values(variant, precision, Outcome::skewedMargin)).toText(2)));
      }
    }
    return rows;
  }

  private List<Figure> margins() {
    List<String> ids = settings.chosen().stream().map(AblationVariant::id).toList();
    List<Band> bars = new ArrayList<>();
    for (String precision : settings.precisions()) {
      bars.add(bars(precision, precision, Outcome::skewedMargin));
    }
    return List.of(
        new BarChart("margins", "Geometric margin", "Variant", "Margin", ids, bars).figure());
  }

  private Band bars(String title, String precision, ToDoubleFunction<Outcome> quantity) {
    double[][] values =
        settings.chosen().stream()
            .map(variant -> values(variant, precision, quantity))
            .toArray(double[][]::new);
    return Band.ofDeviation(title, Vectors.transposed(values));
  }

  private Article.Section section(String precision) {
    List<String> ids = settings.chosen().stream().map(AblationVariant::id).toList();
    List<Panels.Panel> panels =
        settings.chosen().stream()
            .map(v -> {
              Outcome first = runs(v, precision).getFirst();
              return first.panel(v.id() + ": " + shape(first));
            })
            .toList();
    List<Band> levels =
        settings.chosen().stream()
            .map(variant -> curve(variant.id(), variant, precision, "geometric_level"))
            .toList();
    List<Band> energies =
        List.of(
            bars("constant", precision, run -> run.topEnergy()),
            bars("leading", precision, run -> run.leadingEnergy()),
            bars("middle", precision, run -> run.middleEnergy()),
            bars("most negative", precision, run -> run.mostNegativeEnergy()));
    return new Article.Section(
        "In " + precision,
        List.of(
            "Self edges count in the level of v1 with a cosine of 1. Pictures are of seed %d."
                .formatted(settings.seed())),
        List.of(),
        List.of(
            new Panels(
                    "geometry-" + precision,
                    "Variants in " + precision,
                    "Final embeddings on their first three principal components",
                    4,
                    panels)
                .figure(),
            new CurveChart(
                    "level-" + precision,
                    "Geometric level, " + precision,
                    "Training step",
                    "Mean cosine of neighbours",
                    levels)
                .figure(),
            new BarChart(
                    "energy-" + precision,
                    "Share of the embeddings' energy, " + precision,
                    "Variant",
                    "Share",
                    ids,
                    energies)
                .figure()));
  }

  private Band curve(String title, AblationVariant variant, String precision, String column) {
    List<Outcome> runs = runs(variant, precision);
    double[] x = runs.getFirst().curve("step");
    return Band.ofRange(title, x, runs.stream().map(r -> r.curve(column)).toArray(double[][]::new));
  }

  /** The same variant with and without rounding. */
  private Article.Section rounding() {
    List<Figure> figures = new ArrayList<>();
    for (AblationVariant variant : settings.chosen()) {
      figures.add(
          new CurveChart(
                  "rounding-" + variant.id(),
                  "Geometric level of %s: %s".formatted(variant.id(), variant.recipe()),
                  "Training step",
                  "Mean cosine of neighbours",
                  settings.precisions().stream()
                      .map(p -> curve(p, variant, p, "geometric_level"))
                      .toList())
              .figure());
    }
    return new Article.Section(
        "What rounding does",
        List.of(
            "At the end of training true gradients are almost zero and Adam makes steps of what is left of them; rounding to bfloat16 leaves noise."),
        List.of(),
        figures);
  }

  private Findings findings() {
    Findings findings = new Findings(name, settings.seed());
    for (AblationVariant variant : settings.chosen()) {
      for (String precision : settings.precisions()) {
        String key = variant.id() + "_" + precision + "_";
        double rings =
            runs(variant, precision).stream().filter(r -> shape(r).equals("ring")).count();
        findings.put(key + "rings", rings);
        findings.put(key + "final_loss", values(variant, precision, Outcome::loss));
        findings.put(key + "edge_recovery", values(variant, precision, Outcome::recovery));
        findings.put(key + "geometric_level", values(variant, precision, Outcome::level));
        findings.put(key + "zigzag", values(variant, precision, Outcome::zigZag));
        findings.put(key + "margin", values(variant, precision, Outcome::margin));
        findings.put(key + "margin_skewed", values(variant, precision, Outcome::skewedMargin));
        findings.tell(
            "%-4s %-9s rings %.0f of %d, recovery %s, level %s, geometric margin %s",
            variant.id(),
            precision,
            rings,
            settings.repeats(),
            Text.percent(Statistics.of(values(variant, precision, Outcome::recovery)).mean()),
            Statistics.of(values(variant, precision, Outcome::level)).toText(3),
            Statistics.of(values(variant, precision, Outcome::skewedMargin)).toText(2));
      }
    }
    return findings;
  }
}
