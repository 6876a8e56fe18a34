package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.tiny.Reference;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.Panels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page that puts all models and graphs side by side. */
final class TinyAllReport {
  /** How far above the floor a Transformer or a network may end. */
  static final double NEAR_FLOOR = 0.02;

  private static final List<String> HEADER =
      List.of(
          "Model",
          "Graph",
          "Loss (reference)",
          "Floor",
          "Recovery",
          "from step (reference)",
          "Level (reference)",
          "Highest, at step",
          "Zig-zag",
          "Spearman",
          "Energy: top",
          "leading",
          "most negative",
          "Seconds");

  private final String name;
  private final TinyAllSettings settings;
  private final Outcomes outcomes;

  TinyAllReport(String name, TinyAllSettings settings, List<Result> results) {
    this.name = name;
    this.settings = settings;
    outcomes = new Outcomes(results);
  }

  /** A run and the experiment that it is of. */
  private record Entry(TinyExperiment experiment, Outcome outcome) {
    boolean isRecovered() {
      return outcome.recovery() == 1;
    }

    /** Frozen embeddings and Node2Vec are not asked to come near the floor. */
    boolean isJudgedByFloor() {
      return !experiment.name().contains("node2vec") && !outcome.settings().frozenEmbeddings();
    }

    boolean isNearFloor() {
      return outcome.aboveFloor() <= NEAR_FLOOR;
    }
  }

  private List<Entry> entries(String edges) {
    List<Entry> entries = new ArrayList<>();
    for (TinyExperiment experiment : settings.experiments()) {
      for (String graph : settings.graphNames()) {
        entries.add(
            new Entry(experiment, outcomes.get(TinyAll.partName(experiment, graph, edges))));
      }
    }
    return entries;
  }

  Conclusion conclude() {
    List<Entry> all = settings.edgeNames().stream().flatMap(e -> entries(e).stream()).toList();
    List<Article.Section> sections = new ArrayList<>();
    sections.add(verdicts(all));
    for (String edges : settings.edgeNames()) {
      sections.add(section(edges));
    }
    long recovered = all.stream().filter(Entry::isRecovered).count();
    long judged = all.stream().filter(Entry::isJudgedByFloor).count();
    long near = all.stream().filter(e -> e.isJudgedByFloor() && e.isNearFloor()).count();
    double seconds = all.stream().mapToDouble(e -> e.outcome.seconds()).sum();
    String sentence =
        "%d of %d runs recover every edge; %d of %d Transformers, networks and Mambas end within %s of the loss floor."
            .formatted(recovered, all.size(), near, judged, Text.number(NEAR_FLOOR, 2));
    Findings findings = new Findings(name, settings.seed());
    findings.put("runs", all.size());
    findings.put("recovered", recovered);
    findings.put("judged_by_floor", judged);
    findings.put("near_floor", near);
    findings.put("train_seconds", seconds);
    for (Entry entry : all) {
      Outcome outcome = entry.outcome;
      findings.put(outcome.name() + "_final_loss", outcome.loss());
      findings.put(outcome.name() + "_edge_recovery", outcome.recovery());
      findings.put(outcome.name() + "_geometric_level", outcome.level());
      findings.put(outcome.name() + "_zigzag", outcome.zigZag());
      findings.put(outcome.name() + "_most_negative", outcome.mostNegativeEnergy());
    }
    findings.tell("recovered         %d of %d runs", recovered, all.size());
    findings.tell("near the floor    %d of %d", near, judged);
    failures(all).forEach(row -> findings.tell("not so            %s: %s", row.get(0), row.get(1)));
    findings.tell("training          %.1f s in all", seconds);
    return new Conclusion(
        "Every model on every tiny graph",
        sentence,
        sections,
        new int[] {settings.seed()},
        findings);
  }

  private Article.Section verdicts(List<Entry> all) {
    List<List<String>> failures = failures(all);
    return new Article.Section(
        "Verdicts",
        List.of(
            "Expected of every run: recovery of all edges at its end. Expected of Transformers, networks and Mambas: a final loss within %s of the floor."
                .formatted(Text.number(NEAR_FLOOR, 2)),
            failures.isEmpty() ? "All runs do as expected." : "These runs do not:"),
        failures.isEmpty()
            ? List.of()
            : List.of(new Article.Table(List.of("Run", "What it shows instead"), failures)),
        List.of());
  }

  private static List<List<String>> failures(List<Entry> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Entry entry : all) {
      Outcome outcome = entry.outcome;
      List<String> faults = new ArrayList<>();
      if (!entry.isRecovered()) {
        faults.add("recovery " + Text.percent(outcome.recovery()));
      }
      if (entry.isJudgedByFloor() && !entry.isNearFloor()) {
        faults.add("loss " + Text.number(outcome.aboveFloor(), 4) + " above the floor");
      }
      if (!faults.isEmpty()) {
        rows.add(List.of(outcome.name(), String.join("; ", faults)));
      }
    }
    return rows;
  }

  private Article.Section section(String edges) {
    List<Entry> entries = entries(edges);
    List<Figure> figures =
        settings.graphNames().stream().map(graph -> geometry(edges, graph).figure()).toList();
    return new Article.Section(
        title(edges),
        List.of(
            "Recovery is the mean share of a node's neighbours among its best guesses. The level is the mean cosine over edges, zig-zag the mean cosine at distance two less that at distance one; energies are shares of the squared norm. The reference was trained with seed 7, in bfloat16 but for Node2Vec; its figures stand beside runs of its settings, and so not beside the Transformer's on the cycle, which is longer. – where a run has no value."),
        List.of(new Article.Table(HEADER, entries.stream().map(TinyAllReport::row).toList())),
        figures);
  }

  private static String title(String edges) {
    return switch (edges) {
      case "forward" -> "One way only";
      case "self" -> "With self edges";
      default -> "Both directions";
    };
  }

  private static List<String> row(Entry entry) {
    Outcome outcome = entry.outcome;
    Reference reference = Reference.of(entry.experiment.name(), outcome.settings());
    return List.of(
        entry.experiment.shortName(),
        outcome.settings().graph(),
        with(outcome.loss(), reference.loss(), 4),
        Text.number(outcome.floor(), 4),
        Text.percent(outcome.recovery()),
        with(outcome.recoveredAt(), reference.recovered(), 0),
        with(outcome.level(), reference.level(), 3),
        Text.number(outcome.peakLevel(), 3) + ", " + Text.number(outcome.peakStep(), 0),
        Text.number(outcome.zigZag(), 3),
        Text.number(outcome.rankCorrelation(), 2),
        Text.number(outcome.topEnergy(), 3),
        Text.number(outcome.leadingEnergy(), 3),
        Text.number(outcome.mostNegativeEnergy(), 3),
        Text.number(outcome.seconds(), 1));
  }

  private static String with(double ours, double reference, int digits) {
    String text = Text.number(ours, digits);
    return Double.isNaN(reference) ? text : text + " (" + Text.number(reference, digits) + ")";
  }

  private Panels geometry(String edges, String graph) {
    List<Panels.Panel> panels = new ArrayList<>();
    for (Entry entry : entries(edges)) {
      if (entry.outcome.settings().graph().equals(graph)) {
        panels.add(entry.outcome.panel(entry.experiment.shortName()));
      }
    }
    return new Panels(
        "geometry-" + graph + "-" + edges,
        "%s, %s".formatted(graph, title(edges).toLowerCase(Locale.ROOT)),
        "Final embeddings on their first three principal components",
        4,
        panels);
  }
}
