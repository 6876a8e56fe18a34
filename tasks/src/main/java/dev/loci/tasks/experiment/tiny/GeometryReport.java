package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.EmbeddingMetrics;
import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.tiny.EdgeMemorization.Measurement;
import dev.loci.tasks.graph.DataSetName;
import dev.loci.tasks.graph.Graph;
import dev.loci.tasks.report.RunReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a finished run shows: its numbers and its page. */
final class GeometryReport {
  private final String experiment;
  private final TinySettings settings;
  private final EdgeMemorization task;
  private final History history;
  private final EmbeddingMetrics metrics;
  private final Spectrum spectrum;
  private final double[][] embeddings;

  private GeometryReport(
      String experiment, TinySettings settings, EdgeMemorization task, History history) {
    this.experiment = experiment;
    this.settings = settings;
    this.task = task;
    this.history = history;
    int n = task.data().nodeCount();
    embeddings = history.embeddings(history.size() - 1);
    metrics = EmbeddingMetrics.of(embeddings, GraphDistance.of(n, task.edges()));
    spectrum = Spectrum.of(n, task.edges());
  }

  static GeometryReport of(
      String experiment, TinySettings settings, EdgeMemorization task, History history) {
    return new GeometryReport(experiment, settings, task, history);
  }

  /** What {@code summary.json} holds. */
  TinySummary summary(double seconds) {
    Measurement end = history.last();
    int steps = history.step(history.size() - 1);
    return new TinySummary(
        experiment,
        graphName(),
        settings.seed(),
        steps,
        end.loss(),
        task.lossFloor(),
        end.topOne(),
        task.topOneCeiling(),
        end.recovery(),
        end.geometricLevel(),
        peakLevel(),
        history.step(history.peak()),
        metrics.cosines().adjacent(),
        metrics.cosines().twoHop(),
        spectrum.energies(embeddings).stream()
            .map(e -> new TinySummary.Energy(tidy(e.eigenvalue()), e.multiplicity(), e.share()))
            .toList(),
        Double.isNaN(metrics.rankCorrelation()) ? null : metrics.rankCorrelation(),
        seconds,
        1000 * seconds / steps);
  }

  /** An eigenvalue of zero comes out as a tiny number of either sign. */
  private static double tidy(double eigenvalue) {
    return Math.abs(eigenvalue) < 1e-9 ? 0 : eigenvalue;
  }

  private double peakLevel() {
    return history.curve(Measurement::geometricLevel)[history.peak()];
  }

  /** The figures and the page. */
  RunReport page(Map<String, String> provenance) {
    return new RunReport(
        "The edges of %s in a Transformer".formatted(inWords(graphName())),
        sentence(),
        graph(),
        snapshots(),
        curves(),
        similarity(),
        bars(),
        table(),
        config(),
        provenance,
        notes());
  }

  /** The family, or for data that came under a name of their own, that name. */
  private String graphName() {
    String stem = task.data().stem();
    boolean isFamily =
        settings.data().equals(TinySettings.GENERATED) || DataSetName.parse(stem).isPresent();
    return isFamily ? settings.graph() : stem;
  }

  private static String inWords(String graph) {
    return switch (graph) {
      case "irregular" -> "an irregular graph";
      case "star", "grid", "cycle" -> "a " + graph;
      default -> graph;
    };
  }

  private String sentence() {
    return ("A Transformer of %d layer%s and width %d saw the %d directed edges of this graph of %d"
            + " nodes, one edge at a time, for %d steps; it never saw a path or a coordinate.")
        .formatted(
            settings.layers(),
            settings.layers() == 1 ? "" : "s",
            settings.width(),
            task.edges().length,
            task.data().nodeCount(),
            settings.steps());
  }

  private RunReport.Graph graph() {
    Graph graph = task.data().graph();
    return new RunReport.Graph(
        graph.nodeCount(), graph.edges().toPairs(), graph.root(), graph.displayOrder());
  }

  /** All snapshots along the principal axes of the one that is shown first. */
  private RunReport.Snapshots snapshots() {
    int count = history.size();
    PrincipalComponents components = PrincipalComponents.fit(history.embeddings(shown()));
    int axes = Math.min(3, components.count());
    double[][][] coordinates = new double[count][][];
    for (int i = 0; i < count; i++) {
      coordinates[i] = components.project(history.embeddings(i), axes);
      for (int node = 0; node < coordinates[i].length; node++) {
        coordinates[i][node] = Arrays.copyOf(coordinates[i][node], 3);
      }
    }
    return new RunReport.Snapshots(history.steps(), coordinates, shown());
  }

  /** The measurement of the large picture and of the similarities. */
  private int shown() {
    int last = history.size() - 1;
    return settings.shownStep() < 0 ? last : history.indexOf(settings.shownStep());
  }

  private RunReport.Curves curves() {
    return new RunReport.Curves(
        history.steps(),
        history.curve(m -> 100 * m.recovery()),
        history.curve(Measurement::geometricLevel),
        history.curve(Measurement::loss),
        OptionalDouble.of(task.lossFloor()),
        history.curve(m -> 100 * m.topOne()),
        OptionalDouble.of(100 * task.topOneCeiling()));
  }

  private RunReport.Similarity similarity() {
    int shown = shown();
    int n = task.data().nodeCount();
    double[][] adjacency = new double[n][n];
    for (int[] edge : task.edges()) {
      adjacency[edge[0]][edge[1]] = 1;
    }
    return new RunReport.Similarity(
        history.step(shown), Similarity.of(history.embeddings(shown)).matrix(), adjacency);
  }

  private RunReport.Spectrum bars() {
    List<Spectrum.Bar> bars = spectrum.bars(embeddings);
    return new RunReport.Spectrum(
        bars.stream().mapToDouble(Spectrum.Bar::eigenvalue).toArray(),
        bars.stream().mapToDouble(Spectrum.Bar::projection).toArray(),
        spectrum.energies(embeddings).stream()
            .map(e -> new RunReport.Energy(e.eigenvalue(), e.multiplicity(), e.share()))
            .toList());
  }

  private List<RunReport.Row> table() {
    Optional<Reference> reference = Reference.of(settings);
    Measurement end = history.last();
    List<RunReport.Row> rows = new ArrayList<>();
    rows.add(
        row(
            "final loss, nats",
            number(end.loss()),
            reference.map(r -> number(r.loss())),
            "floor " + number(task.lossFloor())));
    rows.add(
        row(
            "top-1 accuracy",
            percent(end.topOne()),
            reference.map(r -> percent(task.topOneCeiling())),
            "ceiling " + percent(task.topOneCeiling())));
    rows.add(
        row(
            "edge recovery",
            percent(end.recovery()),
            reference.map(r -> percent(1)),
            "share of neighbours among the best guesses"));
    rows.add(
        row(
            "recovery complete from step",
            firstComplete(),
            reference.map(r -> "about " + r.recovered()),
            reference.map(r -> "reference read off its plot").orElse("")));
    rows.add(
        row(
            "highest geometric level",
            number(peakLevel()) + " at step " + history.step(history.peak()),
            reference.map(r -> "%s at step %d".formatted(number(r.peak()), r.peakStep())),
            reference.map(r -> "reference read off its plot").orElse("")));
    rows.add(
        row(
            "final geometric level",
            number(end.geometricLevel()),
            reference.map(r -> number(r.level())),
            reference
                .map(r -> "re-trained in float32 elsewhere: " + number(r.float32Level()))
                .orElse("")));
    rows.add(
        row(
            "mean cosine at distance two",
            number(metrics.cosines().twoHop()),
            reference.map(r -> number(r.cosTwoHop())),
            "from the final embeddings"));
    rows.add(
        row(
            "rank correlation with graph distance",
            number(metrics.rankCorrelation()),
            reference.map(r -> number(r.spearman())),
            "Spearman, cosine distance"));
    rows.add(
        row(
            "energy in the most negative eigenspace",
            number(spectrum.energies(embeddings).getLast().share()),
            reference.map(r -> number(r.mostNegative())),
            "share of the squared norm"));
    return rows;
  }

  /** The step from which recovery stays at 100 %. */
  private String firstComplete() {
    double[] recovery = history.curve(Measurement::recovery);
    int first = recovery.length;
    while (first > 0 && recovery[first - 1] == 1) {
      first--;
    }
    return first == recovery.length ? "not reached" : Integer.toString(history.step(first));
  }

  private static RunReport.Row row(
      String quantity, String ours, Optional<String> reference, String note) {
    return new RunReport.Row(quantity, ours, reference.orElse("–"), note);
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.3f", x);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private Map<String, String> config() {
    return Settings.texts(settings);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "All positions are along the principal axes of the embeddings at step %d, which the large picture and the similarities show; later steps also move along directions that these axes leave out."
            .formatted(history.step(shown())));
    Measurement end = history.last();
    if (end.recovery() < 1 || end.loss() > task.lossFloor() + 0.01) {
      notes.add(
          "This run did not memorise every edge: after %d steps the recovery is %s and the loss %s above its floor. The recipe does that for some seeds, in float64 too."
              .formatted(
                  settings.steps(),
                  percent(end.recovery()),
                  number(end.loss() - task.lossFloor())));
    }
    if (Reference.of(settings).isPresent()) {
      notes.add(
          "The reference trained with seed 7 in bfloat16 on a GPU; this run is float32. Training is chaotic (a"
              + " change of 1e-7 in the initial weights changes the final embedding), so curves and"
              + " summary figures can agree and single weights cannot.");
    } else {
      notes.add(
          "There are no reference figures for these settings; floors and ceilings are exact.");
    }
    if (settings.selfEdges()) {
      notes.add("Self edges count in the geometric level with a cosine of 1.");
    }
    return notes;
  }
}
