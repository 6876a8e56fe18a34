package dev.loci.tasks.experiment.study;

import dev.loci.tasks.analysis.Succinctness;
import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The page that compares the two memories. */
final class MemoriesReport {
  /** Updates in the curves of memories that form. */
  private static final int SHOWN = 300;

  private final MemoriesSettings settings;
  private final Outcomes outcomes;
  private final Findings findings;

  MemoriesReport(String name, MemoriesSettings settings, List<Result> results) {
    this.settings = settings;
    outcomes = new Outcomes(results);
    findings = new Findings(name, settings.seed());
  }

  Conclusion conclude() {
    List<Article.Section> sections = List.of(speed(), size(), widths(), longTraining());
    return new Conclusion(
        "Two memories of one graph",
        "An associative memory looks edges up in a matrix between fixed vectors; a geometric one moves the vectors until edges follow from places. Both are found by the same training, with %d %s of each kind."
            .formatted(settings.repeats(), settings.repeats() == 1 ? "seed" : "seeds"),
        sections,
        settings.seeds(),
        findings);
  }

  private List<Outcome> timed(String kind, String graph) {
    return Arrays.stream(settings.seeds())
        .mapToObj(seed -> outcomes.get(Memories.timedName(kind, graph, seed)))
        .toList();
  }

  private double[] timed(String kind, String graph, ToDoubleFunction<Outcome> quantity) {
    return timed(kind, graph).stream().mapToDouble(quantity).toArray();
  }

  private Article.Section speed() {
    List<List<String>> rows = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (String graph : settings.graphNames()) {
      for (String kind : Memories.TIMED.keySet()) {
        double[] recovered = timed(kind, graph, Outcome::recoveredAt);
        rows.add(
            List.of(
                graph,
                kind,
                Statistics.of(timed(kind, graph, run -> run.settings().width())).toText(0),
                Statistics.of(timed(kind, graph, run -> run.settings().steps())).toText(0),
                Statistics.of(recovered).toText(0),
                Statistics.of(timed(kind, graph, Outcome::peakLevel)).toText(3),
                Statistics.of(timed(kind, graph, Outcome::peakStep)).toText(0),
                Statistics.of(timed(kind, graph, Outcome::level)).toText(3)));
        findings.put(kind + "_" + graph + "_recovered_at", recovered);
        findings.put(kind + "_" + graph + "_level_peak", timed(kind, graph, Outcome::peakLevel));
        findings.tell(
            "%-10s %-12s complete from step %s", graph, kind, Statistics.of(recovered).toText(0));
      }
      figures.add(timedCurves(graph, "edge_recovery", "Edge recovery on " + graph, "Share"));
      figures.add(
          timedCurves(graph, "geometric_level", "Geometric level on " + graph, "Mean cosine"));
    }
    return new Article.Section(
        "Steps until a memory is found",
        List.of(
            "The associative memory is a matrix between frozen embeddings of width 512; the network has the same width and learns both. The others have their presets. Complete means that recovery is 100 % from this update on, as far as the run goes; the mean is over runs that came there."),
        List.of(
            new Article.Table(
                List.of(
                    "Graph",
                    "Memory",
                    "Width",
                    "Updates",
                    "Complete from",
                    "Highest level",
                    "at update",
                    "Last level"),
                rows)),
        figures);
  }

  /** The first updates, in which memories form. */
  private Figure timedCurves(String graph, String column, String title, String label) {
    List<Band> bands = new ArrayList<>();
    for (String kind : Memories.TIMED.keySet()) {
      List<Outcome> runs = timed(kind, graph);
      double[] steps = runs.getFirst().curve("step");
      int shown = (int) Arrays.stream(steps).filter(step -> step <= SHOWN).count();
      bands.add(
          Band.ofRange(
              kind,
              Arrays.copyOf(steps, shown),
              runs.stream()
                  .map(run -> Arrays.copyOf(run.curve(column), shown))
                  .toArray(double[][]::new)));
    }
    return new CurveChart(
            column.replace('_', '-') + "-" + graph, title, "Update, up to " + SHOWN, label, bands)
        .figure();
  }

  private Article.Section size() {
    List<List<String>> bits = new ArrayList<>();
    List<List<String>> norms = new ArrayList<>();
    for (String graph : settings.graphNames()) {
      Outcome any = outcomes.get(Memories.timedName("network", graph, settings.seed()));
      int n = any.nodeCount();
      double list = Succinctness.associativeBits(n, any.edgeCount());
      double places = Succinctness.geometricBits(n, n);
      bits.add(
          List.of(
              graph,
              Integer.toString(n),
              Integer.toString(any.edgeCount()),
              Text.number(list, 1),
              Text.number(places, 1),
              Text.number(list / places, 2)));
      findings.put(graph + "_associative_bits", list);
      findings.put(graph + "_geometric_bits", places);
      for (String kind : List.of("associative", "network", "node2vec")) {
        double[] unit = timed(kind, graph, MemoriesReport::unitNorm);
        norms.add(
            List.of(
                graph,
                kind,
                Statistics.of(timed(kind, graph, Outcome::squaredNorm)).toText(1),
                Statistics.of(timed(kind, graph, Outcome::homogeneousMargin)).toText(2),
                Statistics.of(unit).toText(1),
                Text.number(Succinctness.associativeSquaredNorm(n, any.edgeCount()), 0)));
        findings.put(graph + "_" + kind + "_unit_norm", unit);
      }
    }
    return new Article.Section(
        "Size",
        List.of(
            "In bits: the list of the targets of all directed edges, and a place among n for each node. On graphs that list every edge both ways the ratio is the mean number of neighbours.",
            "In squared norm: all trained weights but biases, scaled together until the mean margin is 1; – where the margin is negative, so that no scale does. The last column is that of orthonormal embeddings and the sum of their products over all edges. Training does not look for the smallest norm, so these are upper bounds."),
        List.of(
            new Article.Table(
                List.of("Graph", "Nodes", "Directed edges", "Bits: list", "places", "ratio"), bits),
            new Article.Table(
                List.of(
                    "Graph",
                    "Memory",
                    "Squared norm",
                    "Margin",
                    "Squared norm at margin 1",
                    "Plainest associative"),
                norms)),
        List.of());
  }

  private static double unitNorm(Outcome run) {
    return Succinctness.squaredNormAtUnitMargin(
        run.squaredNorm(), run.homogeneousMargin(), run.degree());
  }

  /** The smallest width from which on all wider ones recover every edge, NaN if not the widest. */
  private double enough(boolean frozen, String graph, int seed) {
    double enough = Double.NaN;
    for (int width : settings.widthNumbers().reversed()) {
      if (narrow(frozen, width, graph, seed).recovery() < 1) {
        break;
      }
      enough = width;
    }
    return enough;
  }

  private Outcome narrow(boolean frozen, int width, String graph, int seed) {
    return outcomes.get(Memories.narrowName(frozen, width, graph, seed));
  }

  private Article.Section widths() {
    List<List<String>> rows = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (String graph : settings.graphNames()) {
      for (boolean frozen : new boolean[] {false, true}) {
        double[] enough =
            Arrays.stream(settings.seeds())
                .mapToDouble(seed -> enough(frozen, graph, seed))
                .toArray();
        String kind = frozen ? "frozen" : "trained";
        rows.add(
            List.of(
                graph,
                kind,
                Statistics.of(enough).toText(1),
                Text.number(Statistics.of(enough).min(), 0),
                Text.number(Statistics.of(enough).max(), 0)));
        findings.put(graph + "_" + kind + "_width", enough);
        findings.tell("%-10s %-12s needs width %s", graph, kind, Statistics.of(enough).toText(1));
      }
      figures.add(
          new CurveChart(
                  "width-" + graph,
                  "Recovery of narrow networks on " + graph,
                  "Width of the embeddings",
                  "Edge recovery at the end",
                  List.of(
                      overWidths("trained: recovery", false, graph, Outcome::recovery),
                      overWidths("frozen: recovery", true, graph, Outcome::recovery),
                      overWidths("trained: geometric level", false, graph, Outcome::level),
                      overWidths("frozen: geometric level", true, graph, Outcome::level)))
              .figure());
    }
    return new Article.Section(
        "Width",
        List.of(
            "A linear network of each width, trained for %d updates with embeddings that learn or are frozen. What counts is the smallest width from which on every width tried recovers all edges. Below the width that frozen embeddings need, only a geometric memory is left. A failure here is one of this training: another one might find a memory in fewer dimensions."
                .formatted(settings.widthSteps())),
        List.of(
            new Article.Table(
                List.of("Graph", "Embeddings", "Width that is enough", "Least", "Most"), rows)),
        figures);
  }

  private Band overWidths(
      String title, boolean frozen, String graph, ToDoubleFunction<Outcome> quantity) {
    List<Integer> widths = settings.widthNumbers();
    double[][] runs =
        Arrays.stream(settings.seeds())
            .mapToObj(seed ->
                widths.stream()
                    .map(width -> narrow(frozen, width, graph, seed))
                    .mapToDouble(quantity)
                    .toArray())
            .toArray(double[][]::new);
    return Band.ofRange(title, widths.stream().mapToDouble(w -> w).toArray(), runs);
  }

  private Article.Section longTraining() {
    List<List<String>> rows = new ArrayList<>();
    List<Panels.Panel> panels = new ArrayList<>();
    for (String graph : settings.graphNames()) {
      for (long steps : Memories.stages(settings)) {
        Outcome run = outcomes.get(Memories.longName(graph, steps));
        double rank = run.effectiveRank();
        rows.add(
            List.of(
                graph,
                Long.toString(steps),
                Text.number(run.loss(), 4),
                Text.percent(run.recovery()),
                Text.number(run.level(), 3),
                Text.number(run.rankCorrelation(), 3),
                Text.number(rank, 2),
                Text.number(run.number("mean_norm"), 2),
                Text.number(run.topEnergy(), 3),
                Text.number(run.leadingEnergy(), 3)));
        panels.add(run.panel("%s, update %,d".formatted(graph, steps)));
        findings.put("long_%s_%d_level".formatted(graph, steps), run.level());
        findings.put("long_%s_%d_effective_rank".formatted(graph, steps), rank);
        findings.put("long_%s_%d_top_energy".formatted(graph, steps), run.topEnergy());
      }
    }
    return new Article.Section(
        "Long training",
        List.of(
            "Node2Vec of width 100 with its constant learning rate, seed %d. Collapse onto one direction shows as a level near 1 and all energy in the top eigenspace; effective rank, of the centred embeddings, and Spearman tell whether the graph is still drawn around that direction."
                .formatted(settings.seed())),
        List.of(
            new Article.Table(
                List.of(
                    "Graph",
                    "Updates",
                    "Loss",
                    "Recovery",
                    "Level",
                    "Spearman",
                    "Effective rank",
                    "Mean norm",
                    "Energy: top",
                    "leading"),
                rows)),
        List.of(
            longCurve(),
            stageCurve("Effective rank", run -> run.effectiveRank()),
            stageCurve("Energy in the top eigenspace", run -> run.topEnergy()),
            new Panels(
                    "long-geometry",
                    "Node2Vec on and on",
                    "Embeddings on their first three principal components",
                    Memories.stages(settings).size(),
                    panels)
                .figure()));
  }

  private Figure longCurve() {
    List<Band> bands = new ArrayList<>();
    for (String graph : settings.graphNames()) {
      Outcome run = outcomes.get(Memories.longName(graph, settings.longSteps()));
      bands.add(Band.ofLine(graph, run.curve("step"), run.curve("geometric_level")));
    }
    return new CurveChart(
            "long-level", "Geometric level of Node2Vec", "Update", "Mean cosine", bands)
        .figure();
  }

  private Figure stageCurve(String title, ToDoubleFunction<Outcome> quantity) {
    List<Long> stages = Memories.stages(settings);
    double[] powers = stages.stream().mapToDouble(steps -> StrictMath.log10(steps)).toArray();
    List<Band> bands =
        settings.graphNames().stream()
            .map(graph ->
                Band.ofLine(
                    graph,
                    powers,
                    stages.stream()
                        .mapToDouble(steps ->
                            quantity.applyAsDouble(outcomes.get(Memories.longName(graph, steps))))
                        .toArray()))
            .toList();
    return new CurveChart(
            "long-" + title.toLowerCase(Locale.ROOT).replace(' ', '-'),
            title + " of Node2Vec",
            "Updates, as a power of ten",
            title,
            bands)
        .figure();
  }
}
