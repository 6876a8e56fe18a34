package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.experiment.tiny.TinyResult;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What one graph becomes in every model: drawings, similarities, spectra and curves. */
final class GeometryFigures {
  /** Curves go on this much longer than the slowest seed needs for all edges. */
  private static final double AFTER = 1.5;

  /** But for so many measurements at least. */
  private static final int FEWEST = 40;

  /** The models whose energies stand beside each other, as many as bars can be told apart. */
  private static final List<Subject> SPECTRA =
      List.of(
          Subject.TRANSFORMER,
          Subject.NETWORK,
          Subject.NODE2VEC,
          Subject.MAMBA,
          Subject.ASSOCIATIVE);

  private static final List<Subject> EVOLVING =
      List.of(Subject.TRANSFORMER, Subject.MAMBA, Subject.NETWORK, Subject.IDENTITY);

  private final Measured measured;
  private final int seed;

  /**
   * Draws figures of measured runs.
   *
   * @param seed the first one, whose embeddings are drawn
   */
  GeometryFigures(Measured measured, int seed) {
    this.measured = measured;
    this.seed = seed;
  }

  /** A section on one graph. */
  Article.Section section(String graph) {
    List<Figure> figures = new ArrayList<>();
    figures.add(drawings(graph));
    figures.add(similarities(graph));
    figures.add(evolution(graph));
    figures.add(energies(graph, Subject.Variant.BASE, SPECTRA));
    figures.add(
        energies(
            graph,
            Subject.Variant.SELF_EDGES,
            SPECTRA.stream().filter(s -> s != Subject.ASSOCIATIVE).toList()));
    return new Article.Section(
        "The " + inWords(graph) + " in every model",
        List.of(
            "Drawings and similarities are of seed %d, at the end of its runs if nothing else is"
                    .formatted(seed)
                + " said; bars are means, and whiskers reach from the least to the greatest of all"
                + " seeds. Drawings stand on the first three principal components; Laplacian"
                + " coordinates are the graph's eigenvectors 2 to 4."),
        List.of(),
        figures);
  }

  private static String inWords(String graph) {
    return graph.equals("irregular") ? "irregular graph" : graph;
  }

  private TinyResult first(Subject subject, String graph) {
    return measured.of(Cell.base(subject, graph)).getFirst();
  }

  private Figure drawings(String graph) {
    List<Panels.Panel> panels = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      TinyResult run = first(subject, graph);
      double[][] embeddings = run.embeddings();
      panels.add(
          new Panels.Drawing(subject.words, run.drawing(), axes(embeddings).apply(embeddings)));
    }
    TinyResult run = first(Subject.TRANSFORMER, graph);
    panels.add(
        new Panels.Drawing(
            "Laplacian coordinates (no model)",
            run.drawing(),
            run.spectrum().laplacianCoordinates(3)));
    return new Panels(
            graph + "-embeddings",
            "The %s as every model embeds it".formatted(inWords(graph)),
            "Final embeddings on three principal components, seed " + seed,
            3,
            panels)
        .figure();
  }

  private static Function<double[][], double[][]> axes(double[][]... shown) {
    PrincipalComponents components = PrincipalComponents.fit(shown);
    return rows -> components.project(rows, Math.min(3, components.count()));
  }

  private Figure similarities(String graph) {
    List<Panels.Panel> panels = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      TinyResult run = first(subject, graph);
      double[][] cosines = Similarity.of(run.embeddings()).matrix();
      panels.add(new Panels.Matrix(subject.words, cosines, run.drawing().order(), -1, 1));
    }
    TinyResult run = first(Subject.TRANSFORMER, graph);
    double[][] adjacency = new double[run.drawing().nodes()][run.drawing().nodes()];
    for (int[] edge : run.drawing().edges()) {
      adjacency[edge[0]][edge[1]] = 1;
      adjacency[edge[1]][edge[0]] = 1;
    }
    panels.add(new Panels.Matrix("adjacency", adjacency, run.drawing().order(), 0, 1));
    return new Panels(
            graph + "-similarity",
            "Cosine similarity in every model: " + graph,
            "Final embeddings, nodes in the graph's order, seed " + seed,
            3,
            panels)
        .figure();
  }

  /** The beginning, the highest geometric level, complete recovery and the end. */
  private Figure evolution(String graph) {
    List<Panels.Panel> panels = new ArrayList<>();
    for (Subject subject : EVOLVING) {
      TinyResult run = first(subject, graph);
      double peak = run.number("geometric_level_peak_step");
      double recovered = run.recoveredStep();
      double end = run.number("steps");
      double all = Double.isNaN(recovered) ? end : recovered;
      String complete = Double.isNaN(recovered) ? "never all edges" : "all edges, step %.0f";
      List<double[][]> moments =
          DoubleStream.of(0, peak, all, end).mapToObj(run::embeddingsAt).toList();
      Function<double[][], double[][]> axes = axes(moments.toArray(double[][][]::new));
      panels.add(panel(subject, run, "step 0", 0, axes));
      panels.add(panel(subject, run, "peak, step %.0f", peak, axes));
      panels.add(panel(subject, run, complete, all, axes));
      panels.add(panel(subject, run, "end, step %.0f", end, axes));
    }
    return new Panels(
            graph + "-evolution",
            "How the %s forms".formatted(inWords(graph)),
            "The peak is that of the geometric level; each row on principal axes of its four moments"
                + " together, seed "
                + seed
                + "; each panel fills its frame",
            4,
            panels)
        .figure();
  }

  private static Panels.Panel panel(
      Subject subject,
      TinyResult run,
      String moment,
      double step,
      Function<double[][], double[][]> axes) {
    String caption = subject.words + ": " + String.format(Locale.ROOT, moment, step);
    return new Panels.Drawing(caption, run.drawing(), axes.apply(run.embeddingsAt(step)));
  }

  /** The share of each eigenspace, from the top one down. */
  private Figure energies(String graph, Subject.Variant variant, List<Subject> subjects) {
    Spectrum spectrum =
        measured.of(new Cell(Subject.TRANSFORMER, graph, variant)).getFirst().spectrum();
    List<Spectrum.Eigenspace> spaces =
        spectrum.energies(new double[spectrum.size()][1]); // eigenvalues, shares 0
    List<String> names =
        spaces.stream()
            .map(space ->
                String.format(Locale.ROOT, "%.2f", space.eigenvalue()).replace("-0.00", "0.00")
                    + (space.multiplicity() > 1 ? " ×" + space.multiplicity() : ""))
            .map(name -> name.replace('-', '\u2212'))
            .toList();
    double[] x = IntStream.rangeClosed(1, names.size()).asDoubleStream().toArray();
    List<Band> bands = new ArrayList<>();
    for (Subject subject : subjects) {
      double[][] shares =
          measured.of(new Cell(subject, graph, variant)).stream()
              .map(run ->
                  run.spectrum().energies(run.embeddings()).stream()
                      .mapToDouble(Spectrum.Eigenspace::share)
                      .toArray())
              .toArray(double[][]::new);
      bands.add(Band.ofRange(subject.words, x, shares));
    }
    boolean isBase = variant == Subject.Variant.BASE;
    return new BarChart(
            graph + "-energy" + (isBase ? "" : "-self-edges"),
            "Energy in each eigenspace: " + graph + (isBase ? "" : ", " + variant.words),
            "Eigenvalue of the graph, and its multiplicity",
            "Share of the embeddings' squared norm",
            names,
            bands)
        .figure();
  }

  /** Memorisation and geometric level of some models, a figure for each graph. */
  List<Figure> curves(List<Subject> subjects) {
    List<Figure> figures = new ArrayList<>();
    for (Subject subject : subjects) {
      for (String graph : measured.graphs()) {
        figures.add(curves(subject, graph));
      }
    }
    return figures;
  }

  private Figure curves(Subject subject, String graph) {
    List<TinyResult> runs = measured.of(Cell.base(subject, graph));
    double[] steps = runs.getFirst().curve("step");
    double last =
        runs.stream()
            .mapToDouble(TinyResult::recoveredStep)
            .map(step -> Double.isNaN(step) ? steps[steps.length - 1] : AFTER * step)
            .max()
            .orElseThrow();
    int until = (int) Arrays.stream(steps).filter(step -> step <= last).count();
    int shown = Math.min(steps.length, Math.max(FEWEST, until));
    double[] x = Arrays.copyOf(steps, shown);
    return new CurveChart(
            "%s-%s-curves"
                .formatted(subject.words.replace(' ', '-'), graph)
                .toLowerCase(Locale.ROOT),
            "%s on the %s: geometry and memorisation".formatted(subject.words, inWords(graph)),
            "Training step",
            "Share, or mean cosine",
            List.of(
                band("share of neighbours recovered", x, runs, "edge_recovery"),
                band("geometric level", x, runs, "geometric_level")))
        .figure();
  }

  private static Band band(String name, double[] x, List<TinyResult> runs, String curve) {
    double[][] values =
        runs.stream()
            .map(run -> Arrays.copyOf(run.curve(curve), x.length))
            .toArray(double[][]::new);
    return Band.ofRange(name, x, values);
  }
}
