package dev.loci.tasks.experiment;

import java.util.Arrays;
import java.util.Locale;

/**
 * What several seeds say of one number.
 *
 * @param std the sample standard deviation (n - 1); 0 for one seed
 */
public record Statistics(double mean, double std, double min, double max, double[] values) {
  /** Summarises one value for each seed. */
  public static Statistics of(double... values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double std = values.length < 2 ? 0 : StrictMath.sqrt(squares / (values.length - 1));
    return new Statistics(
        mean,
        std,
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN),
        values);
  }

  /** Mean and spread, such as {@code 0.912 ± 0.013}; the number alone if there is but one. */
  public String toText(int digits) {
    String number = "%." + digits + "f";
    return values.length < 2
        ? String.format(Locale.ROOT, number, mean)
        : String.format(Locale.ROOT, number + " ± " + number, mean, std);
  }
}
