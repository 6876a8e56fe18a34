package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.report.Article.Section;
import dev.loci.tasks.report.Article.Table;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.ScatterChart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the study on real graphs shows. */
final class RealGraphsReport {
  private static final int DIGITS = 3;
  private static final int PLANE = 2;

  private final RealGraphsSettings settings;
  private final List<RealGraph> graphs;
  private final Geometries geometries;
  private final RealGraphsSummary summary;

  RealGraphsReport(RealGraphsSettings settings, List<RealGraph> graphs, Geometries geometries) {
    this.settings = settings;
    this.graphs = graphs;
    this.geometries = geometries;
    List<RealGraphsSummary.Row> rows = new ArrayList<>();
    for (RealGraph graph : graphs) {
      for (Variant variant : graph.variants(settings.steps())) {
        rows.add(RealGraphsSummary.Row.of(graph, variant, geometries));
      }
    }
    summary =
        new RealGraphsSummary(
            "real-graphs", graphs.stream().map(RealGraphsSummary.Known::of).toList(), rows);
  }

  RealGraphsSummary summary() {
    return summary;
  }

  String sentence() {
    String correlations =
        RealGraph.MODELS.stream()
            .map(experiment -> Variant.of(experiment, "karate").model())
            .map(model -> model + " " + Text.number(correlation(model), DIGITS))
            .collect(Collectors.joining(", "));
    return "Over %d %s and the seeds %s, the mean rank correlation of embeddings with graph distance is: %s."
        .formatted(
            graphs.size(),
            graphs.size() == 1 ? "graph" : "graphs",
            Text.seeds(settings.seeds()),
            correlations);
  }

  private double correlation(String model) {
    return Statistics.of(
            summary.models().stream()
                .filter(row -> row.model().equals(model))
                .mapToDouble(row -> row.spearmanCosineVsGraphDistance().mean())
                .toArray())
        .mean();
  }

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(overview());
    graphs.forEach(graph -> sections.add(section(graph)));
    return sections;
  }

  private Section overview() {
    List<List<String>> rows = new ArrayList<>();
    for (RealGraphsSummary.Known known : summary.graphs()) {
      rows.add(
          List.of(
              known.graph(),
              Integer.toString(known.nodes()),
              Integer.toString(known.edges()),
              Integer.toString(known.parts()),
              text(known.fiedlerAccuracy()),
              text(known.fiedlerRand())));
    }
    return new Section(
        "The graphs",
        List.of(
            "The Fiedler vector, the graph's second eigenvector, cuts every component in two. Where"
                + " communities are known, the share of nodes that fall on the side of theirs is its"
                + " accuracy; the adjusted Rand index is 1 for equal splits and 0 for chance."),
        List.of(
            new Table(
                List.of("Graph", "Nodes", "Edges", "Fiedler parts", "Accuracy", "Adjusted Rand"),
                rows)),
        List.of(
            bars(
                "spearman",
                "Rank correlation with graph distance",
                g -> g.number("spearman_cosine_vs_graph_distance")),
            bars(
                "procrustes",
                "Procrustes distance to Laplacian coordinates",
                g -> g.number("procrustes"))));
  }

  private Figure bars(String name, String title, ToDoubleFunction<Geometry> quantity) {
    return new BarChart(
            name,
            title,
            "Model",
            "",
            graphs.getFirst().variants(settings.steps()).stream().map(Variant::model).toList(),
            graphs.stream()
                .map(graph ->
                    geometries.bars(graph.title(), graph.variants(settings.steps()), quantity))
                .toList())
        .figure();
  }

  private Section section(RealGraph graph) {
    boolean areKnown = graph.communities().isPresent();
    List<List<String>> shapes = new ArrayList<>();
    List<List<String>> splits = new ArrayList<>();
    for (RealGraphsSummary.Row row : summary.models()) {
      if (row.graph().equals(graph.title())) {
        shapes.add(shape(row));
        splits.add(split(row));
      }
    }
    return new Section(
        graph.title(),
        List.of(
            "The loss is what is left above the floor that no model can go below (for Node2Vec, whose"
                + " nodes count as their own guesses, it stays out of reach); recovery is the share"
                + " of each node's neighbours among as many best guesses. The own split is by the"
                + " sign of the embeddings' first principal component.",
            areKnown
                ? "Colours and shapes are the known communities. The drawings are the first two"
                    + " principal components with seed %d, turned and scaled onto the Laplacian's."
                        .formatted(settings.seed())
                : "No communities are known; colours and shapes are the parts of the Fiedler split."
                    + " The drawings are the first two principal components with seed %d, turned and"
                        .formatted(settings.seed())
                    + " scaled onto the Laplacian's."),
        List.of(
            new Table(
                List.of(
                    "Model",
                    "Loss above floor",
                    "Recovery",
                    "Highest level",
                    "Final level",
                    "Spearman",
                    "Procrustes",
                    "Energy outside"),
                shapes),
            new Table(
                List.of(
                    "Own split",
                    "Like Fiedler: accuracy",
                    "adjusted Rand",
                    "Like communities: accuracy",
                    "adjusted Rand "),
                splits)),
        drawings(graph));
  }

  private static List<String> shape(RealGraphsSummary.Row row) {
    return List.of(
        row.model(),
        row.excessLoss().toText(DIGITS),
        row.edgeRecovery().toText(DIGITS),
        row.geometricLevelPeak().toText(DIGITS),
        row.geometricLevel().toText(DIGITS),
        row.spearmanCosineVsGraphDistance().toText(DIGITS),
        row.procrustes().toText(DIGITS),
        row.outsideEnergy().toText(DIGITS));
  }

  private static List<String> split(RealGraphsSummary.Row row) {
    return List.of(
        row.model(),
        row.splitFiedlerAccuracy().toText(DIGITS),
        row.splitFiedlerRand().toText(DIGITS),
        text(row.splitAccuracy()),
        text(row.splitRand()));
  }

  private static String text(@Nullable Statistics statistics) {
    return statistics == null ? "–" : statistics.toText(DIGITS);
  }

  private static String text(@Nullable Double number) {
    return Text.number(number == null ? Double.NaN : number, DIGITS);
  }

  private List<Figure> drawings(RealGraph graph) {
    List<Figure> figures = new ArrayList<>();
    List<Variant> variants = graph.variants(settings.steps());
    int axes = Math.min(PLANE, graph.graph().nodeCount() - 1);
    figures.add(
        scatter(
            "laplacian-" + graph.id(),
            graph.title() + ": Laplacian coordinates",
            graph,
            geometries.of(variants.getFirst()).getFirst().spectrum().laplacianCoordinates(axes)));
    for (Variant variant : variants) {
      figures.add(
          scatter(
              "drawing-" + variant.name(),
              graph.title() + ": " + variant.model(),
              graph,
              geometries.of(variant).getFirst().drawing(axes)));
    }
    return figures;
  }

  private static Figure scatter(String name, String title, RealGraph graph, double[][] positions) {
    return new ScatterChart(
            name,
            title,
            positions,
            graph.edges(),
            graph.graph().names(),
            graph.groups(),
            graph.groupNames())
        .figure();
  }
}
