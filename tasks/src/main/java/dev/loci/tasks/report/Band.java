package dev.loci.tasks.report;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What several runs measured at the same places: their mean, and how far they spread. NaN means
 * "not measured" and leaves a gap.
 *
 * @param name what was measured, for the legend
 * @param x where: steps, or the numbers of bars
 * @param mean over the runs
 * @param low the lower end of the spread
 * @param high the upper end of the spread
 */
public record Band(String name, double[] x, double[] mean, double[] low, double[] high) {

  /** Checks that there is one value of each kind per place. */
  public Band {
    for (double[] values : new double[][] {mean, low, high}) {
      if (values.length != x.length) {
        throw new IllegalArgumentException(
            "band %s: %d values for %d places".formatted(name, values.length, x.length));
      }
    }
  }

  /**
   * Returns the mean of runs with their smallest and largest values.
   *
   * @param runs one row per run; NaN entries are left out
   */
  public static Band ofRange(String name, double[] x, double[][] runs) {
    return of(
        name,
        x,
        runs,
        values -> Arrays.stream(values).min().orElse(Double.NaN),
        values -> Arrays.stream(values).max().orElse(Double.NaN));
  }

  /**
   * Returns the mean of runs, more and less one standard deviation (that of a sample; 0 for one
   * run).
   *
   * @param runs one row per run; NaN entries are left out
   */
  public static Band ofDeviation(String name, double[] x, double[][] runs) {
    return of(
        name,
        x,
        runs,
        values -> mean(values) - deviation(values),
        values -> mean(values) + deviation(values));
  }

  /** As {@link #ofRange(String, double[], double[][])}, for the bars 1, 2, ... of a chart. */
  public static Band ofRange(String name, double[][] runs) {
    return ofRange(name, numbers(runs), runs);
  }

  /** As {@link #ofDeviation(String, double[], double[][])}, for the bars 1, 2, ... of a chart. */
  public static Band ofDeviation(String name, double[][] runs) {
    return ofDeviation(name, numbers(runs), runs);
  }

  private static double[] numbers(double[][] runs) {
    return IntStream.rangeClosed(1, runs[0].length).asDoubleStream().toArray();
  }

  /** Returns a line without a spread. */
  public static Band ofLine(String name, double[] x, double[] values) {
    return new Band(name, x, values, values, values);
  }

  private static Band of(
      String name,
      double[] x,
      double[][] runs,
      ToDoubleFunction<double[]> low,
      ToDoubleFunction<double[]> high) {
    for (double[] run : runs) {
      if (run.length != x.length) {
        throw new IllegalArgumentException(
            "band %s: a run has %d values for %d places".formatted(name, run.length, x.length));
      }
    }
    double[][] columns =
        IntStream.range(0, x.length)
            .mapToObj(i ->
                Arrays.stream(runs).mapToDouble(run -> run[i]).filter(Double::isFinite).toArray())
            .toArray(double[][]::new);
    return new Band(
        name,
        x,
        Arrays.stream(columns).mapToDouble(Band::mean).toArray(),
        Arrays.stream(columns).mapToDouble(low).toArray(),
        Arrays.stream(columns).mapToDouble(high).toArray());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(sum / (values.length - 1));
  }

  /** Whether the spread is more than the line itself. */
  boolean spreads() {
    return IntStream.range(0, x.length).anyMatch(i -> high[i] > low[i]);
  }
}
