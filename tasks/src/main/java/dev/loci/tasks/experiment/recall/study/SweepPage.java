package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.study.Findings;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The page of a study of sweeps as it grows: sections for the reader, figures for the summary. */
final class SweepPage {
  private final Measured measured;
  private final Findings findings;
  private final List<Article.Section> sections = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  SweepPage(String experiment, int seed, Measured measured) {
    this.measured = measured;
    findings = new Findings(experiment, seed);
  }

  Findings findings() {
    return findings;
  }

  void add(Article.Section section) {
    sections.add(section);
  }

  /** Curves of a number of the summary over the numbers of the sweeps. */
  Figure curves(String name, String title, String xLabel, String key, List<Sweep> sweeps) {
    return new CurveChart(
            name,
            title,
            xLabel,
            "Share of questions answered",
            sweeps.stream().map(sweep -> measured.band(sweep, key)).toList())
        .figure();
  }

  /**
   * A row for each sweep: the least number that is enough, and what is reached at each. Means go to
   * the summary as {@code <key>_needs} and {@code <key>_<number>}.
   */
  Article.Table table(String what, String number, String key, List<Sweep> sweeps) {
    List<Integer> xs = sweeps.stream().flatMap(s -> s.xs().stream()).distinct().sorted().toList();
    List<String> header = new ArrayList<>(List.of(what, "Needs " + number));
    xs.forEach(x -> header.add("at " + x));
    List<List<String>> rows = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      double[] enough = measured.thresholds(sweep, key);
      List<String> row = new ArrayList<>(List.of(sweep.title(), Statistics.of(enough).toText(1)));
      findings.put(sweep.key() + "_needs", enough);
      if (told.add(sweep.key())) {
        findings.tell("%-32s needs %s %s", sweep.key(), number, Statistics.of(enough).toText(1));
      }
      for (int x : xs) {
        if (sweep.xs().contains(x)) {
          Statistics at = Statistics.of(measured.at(sweep, x, key));
          row.add(at.toText(3));
          findings.put("%s_%d".formatted(sweep.key(), x), at.mean());
        } else {
          row.add("");
        }
      }
      rows.add(row);
    }
    return new Article.Table(header, rows);
  }

  /** What the study says. */
  Conclusion conclude(String title, String sentence, int[] seeds) {
    return new Conclusion(title, sentence, sections, seeds, findings);
  }
}
