package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.CurveChart;
import dev.loci.tasks.report.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How learning went, of one run or of several with different seeds, each given by its measurements'
 * columns. The band of a curve reaches from the least seed to the greatest.
 */
public final class LearningCurves {
  /** The most curves that can be told apart. */
  private static final int MOST_TOKENS = 8;

  private final List<Map<String, double[]>> runs;
  private final double[] epochs;

  /**
   * @param runs with equal settings but for the seed, and so with measurements at equal epochs
   */
  public LearningCurves(List<Map<String, double[]>> runs) {
    this.runs = runs;
    epochs = column(runs.getFirst(), History.EPOCH);
  }

  List<Article.Section> sections() {
    return List.of(
        section(
            "Learning",
            "The share of neighbours recovered, of training paths and of held-out paths told without"
                + " a mistake, and of first hops that are right on held-out paths; on a star also of"
                + " held-out leaves whose embedding is nearer to their own first hop's than to any"
                + " other's. Before the last epoch edges and training paths are sampled.",
            learning("learning", "Edges, training paths and held-out paths")),
        section(
            "Order of learning",
            "The share of held-out paths whose i-th generated token is right. A token counts even if"
                + " one before it was wrong.",
            tokens("tokens", "Tokens of held-out paths")));
  }

  private static Article.Section section(String title, String paragraph, Figure figure) {
    return new Article.Section(title, List.of(paragraph), List.of(), List.of(figure));
  }

  /** Edges, training paths, held-out paths and their first hops over the epochs. */
  public Figure learning(String name, String title) {
    List<Band> what =
        new ArrayList<>(
            List.of(
                band("edge recovery", History.RECOVERY),
                band("training paths", History.TRAIN),
                band("held-out paths", History.TEST),
                band("held-out first hops", History.FIRST_HOP)));
    if (runs.getFirst().containsKey(History.NEAREST)) {
      what.add(band("leaves nearest to them", History.NEAREST));
    }
    return chart(name, title, what);
  }

  /** The order in which tokens are learned. */
  public Figure tokens(String name, String title) {
    List<Band> tokens = new ArrayList<>();
    for (int i = 0; i < MOST_TOKENS && runs.getFirst().containsKey(History.token(i)); i++) {
      tokens.add(band("token " + (i + 1), History.token(i)));
    }
    return chart(name, title, tokens);
  }

  private static Figure chart(String name, String title, List<Band> bands) {
    return new CurveChart(name, title, "Epoch", "Percent", bands).figure();
  }

  private Band band(String name, String column) {
    double[][] percent =
        runs.stream()
            .map(run -> Arrays.stream(column(run, column)).map(share -> 100 * share).toArray())
            .toArray(double[][]::new);
    return Band.ofRange(name, epochs, percent);
  }

  private static double[] column(Map<String, double[]> run, String name) {
    double[] values = run.get(name);
    if (values == null) {
      throw new IllegalArgumentException("a run has no measurements of " + name);
    }
    return values;
  }
}
