package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.analysis.Umap;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.PathTarget;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.MatrixChart;
import dev.loci.tasks.report.ScatterChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The page of a run: how learning went, and what the embeddings look like. */
record PathStarReport(
    PathStarSettings settings,
    DataSet data,
    History history,
    PathGeometry geometry,
    PathStarSummary summary) {
  /** So many held-out paths are drawn. */
  private static final int DRAWN = 50;

  /** Of so many nodes a map is drawn; of larger graphs some of the paths. */
  private static final int MOST_POINTS = 4000;

  Article article(Map<String, String> provenance) {
    List<Article.Section> sections = new ArrayList<>();
    sections.add(results());
    sections.addAll(new LearningCurves(List.of(history.table().byName())).sections());
    if (settings.isStar() && settings.pathLength() > 2) {
      sections.add(embeddings());
    }
    sections.add(map());
    return new Article(
        settings.isStar()
            ? "Paths over a star of %d arms, %d nodes each"
                .formatted(settings.degree(), settings.pathLength())
            : "Paths over a grid of %d by %d nodes".formatted(settings.rows(), settings.columns()),
        sentence(),
        sections,
        Settings.texts(settings),
        provenance);
  }

  private String sentence() {
    String given = data.startNodeInPrefix() ? "the first and the last node" : "the last node alone";
    return ("A model of %,d parameters learned %s of the neighbours in this graph of %,d nodes and"
            + " %s of its %,d training paths. Of %,d other paths it then told %s %s, given %s.")
        .formatted(
            summary.parameters(),
            Text.percent(summary.edgeRecovery(), 2),
            summary.nodes(),
            Text.percent(summary.trainExactMatch(), 2),
            data.train().length,
            data.test().length,
            Text.percent(summary.exactMatch(), 2),
            settings.target() == PathTarget.HARDEST_TOKEN
                ? "by their first hop"
                : "without a mistake",
            given);
  }

  private Article.Section results() {
    List<List<String>> rows = new ArrayList<>();
    row(rows, "Held-out paths, all nodes right", summary.exactMatch());
    row(rows, "Legal walks in their place", summary.legalPaths());
    row(rows, "Their first hop", summary.firstHopAccuracy());
    row(rows, "Their tokens", summary.tokenAccuracy());
    row(rows, "Training paths, all nodes right", summary.trainExactMatch());
    row(rows, "Neighbours among the best guesses", summary.edgeRecovery());
    row(rows, "Held-out leaves nearest to their first hop", summary.leafNearFirstHop());
    row(rows, "First hop by chance", settings.isStar() ? 1.0 / settings.degree() : null);
    rows.add(List.of("Updates", "%,d".formatted(summary.steps())));
    rows.add(
        List.of("Seconds of training", String.format(Locale.ROOT, "%.1f", summary.trainSeconds())));
    return Article.Section.of(
        "Result",
        "Paths are generated freely, the most likely node at each step, after the last update."
            + " How many updates there are is fixed before training, and held-out paths decide"
            + " nothing.",
        new Article.Table(List.of("Quantity", "Value"), rows));
  }

  private static void row(List<List<String>> rows, String name, @Nullable Double share) {
    if (share != null) {
      rows.add(List.of(name, Text.percent(share, 2)));
    }
  }

  private Article.Section embeddings() {
    int[][] test = data.test();
    int[][] drawn = drawn(test);
    return new Article.Section(
        "Geometry of held-out paths",
        List.of(
            ("Cosine distances between the embeddings of nodes, for %d held-out paths. First the"
                    + " leaf of one path against the first hop of another: a dark diagonal says"
                    + " that both ends of a path lie in one direction although no edge joins them."
                    + " Of all held-out leaves, %s are nearer to their own first hop than to any"
                    + " other. Then whole paths against each other.")
                .formatted(
                    drawn.length,
                    Text.percent(Objects.requireNonNull(summary.leafNearFirstHop()), 2)),
            "Between two paths the mean is over all pairs of nodes, within one over its distinct"
                + " pairs; the root is left out."),
        List.of(),
        List.of(
            leavesAndFirstHops(
                "leaf-first-hop", "Cosine distance of leaves and first hops", geometry, test),
            new MatrixChart(
                    "paths",
                    "Mean cosine distance between paths",
                    "path",
                    "path",
                    geometry.betweenPaths(drawn))
                .figure()));
  }

  /** The distances of some paths' leaves from their first hops. */
  static Figure leavesAndFirstHops(
      String name, String title, PathGeometry geometry, int[][] paths) {
    int[][] drawn = drawn(paths);
    double[][] distances = geometry.leavesAgainstFirstHops(drawn, drawn);
    for (double[] row : distances) {
      Arrays.setAll(row, j -> 1 - row[j]);
    }
    return new MatrixChart(name, title, "leaf of path", "first hop of path", distances).figure();
  }

  private static int[][] drawn(int[][] paths) {
    return Arrays.copyOf(paths, Math.min(DRAWN, paths.length));
  }

  /** All nodes that paths share, such as the root, would lie between the arms, and are left out. */
  private Article.Section map() {
    int from = settings.isStar() ? 1 : 0;
    int inner = settings.pathLength() - from;
    List<int[]> paths = new ArrayList<>(List.of(data.test()));
    paths.addAll(List.of(data.train()));
    List<int[]> drawn = paths.subList(0, Math.min(paths.size(), MOST_POINTS / inner));
    NodeMap map = new NodeMap();
    for (int i = 0; i < drawn.size(); i++) {
      map.add(drawn.get(i), from, i < data.test().length ? 0 : 1);
    }
    double[][] places = Umap.standard(settings.seed()).fit(geometry.rows(map.nodes()));
    return new Article.Section(
        "Map of the nodes",
        List.of(
            ("Embeddings of %,d nodes on %,d paths, laid out by UMAP (15 neighbours, distance 0.1);"
                    + " lines join nodes that follow each other on a path. %s")
                .formatted(
                    places.length,
                    drawn.size(),
                    settings.isStar()
                        ? "The root is left out. Arms that form clusters of their own say that a"
                            + " path's nodes lie near each other."
                        : "Ids are not shuffled, and nothing but edges and paths tells of them.")),
        List.of(),
        List.of(
            new ScatterChart(
                    "map",
                    "Nodes by their embeddings",
                    places,
                    map.edges(),
                    List.of(),
                    map.groups(),
                    List.of("on held-out paths", "on training paths only"))
                .figure()));
  }

  /** The nodes of some paths, each once, in the order of their appearance. */
  private static final class NodeMap {
    private final Map<Integer, Integer> index = new LinkedHashMap<>();
    private final List<Integer> groups = new ArrayList<>();
    private final List<int[]> edges = new ArrayList<>();

    void add(int[] path, int from, int group) {
      for (int i = from; i < path.length; i++) {
        if (index.putIfAbsent(path[i], index.size()) == null) {
          groups.add(group);
        }
        if (i > from) {
          edges.add(new int[] {place(path[i - 1]), place(path[i])});
        }
      }
    }

    private int place(int node) {
      return Objects.requireNonNull(index.get(node));
    }

    int[] nodes() {
      return index.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    int[] groups() {
      return groups.stream().mapToInt(Integer::intValue).toArray();
    }

    int[][] edges() {
      return edges.toArray(int[][]::new);
    }
  }
}
