package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.EmbeddingMetrics;
import dev.loci.tasks.analysis.EnergyShares;
import dev.loci.tasks.analysis.GraphDistance;
import dev.loci.tasks.analysis.Margins;
import dev.loci.tasks.analysis.PrincipalAngles;
import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Procrustes;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.tiny.EdgeLearner.Measurement;
import dev.loci.tasks.graph.DataSetName;
import dev.loci.tasks.report.RunReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a finished run shows: its numbers and its page. */
final class GeometryReport {
  /** As many dimensions are drawn. */
  static final int DRAWN = 3;

  /** Where nothing is known. */
  private static final String NONE = "–";

  private final String experiment;
  private final TinySettings settings;
  private final EdgeLearner task;
  private final History history;
  private final EmbeddingMetrics metrics;
  private final Spectrum spectrum;
  private final double[][] embeddings;

  GeometryReport(String experiment, TinySettings settings, EdgeLearner task, History history) {
    this.experiment = experiment;
    this.settings = settings;
    this.task = task;
    this.history = history;
    int n = task.data().nodeCount();
    embeddings = history.embeddings(history.size() - 1);
    metrics = EmbeddingMetrics.of(embeddings, GraphDistance.of(n, task.edges()));
    spectrum = Spectrum.of(n, task.edges());
  }

  /** What {@code summary.json} holds. */
  TinySummary summary(double seconds) {
    Measurement end = history.last();
    int steps = history.step(history.size() - 1);
    int n = task.data().nodeCount();
    int whole = spectrum.wholeEigenspaces(Math.min(DRAWN, n - 1));
    boolean isWide = embeddings[0].length >= whole && metrics.meanNorm() > 0;
    EnergyShares shares = EnergyShares.of(spectrum, embeddings, DRAWN);
    double[][] scores = task.scores();
    double margin = Margins.of(n, task.edges(), u -> scores[u]).margin();
    Optional<LinearMargins> linear = LinearMargins.of(task);
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
        recoveryCompleteStep(),
        metrics.cosines().twoHop() - metrics.cosines().adjacent(),
        shares.leading(),
        shares.outside(),
        shares.mostNegative(),
        isWide ? PrincipalAngles.toLaplacian(embeddings, spectrum, whole).overlap() : null,
        isWide ? Procrustes.toLaplacian(embeddings, spectrum, whole) : null,
        metrics.meanNorm(),
        metrics.variance3(),
        metrics.effectiveRank(),
        margin,
        linear.map(m -> m.original().margin()).orElse(null),
        linear.map(m -> m.skewed().margin()).orElse(null),
        linear.map(m -> m.skewed().accuracy()).orElse(null),
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
        "The edges of %s in %s".formatted(inWords(graphName()), modelInWords()),
        sentence(),
        TinyResult.drawing(task.data()),
        snapshots(),
        curves(),
        similarity(),
        bars(),
        table(),
        Settings.texts(settings),
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

  private String modelInWords() {
    String memory = settings.frozenEmbeddings() ? "an associative memory" : "a neural network";
    return switch (settings.model()) {
      case "transformer" -> "a Transformer";
      case "mamba" -> "Mamba";
      case "node2vec" -> settings.tied() ? "Node2Vec" : "untied Node2Vec";
      default -> settings.hidden().isBlank() ? memory : memory + " with ReLU layers";
    };
  }

  private String sentence() {
    String size = "of width " + settings.width();
    boolean hasLayers = settings.layers() > 1;
    return ("A model %s%s saw the %d directed edges of this graph of %d nodes, %s, for %d steps; it"
            + " never saw a path or a coordinate.")
        .formatted(
            size,
            hasLayers ? " and " + settings.layers() + " layers" : "",
            task.edges().length,
            task.data().nodeCount(),
            settings.model().equals("node2vec")
                ? "each node with its neighbours"
                : "one edge at a time",
            history.step(history.size() - 1));
  }

  /** All snapshots along the principal axes of the one that is shown first. */
  private RunReport.Snapshots snapshots() {
    int count = history.size();
    PrincipalComponents components = PrincipalComponents.fit(history.embeddings(shown()));
    double[][][] coordinates = new double[count][][];
    for (int i = 0; i < count; i++) {
      coordinates[i] = components.leading(history.embeddings(i), 3);
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
    Reference reference = Reference.of(experiment, settings);
    Measurement end = history.last();
    String readOff = reference.isKnown() ? "reference read off its plot" : "";
    return List.of(
        new RunReport.Row(
            "final loss, nats",
            number(end.loss()),
            number(reference.loss()),
            "floor " + number(task.lossFloor())),
        new RunReport.Row(
            "top-1 accuracy",
            Text.percent(end.topOne(), 2),
            reference.isKnown() ? Text.percent(task.topOneCeiling(), 2) : NONE,
            "ceiling " + Text.percent(task.topOneCeiling(), 2)),
        new RunReport.Row(
            "edge recovery",
            Text.percent(end.recovery(), 2),
            reference.isKnown() ? Text.percent(1, 2) : NONE,
            "share of neighbours among the best guesses"),
        new RunReport.Row(
            "recovery complete from step", firstComplete(), step(reference.recovered()), readOff),
        new RunReport.Row(
            "highest geometric level",
            number(peakLevel()) + " at step " + history.step(history.peak()),
            Double.isNaN(reference.peak())
                ? NONE
                : number(reference.peak()) + " at step " + step(reference.peakStep()),
            readOff),
        new RunReport.Row(
            "final geometric level", number(end.geometricLevel()), number(reference.level()), ""),
        new RunReport.Row(
            "mean cosine at distance two",
            number(metrics.cosines().twoHop()),
            number(reference.cosTwoHop()),
            "from the final embeddings"),
        new RunReport.Row(
            "rank correlation with graph distance",
            number(metrics.rankCorrelation()),
            number(reference.spearman()),
            "Spearman, cosine distance"),
        new RunReport.Row(
            "energy in the most negative eigenspace",
            number(spectrum.energies(embeddings).getLast().share()),
            number(reference.mostNegative()),
            "share of the squared norm"));
  }

  private String firstComplete() {
    Integer step = recoveryCompleteStep();
    return step == null ? "not reached" : Integer.toString(step);
  }

  /** The step from which recovery stays at 100 %. */
  private @Nullable Integer recoveryCompleteStep() {
    double[] recovery = history.curve(Measurement::recovery);
    int first = recovery.length;
    while (first > 0 && recovery[first - 1] == 1) {
      first--;
    }
    return first == recovery.length ? null : history.step(first);
  }

  private static String number(double x) {
    return Double.isNaN(x) ? NONE : String.format(Locale.ROOT, "%.3f", x);
  }

  private static String step(double x) {
    return Double.isNaN(x) ? NONE : String.format(Locale.ROOT, "%.0f", x);
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
                  Text.percent(end.recovery(), 2),
                  number(end.loss() - task.lossFloor())));
    }
    if (Reference.of(experiment, settings).isKnown()) {
      notes.add(
          ("The reference trained with seed 7, all but Node2Vec in bfloat16 on a GPU; this run is %s."
                  + " Training of Transformers is chaotic (a change of 1e-7 in the initial weights changes"
                  + " the final embedding), so curves and summary figures can agree and single weights"
                  + " cannot.")
              .formatted(settings.precision()));
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
