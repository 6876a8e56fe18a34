package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.experiment.MetricsTable;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a run: what was learned and how, then what was found in the model. */
record RecallReport(
    String experiment,
    RecallSettings settings,
    Questions questions,
    MetricsTable table,
    Map<String, Double> figures) {

  Article article(List<Article.Section> findings, Map<String, String> provenance) {
    List<Article.Section> sections = new ArrayList<>(List.of(result()));
    sections.addAll(findings);
    sections.add(learning());
    return new Article(
        "%s: %d subjects, %d relations, %d %s"
            .formatted(
                experiment,
                settings.subjects(),
                settings.relations(),
                settings.hops(),
                settings.hops() == 1 ? "hop" : "hops"),
        sentence(),
        sections,
        Settings.texts(settings),
        provenance);
  }

  private String sentence() {
    return ("A model of %d %s, width %d and %,d parameters learned %,d questions about %,d facts"
            + " and answers %s of them.")
        .formatted(
            settings.layers(),
            settings.layers() == 1 ? "layer" : "layers",
            settings.width(),
            figures.getOrDefault("parameters", 0.0).longValue(),
            questions.learned().size() + questions.singles().size(),
            settings.subjects() * settings.relations(),
            Text.percent(
                figures.getOrDefault(
                    questions.learned().isEmpty() ? RecallRun.FACTS : RecallRun.ACCURACY, 0.0)));
  }

  private Article.Section result() {
    List<List<String>> rows = new ArrayList<>();
    figures.forEach((key, value) -> {
      if (!value.isNaN()) {
        rows.add(List.of(key.replace('_', ' '), number(value)));
      }
    });
    rows.add(List.of("by chance", number(1.0 / questions.facts().answerCount())));
    return Article.Section.of(
        "Result",
        "Shares are between 0 and 1. Questions are put to the model after the last update; with a"
            + " chain of thought it writes the chain itself.",
        new Article.Table(List.of("Quantity", "Value"), rows));
  }

  private Article.Section learning() {
    List<Band> shares = new ArrayList<>();
    addBand(shares, "questions learned", RecallRun.ACCURACY);
    addBand(shares, "facts", RecallRun.FACTS);
    addBand(shares, "questions held out", RecallRun.HELD_OUT);
    Band loss = Band.ofRange("loss", after(RecallRun.STEP), new double[][] {after(RecallRun.LOSS)});
    return new Article.Section(
        "Learning",
        List.of(
            "The share of questions that are answered, and the cross-entropy in nats, a mean over"
                + " the updates since the measurement before."),
        List.of(),
        List.of(
            new CurveChart("accuracy", "Questions answered", "Update", "Share", shares).figure(),
            new CurveChart("loss", "Cross-entropy", "Update", "Nats", List.of(loss)).figure()));
  }

  /** A column without the measurement before the first update, which has no loss. */
  private double[] after(String column) {
    double[] values = table.column(column);
    return Arrays.copyOfRange(values, 1, values.length);
  }

  private void addBand(List<Band> bands, String name, String column) {
    double[] values = table.column(column);
    if (!Double.isNaN(values[0])) {
      bands.add(Band.ofRange(name, table.column(RecallRun.STEP), new double[][] {values}));
    }
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value == Math.rint(value) && Math.abs(value) > 1 ? "%,.0f" : "%.4f", value);
  }
}
