package dev.loci.tasks.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The figures of a run: the list of pictures, each laid out on one canvas. */
final class Figures {
  private static final int PLOT_WIDTH = 1000;

  private Figures() {}

  static List<Figure> of(RunReport report) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "embedding",
            report.title() + ": embeddings in 3-D",
            900,
            720,
            g -> embedding(g, report)));
    figures.add(
        new Figure(
            "evolution",
            report.title() + ": embeddings over training",
            1400,
            560,
            g -> evolution(g, report)));
    RunReport.Curves curves = report.curves();
    figures.add(
        stack(
            "curves",
            report.title() + ": memorisation and geometric level over training",
            600,
            Charts.memorisationAndGeometry(curves)));
    figures.add(
        stack(
            "loss",
            report.title() + ": loss and first guesses over training",
            440,
            Charts.loss(curves),
            Charts.top1(curves)));
    if (report.similarity() != null) {
      RunReport.Similarity similarity = report.similarity();
      figures.add(
          new Figure(
              "similarity",
              report.title() + ": cosine similarity beside adjacency",
              1270,
              640,
              g -> similarity(g, report, similarity)));
    }
    if (report.spectrum() != null) {
      figures.add(spectrum(report.title(), report.spectrum()));
    }
    return figures;
  }

  private static void embedding(Graphics2D g, RunReport report) {
    RunReport.Snapshots snapshots = report.snapshots();
    heading(
        g,
        report.title(),
        "Node embeddings on three principal components, "
            + step(snapshots.steps()[snapshots.shown()]),
        36);
    double[][] shown = snapshots.coordinates()[snapshots.shown()];
    new Scene(report.graph(), shown, new Rectangle2D.Double(40, 100, 820, 560)).paint(g);
    key(g, report.graph(), 36, 692);
  }

  private static void evolution(Graphics2D g, RunReport report) {
    RunReport.Snapshots snapshots = report.snapshots();
    heading(
        g,
        report.title(),
        "Node embeddings over training, all on the principal axes of %s; each panel fills its frame"
            .formatted(step(snapshots.steps()[snapshots.shown()])),
        36);
    int last = snapshots.last();
    int middle = snapshots.shown() == last ? last / 2 : snapshots.shown();
    int[] chosen = IntStream.of(0, middle, last).distinct().toArray();
    double width = 1400.0 / chosen.length;
    for (int i = 0; i < chosen.length; i++) {
      double left = i * width;
      Rectangle2D frame = new Rectangle2D.Double(left + 30, 100, width - 60, 370);
      new Scene(report.graph(), snapshots.coordinates()[chosen[i]], frame).paint(g);
      g.setFont(Style.TITLE.deriveFont(17f));
      g.setColor(Style.INK);
      centred(g, step(snapshots.steps()[chosen[i]]), left + width / 2, 505);
    }
    key(g, report.graph(), 36, 535);
  }

  private static void similarity(Graphics2D g, RunReport report, RunReport.Similarity similarity) {
    int[] order = report.graph().order();
    heading(
        g,
        report.title(),
        "Rows and columns are nodes, in the same order; the diagonal is left out",
        36);
    new Heatmap(
            "Cosine similarity, " + step(similarity.step()),
            similarity.cosines(),
            order,
            -1,
            1,
            List.of())
        .paint(g, 60, 140, 450);
    new Heatmap(
            similarity.directed() ? "Edges (row to column)" : "Adjacency of the graph",
            similarity.adjacency(),
            order,
            0,
            1,
            List.of("no edge", "edge"))
        .paint(g, 680, 140, 450);
  }

  private static Figure spectrum(String title, RunReport.Spectrum spectrum) {
    Plot above =
        Charts.overEigenvectors(
            "Eigenvalues 2 to %d of the graph".formatted(spectrum.eigenvalues().length + 1),
            "Relative to the second",
            spectrum.eigenvalues(),
            Style.BLUE);
    Plot below =
        Charts.overEigenvectors(
            "Final embeddings along each eigenvector",
            "Projection (longest = 1)",
            spectrum.projections(),
            Style.VERMILION);
    return stack("spectrum", title + ": spectral bias", 440, above, below);
  }

  /** Plots of one height above each other. */
  private static Figure stack(String name, String title, int height, Plot... plots) {
    return new Figure(
        name,
        title,
        PLOT_WIDTH,
        height * plots.length,
        g -> {
          for (int i = 0; i < plots.length; i++) {
            plots[i].paint(g, new Rectangle2D.Double(0, i * height, PLOT_WIDTH, height));
          }
        });
  }

  private static void heading(Graphics2D g, String title, String subtitle, int x) {
    g.setColor(Style.INK);
    g.setFont(Style.TITLE.deriveFont(22f));
    g.drawString(title, x, 44);
    g.setColor(Style.MUTED);
    g.setFont(Style.LABEL);
    g.drawString(subtitle, x, 72);
  }

  /** What the colours mean. */
  private static void key(Graphics2D g, RunReport.Graph graph, int x, int y) {
    g.setFont(Style.LABEL);
    int at = x;
    if (graph.root().isPresent()) {
      g.setColor(Style.ORANGE);
      g.fill(Scene.disc(at + 7, y - 5, 7));
      g.setColor(Style.MUTED);
      g.drawString("root", at + 22, y);
      at += 80;
    }
    g.setColor(Style.BLUE);
    g.fill(Scene.disc(at + 7, y - 5, 7));
    g.setColor(Style.MUTED);
    g.drawString("node; lines are edges, paler is farther away", at + 22, y);
  }

  private static String step(int step) {
    return String.format(Locale.ROOT, "step %,d", step);
  }

  private static void centred(Graphics2D g, String text, double x, double y) {
    FontMetrics metrics = g.getFontMetrics();
    g.drawString(text, (float) (x - metrics.getStringBounds(text, g).getWidth() / 2), (float) y);
  }
}
