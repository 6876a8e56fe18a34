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
 */
public record BarChart(
    String name,
    String title,
    String xLabel,
    String yLabel,
    List<String> categories,
    List<Band> series) {
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

  /** Returns the picture. */
  public Figure figure() {
    Plot.Axis axis = new Plot.Axis(yLabel, Scale.covering(CurveChart.values(series), 5), Style.INK);
    Plot plot =
        new Plot(title, xLabel, Scale.of(0.5, categories.size() + 0.5, 1), axis, null)
            .groups(categories, series);
    return new Figure(
        name,
        title,
        WIDTH,
        HEIGHT,
        g -> plot.paint(g, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT)));
  }
}
