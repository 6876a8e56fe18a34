package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.tiny.SpectralDynamics;
import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.report.Article.Section;
import dev.loci.tasks.report.Article.Table;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.ScatterChart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the spectral study shows. */
final class SpectralReport {
  private static final int DIGITS = 3;
  private static final String RECIPE = "recipe";

  /** The models whose embeddings are drawn beside the Laplacian coordinates. */
  private static final List<TinyExperiment> DRAWN =
      List.of(
          TinyExperiment.NODE2VEC,
          TinyExperiment.TRANSFORMER,
          TinyExperiment.NEURAL_NETWORK,
          TinyExperiment.MAMBA);

  private final SpectralSettings settings;
  private final Geometries geometries;
  private final SpectralSummary summary;

  SpectralReport(SpectralSettings settings, Geometries geometries) {
    this.settings = settings;
    this.geometries = geometries;
    List<SpectralSummary.Row> models = new ArrayList<>();
    for (String graph : settings.graphs()) {
      for (Variant variant : SpectralStudy.models(settings, graph)) {
        models.add(SpectralSummary.Row.of(variant, RECIPE, geometries));
      }
    }
    List<SpectralSummary.Row> levels = new ArrayList<>();
    for (Factor factor : settings.varied()) {
      for (List<Variant> variants : varied(factor)) {
        for (int i = 0; i < variants.size(); i++) {
          String level = factor.words() + ": " + factor.levelNames().get(i);
          levels.add(SpectralSummary.Row.of(variants.get(i), level, geometries));
        }
      }
    }
    summary = new SpectralSummary("spectral", models, levels);
  }

  SpectralSummary summary() {
    return summary;
  }

  private List<List<Variant>> varied(Factor factor) {
    return factor.variants(SpectralStudy.models(settings, settings.sweptGraph()));
  }

  String sentence() {
    return ("Over %s and the seeds %s, the share of energy outside the top and leading eigenspaces"
            + " is %s for Node2Vec, %s for Transformers, %s for linear networks, %s for Mamba"
            + " and %s for associative memories.")
        .formatted(
            settings.graphs().size() == 1
                ? "the graph " + settings.graph()
                : settings.graphs().size() + " graphs",
            Text.seeds(settings.seeds()),
            Text.number(summary.outside("node2vec"), DIGITS),
            Text.number(summary.outside("transformer"), DIGITS),
            Text.number(summary.outside("neural network"), DIGITS),
            Text.number(summary.outside("mamba"), DIGITS),
            Text.number(summary.outside("associative"), DIGITS));
  }

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(dynamics());
    sections.add(energies());
    sections.add(alignment());
    sections.add(drawings());
    settings.varied().forEach(factor -> sections.add(effect(factor)));
    return sections;
  }

  private Section dynamics() {
    return SpectralDynamics.section(
        settings.graphs().stream().map(graph -> SpectralDynamics.of(graph, runs(graph))).toList());
  }

  /** Node2Vec's runs on a graph, in the order of the seeds. */
  private List<Result> runs(String graph) {
    return geometries.of(node2vec(graph)).stream().map(Geometry::result).toList();
  }

  private Variant node2vec(String graph) {
    return SpectralStudy.models(settings, graph).stream()
        .filter(variant -> variant.experiment() == TinyExperiment.NODE2VEC)
        .findFirst()
        .orElseThrow();
  }

  private Section energies() {
    List<Figure> figures = new ArrayList<>();
    for (String graph : settings.graphs()) {
      List<Variant> models = SpectralStudy.models(settings, graph);
      figures.add(
          new BarChart(
                  "energy-" + graph,
                  "Energy of the final embeddings: " + graph,
                  "Model",
                  "Share of |E|²",
                  models.stream().map(Variant::model).toList(),
                  List.of(
                      geometries.bars("top (trivial)", models, Geometry::top),
                      geometries.bars("leading", models, g -> g.number("leading_energy")),
                      geometries.bars("middle", models, Geometry::middle),
                      geometries.bars(
                          "most negative", models, g -> g.number("most_negative_energy"))))
              .figure());
    }
    List<List<String>> rows = new ArrayList<>();
    for (SpectralSummary.Row row : summary.models()) {
      rows.add(
          List.of(
              row.graph(),
              row.model(),
              row.topEnergy().toText(DIGITS),
              row.leadingEnergy().toText(DIGITS),
              row.middleEnergy().toText(DIGITS),
              row.mostNegativeEnergy().toText(DIGITS),
              row.zigzag().toText(DIGITS),
              row.edgeRecovery().toText(DIGITS)));
    }
    String note =
        settings.quick() && settings.graphs().contains("cycle")
            ? " On the cycle a network of width 32 in 500 updates stands in for the reference's of"
                + " width 512 in 10,000; quick=false makes that one."
            : "";
    return new Section(
        "Where the energy of every model lies",
        List.of(
            "The eigenspaces are those of D⁻¹A + (D⁻¹A)ᵀ. The top one varies least over the graph"
                + " and tells nothing; the leading ones draw the graph; in the most negative one"
                + " neighbours have opposite signs, which makes embeddings zig-zag. The zig-zag"
                + " index is the mean cosine at distance two minus that of neighbours."
                + note),
        List.of(
            new Table(
                List.of(
                    "Graph",
                    "Model",
                    "Top",
                    "Leading",
                    "Middle",
                    "Most negative",
                    "Zig-zag",
                    "Edge recovery"),
                rows)),
        figures);
  }

  private Section alignment() {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        models("overlap", "Leading subspace: overlap with the Laplacian's", Geometry::overlap));
    figures.add(
        models("procrustes", "Procrustes distance to Laplacian coordinates", Geometry::procrustes));
    List<List<String>> rows = new ArrayList<>();
    for (SpectralSummary.Row row : summary.models()) {
      rows.add(
          List.of(
              row.graph(),
              row.model(),
              row.drawingOverlap().toText(DIGITS),
              row.drawingAngle().toText(1),
              row.drawingProcrustes().toText(DIGITS),
              row.spearmanCosineVsGraphDistance().toText(DIGITS),
              row.geometricLevel().toText(DIGITS)));
    }
    return new Section(
        "Fiedler alignment",
        List.of(
            "The overlap is the mean squared cosine of the principal angles between the leading"
                + " dimensions of the embeddings (the top eigenvector taken out) and as many"
                + " eigenvectors of the graph: 1 if they span the same. The"
                + " Procrustes distance compares the drawings themselves, 0 if they are the same"
                + " shape. There are two dimensions, one more for every further component of the graph,"
                + " and those that complete an eigenspace (the runs' own summaries take three at"
                + " least)."),
        List.of(
            new Table(
                List.of(
                    "Graph",
                    "Model",
                    "Overlap",
                    "Largest angle (°)",
                    "Procrustes",
                    "Spearman with distance",
                    "Geometric level"),
                rows)),
        figures);
  }

  /** Bars of one quantity: models, with one series per graph. */
  private Figure models(String name, String title, ToDoubleFunction<Geometry> quantity) {
    List<Band> series = new ArrayList<>();
    for (String graph : settings.graphs()) {
      series.add(geometries.bars(graph, SpectralStudy.models(settings, graph), quantity));
    }
    List<String> categories =
        SpectralStudy.MODELS.stream().map(e -> Variant.of(e, "grid").model()).toList();
    return new BarChart(name, title, "Model", "", categories, series).figure();
  }

  private Section drawings() {
    List<Figure> figures = new ArrayList<>();
    for (String graph : settings.graphs()) {
      Geometry first = geometries.of(node2vec(graph)).getFirst();
      int axes = first.axes();
      figures.add(
          scatter(
              "laplacian-" + graph,
              graph + ": Laplacian coordinates",
              first,
              first.spectrum().laplacianCoordinates(axes)));
      for (Variant variant : SpectralStudy.models(settings, graph)) {
        if (DRAWN.contains(variant.experiment())) {
          Geometry geometry = geometries.of(variant).getFirst();
          figures.add(
              scatter(
                  "drawing-" + variant.name(),
                  graph + ": " + variant.model(),
                  geometry,
                  geometry.drawing(axes)));
        }
      }
    }
    return new Section(
        "Laplacian coordinates beside embeddings",
        List.of(
            "Eigenvectors from the second on, and the leading principal components of each model's"
                + " embeddings with seed %d, turned and scaled onto them."
                    .formatted(settings.seed())),
        List.of(),
        figures);
  }

  private static Figure scatter(
      String name, String title, Geometry geometry, double[][] positions) {
    int n = positions.length;
    return new ScatterChart(
            name,
            title,
            positions,
            geometry.trained().data().graph().edges().toPairs(),
            IntStream.range(0, n).mapToObj(Integer::toString).toList(),
            new int[n],
            Collections.singletonList("node"))
        .figure();
  }

  private Section effect(Factor factor) {
    List<List<Variant>> varied = varied(factor);
    List<List<String>> rows = new ArrayList<>();
    for (List<Variant> levels : varied) {
      for (int i = 0; i < levels.size(); i++) {
        Variant variant = levels.get(i);
        rows.add(
            List.of(
                variant.model(),
                factor.levelNames().get(i),
                geometries
                    .statistics(variant, g -> g.number("most_negative_energy"))
                    .toText(DIGITS),
                geometries.statistics(variant, g -> g.number("zigzag")).toText(DIGITS),
                geometries.statistics(variant, g -> g.number("leading_energy")).toText(DIGITS),
                geometries.statistics(variant, g -> g.number("edge_recovery")).toText(DIGITS)));
      }
    }
    return new Section(
        "The effect of " + factor.words() + " (" + settings.sweptGraph() + ")",
        List.of(
            changes(factor, varied),
            "Everything else is as in each model's recipe for the graph; bars are means over %d %s,"
                    .formatted(settings.repeats(), settings.repeats() == 1 ? "seed" : "seeds")
                + " whiskers one standard deviation."),
        List.of(
            new Table(
                List.of(
                    "Model",
                    Text.capitalised(factor.words()),
                    "Most negative",
                    "Zig-zag",
                    "Leading",
                    "Edge recovery"),
                rows)),
        List.of(
            levels(
                factor,
                varied,
                "negative",
                "Energy in the most negative eigenspace",
                g -> g.number("most_negative_energy")),
            levels(factor, varied, "zigzag", "Zig-zag index", g -> g.number("zigzag"))));
  }

  private Figure levels(
      Factor factor,
      List<List<Variant>> varied,
      String name,
      String title,
      ToDoubleFunction<Geometry> quantity) {
    List<Band> series =
        varied.stream()
            .map(levels -> geometries.bars(levels.getFirst().model(), levels, quantity))
            .toList();
    return new BarChart(
            factor.id() + "-" + name,
            title + " by " + factor.words(),
            Text.capitalised(factor.words()),
            title,
            factor.levelNames(),
            series)
        .figure();
  }

  /** The first and the last level of every model, in a sentence. */
  private String changes(Factor factor, List<List<Variant>> varied) {
    List<String> changes = new ArrayList<>();
    for (List<Variant> levels : varied) {
      changes.add(
          String.format(
              Locale.ROOT,
              "%s from %.3f to %.3f",
              levels.getFirst().model(),
              negative(levels.getFirst()),
              negative(levels.getLast())));
    }
    return "From \"%s\" to \"%s\" the mean energy in the most negative eigenspace goes: %s."
        .formatted(
            factor.levelNames().getFirst(),
            factor.levelNames().getLast(),
            String.join("; ", changes));
  }

  private double negative(Variant variant) {
    return geometries.statistics(variant, g -> g.number("most_negative_energy")).mean();
  }
}
