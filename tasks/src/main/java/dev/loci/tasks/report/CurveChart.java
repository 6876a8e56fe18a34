package dev.loci.tasks.report;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Curves over steps, each with the band of its seeds. Curves differ in colour and in their dashes.
 *
 * @param name file name without extension
 * @param title what it shows
 * @param xLabel the horizontal axis
 * @param yLabel the vertical axis
 * @param bands one per curve, at most {@value #MOST}
 */
public record CurveChart(
    String name, String title, String xLabel, String yLabel, List<Band> bands) {
  static final int MOST = 8;
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;

  /** Checks the number of curves. */
  public CurveChart {
    bands = List.copyOf(bands);
    if (bands.isEmpty() || bands.size() > MOST) {
      throw new IllegalArgumentException(
          "curve chart %s: %d curves, 1 to %d can be told apart"
              .formatted(name, bands.size(), MOST));
    }
  }

  /** Returns the picture. */
  public Figure figure() {
    Scale y = Scale.covering(values(bands), 5);
    double[] x = bands.stream().flatMapToDouble(band -> DoubleStream.of(band.x())).toArray();
    double low = DoubleStream.of(x).min().orElse(0);
    double high = DoubleStream.of(x).max().orElse(1);
    Plot.Axis axis = new Plot.Axis(yLabel, y, Style.INK);
    Plot plot = new Plot(title, xLabel, Scale.of(low, high, 10), axis, null);
    for (int i = 0; i < bands.size(); i++) {
      plot.band(bands.get(i), Style.series(i), Style.dashes(i), axis);
    }
    return new Figure(
        name,
        title,
        WIDTH,
        HEIGHT,
        g -> plot.paint(g, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT)));
  }

  /** All values that bands reach, and zero. */
  static DoubleStream values(List<Band> bands) {
    return DoubleStream.concat(
        DoubleStream.of(0),
        bands.stream()
            .flatMap(band -> Stream.of(band.mean(), band.low(), band.high()))
            .flatMapToDouble(DoubleStream::of));
  }
}
