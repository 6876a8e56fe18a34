package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.analysis.PrincipalComponents;
import dev.loci.tasks.analysis.Similarity;
import dev.loci.tasks.analysis.Spectrum;
import dev.loci.tasks.analysis.Umap;
import dev.loci.tasks.experiment.tiny.SpectralDynamics;
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

  private static final String IN_COMPONENTS = "on principal axes of its four moments together";
  private static final String BY_UMAP = "by UMAP of its four moments together";

  /** The release's parameters. */
  private static final Umap UMAP = new Umap(8, 0.3, 3, 7);

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
    figures.add(evolution(graph, "", IN_COMPONENTS, GeometryFigures::onAxes));
    figures.add(evolution(graph, "-umap", BY_UMAP, GeometryFigures::byUmap));
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
                + " coordinates are the graph's eigenvectors 2 to 4. UMAP keeps who is near whom and"
                + " little else: distances between far groups, and their sizes, mean nothing."),
        List.of(),
        figures);
  }

  /** How Node2Vec moves along the eigenvectors of every graph. */
  Article.Section dynamics() {
    return SpectralDynamics.section(
        measured.graphs().stream()
            .map(graph ->
                SpectralDynamics.of(
                    graph,
                    measured.of(Cell.base(Subject.NODE2VEC, graph)).stream()
                        .map(TinyResult::result)
                        .toList()))
            .toList());
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
    return rows -> components.leading(rows, 3);
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
  private Figure evolution(
      String graph,
      String suffix,
      String layout,
      Function<List<double[][]>, List<double[][]>> layOut) {
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
      List<double[][]> places = layOut.apply(moments);
      List<String> captions = List.of("step 0", "peak, step %.0f", complete, "end, step %.0f");
      double[] steps = {0, peak, all, end};
      for (int i = 0; i < steps.length; i++) {
        String caption = String.format(Locale.ROOT, captions.get(i), steps[i]);
        panels.add(
            new Panels.Drawing(subject.words + ": " + caption, run.drawing(), places.get(i)));
      }
    }
    return new Panels(
            graph + "-evolution" + suffix,
            "How the %s forms".formatted(inWords(graph)),
            "The peak is that of the geometric level; each row %s, seed %d; each panel fills its frame"
                .formatted(layout, seed),
            4,
            panels)
        .figure();
  }

  /** Snapshots on the principal axes of all of them. */
  private static List<double[][]> onAxes(List<double[][]> moments) {
    Function<double[][], double[][]> axes = axes(moments.toArray(double[][][]::new));
    return moments.stream().map(axes).toList();
  }

  /** Snapshots laid out together, as the release does it for the cycle. */
  private static List<double[][]> byUmap(List<double[][]> moments) {
    double[][] all = moments.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    double[][] places = UMAP.fit(all);
    int n = moments.getFirst().length;
    return IntStream.range(0, moments.size())
        .mapToObj(i -> Arrays.copyOfRange(places, i * n, (i + 1) * n))
        .toList();
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
    List<Band> bands = new ArrayList<>();
    for (Subject subject : subjects) {
      double[][] shares =
          measured.of(new Cell(subject, graph, variant)).stream()
              .map(run ->
                  run.spectrum().energies(run.embeddings()).stream()
                      .mapToDouble(Spectrum.Eigenspace::share)
                      .toArray())
              .toArray(double[][]::new);
      bands.add(Band.ofRange(subject.words, shares));
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
