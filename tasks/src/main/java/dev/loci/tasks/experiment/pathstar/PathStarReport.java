package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import dev.loci.tasks.report.MatrixChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The page of a run: how learning went, and what the embeddings look like. */
record PathStarReport(
    PathStarSettings settings,
    DataSet data,
    History history,
    PathGeometry geometry,
    PathStarSummary summary) {
  /** So many held-out paths are drawn. */
  private static final int DRAWN = 50;

  /** The most curves that can be told apart. */
  private static final int MOST_TOKENS = 8;

  Article article(Map<String, String> provenance) {
    List<Article.Section> sections = new ArrayList<>();
    sections.add(results());
    sections.add(learning());
    sections.add(order());
    if (settings.pathLength() > 2) {
      sections.add(embeddings());
    }
    return new Article(
        "Paths over a star of %d arms, %d nodes each"
            .formatted(settings.degree(), settings.pathLength()),
        sentence(),
        sections,
        Settings.texts(settings),
        provenance);
  }

  private String sentence() {
    return ("A model of %,d parameters learned all edges of this graph of %,d nodes and %,d of its"
            + " paths. Of the other %,d paths it then told %s without a mistake, given the last"
            + " node alone.")
        .formatted(
            summary.parameters(),
            summary.nodes(),
            data.train().length,
            data.test().length,
            percent(summary.exactMatch()));
  }

  private Article.Section results() {
    List<List<String>> rows =
        List.of(
            List.of("Held-out paths, all nodes right", percent(summary.exactMatch())),
            List.of("Their first hop", percent(summary.firstHopAccuracy())),
            List.of("Their tokens", percent(summary.tokenAccuracy())),
            List.of("Training paths, all nodes right", percent(summary.trainExactMatch())),
            List.of("Neighbours among the best guesses", percent(summary.edgeRecovery())),
            List.of(
                "Held-out leaves nearest to their first hop", percent(summary.leafNearFirstHop())),
            List.of("First hop by chance", percent(1.0 / settings.degree())),
            List.of("Updates", "%,d".formatted(summary.steps())),
            List.of(
                "Seconds of training", String.format(Locale.ROOT, "%.1f", summary.trainSeconds())));
    return Article.Section.of(
        "Result",
        "Paths are generated freely, the most likely node at each step, after the last update."
            + " How many updates there are is fixed before training, and held-out paths decide"
            + " nothing.",
        new Article.Table(List.of("Quantity", "Value"), rows));
  }

  private Article.Section learning() {
    Figure figure =
        new CurveChart(
                "learning",
                "Edges, training paths and held-out paths",
                "Epoch",
                "Percent",
                List.of(
                    band("edge recovery", History.RECOVERY),
                    band("training paths", History.TRAIN),
                    band("held-out paths", History.TEST),
                    band("held-out first hops", History.FIRST_HOP)))
            .figure();
    return new Article.Section(
        "Learning",
        List.of(
            "The share of neighbours recovered, of training paths and of held-out paths told"
                + " without a mistake, and of first hops that are right on held-out paths. Before"
                + " the last epoch edges and training paths are sampled."),
        List.of(),
        List.of(figure));
  }

  private Article.Section order() {
    int tokens = (int) IntStream.range(0, MOST_TOKENS).filter(this::isAsked).count();
    List<Band> bands =
        IntStream.range(0, tokens)
            .mapToObj(i -> band("token " + (i + 1), History.token(i)))
            .toList();
    return new Article.Section(
        "Order of learning",
        List.of(
            "The share of held-out paths whose i-th generated token is right. A token counts even"
                + " if one before it was wrong."),
        List.of(),
        List.of(
            new CurveChart("tokens", "Tokens of held-out paths", "Epoch", "Percent right", bands)
                .figure()));
  }

  private boolean isAsked(int token) {
    return history.has(History.token(token));
  }

  private Article.Section embeddings() {
    int[][] test = data.test();
    int[][] drawn = Arrays.copyOf(test, Math.min(DRAWN, test.length));
    double[][] distances = geometry.leavesAgainstFirstHops(drawn, drawn);
    for (double[] row : distances) {
      Arrays.setAll(row, j -> 1 - row[j]);
    }
    return new Article.Section(
        "Geometry of held-out paths",
        List.of(
            ("Cosine distances between the embeddings of nodes, for %d held-out paths. First the"
                    + " leaf of one path against the first hop of another: a dark diagonal says"
                    + " that both ends of a path lie in one direction although no edge joins them."
                    + " Of all held-out leaves, %s are nearer to their own first hop than to any"
                    + " other. Then whole paths against each other.")
                .formatted(drawn.length, percent(summary.leafNearFirstHop())),
            "Between two paths the mean is over all pairs of nodes, within one over its distinct"
                + " pairs; the root is left out."),
        List.of(),
        List.of(
            new MatrixChart(
                    "leaf-first-hop",
                    "Cosine distance of leaves and first hops",
                    "leaf of path",
                    "first hop of path",
                    distances)
                .figure(),
            new MatrixChart(
                    "paths",
                    "Mean cosine distance between paths",
                    "path",
                    "path",
                    geometry.betweenPaths(drawn))
                .figure()));
  }

  private Band band(String name, String column) {
    double[] epochs = history.column(History.EPOCH);
    double[] percent = Arrays.stream(history.column(column)).map(share -> 100 * share).toArray();
    return Band.ofRange(name, epochs, new double[][] {percent});
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
