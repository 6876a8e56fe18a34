package dev.loci.tasks.analysis;

import java.util.stream.IntStream;

/**
 * The line of least squares through points.
 *
 * @param slope NaN unless there are two different places
 * @param r2 the share of the variance of y that the line explains; NaN where y doesn't vary
 */
public record LineFit(double slope, double intercept, double r2) {
  /**
   * Fits {@code y = slope x + intercept}. Points with a NaN are left out.
   *
   * @throws IllegalArgumentException if there are not as many y as x
   */
  public static LineFit of(double[] x, double[] y) {
    Checks.require(x.length == y.length, "line fit: %d places of %d values", x.length, y.length);
    int[] defined = IntStream.range(0, x.length).filter(i -> !Double.isNaN(x[i] + y[i])).toArray();
    double meanX = IntStream.of(defined).mapToDouble(i -> x[i]).average().orElse(Double.NaN);
    double meanY = IntStream.of(defined).mapToDouble(i -> y[i]).average().orElse(Double.NaN);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i : defined) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    double slope = xx == 0 ? Double.NaN : xy / xx;
    return new LineFit(slope, meanY - slope * meanX, yy == 0 ? Double.NaN : xy * xy / (xx * yy));
  }
}
