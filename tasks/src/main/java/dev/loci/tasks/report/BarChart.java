package dev.loci.tasks.report;

import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Groups of bars, one group per category and one bar per series in it, with whiskers over the
 * spread of the seeds. Series differ in colour and in their stripes.
 *
 * @param name file name without extension
 * @param title what it shows
 * @param xLabel what the categories are
 * @param yLabel the vertical axis
 * @param categories the name of each group
 * @param series the bars, at most {@value #MOST}; value i belongs to category i
 * @param limit bars that reach beyond are cut off there, with their values at the cut
 */
public record BarChart(
    String name,
    String title,
    String xLabel,
    String yLabel,
    List<String> categories,
    List<Band> series,
    double limit) {
  static final int MOST = 5;
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 480;

  /** Checks that each series has one value per category. */
  public BarChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    if (categories.isEmpty() || series.isEmpty() || series.size() > MOST) {
      throw new IllegalArgumentException(
          "bar chart %s: %d series of %d categories; 1 to %d series can be told apart"
              .formatted(name, series.size(), categories.size(), MOST));
    }
    for (Band bars : series) {
      if (bars.mean().length != categories.size()) {
        throw new IllegalArgumentException(
            "bar chart %s: %d values of %s for %d categories"
                .formatted(name, bars.mean().length, bars.name(), categories.size()));
      }
    }
  }

  /** A chart of bars in full length. */
  public BarChart(
      String name,
      String title,
      String xLabel,
      String yLabel,
      List<String> categories,
      List<Band> series) {
    this(name, title, xLabel, yLabel, categories, series, Double.POSITIVE_INFINITY);
  }

  /** Returns the same chart with bars up to a limit, so that one outlier leaves others visible. */
  public BarChart upTo(double limit) {
    return new BarChart(name, title, xLabel, yLabel, categories, series, limit);
  }

  /** Returns the picture. */
  public Figure figure() {
    double highest = CurveChart.values(series).filter(Double::isFinite).max().orElse(0);
    Scale scale = Scale.covering(CurveChart.values(series).map(value -> Math.min(value, limit)), 5);
    Plot.Axis axis = new Plot.Axis(yLabel, scale, Style.INK);
    String note = highest > scale.high() ? "; cut off at " + scale.label(scale.high()) : "";
    Plot plot =
        new Plot(title, xLabel + note, Scale.of(0.5, categories.size() + 0.5, 1), axis, null)
            .groups(categories, series);
    return new Figure(
        name,
        title,
        WIDTH,
        HEIGHT,
        g -> plot.paint(g, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT)));
  }
}
