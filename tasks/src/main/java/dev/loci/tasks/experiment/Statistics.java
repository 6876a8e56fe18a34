package dev.loci.tasks.experiment;

import java.util.Arrays;

/**
 * What several seeds say of one number. Seeds for which it is not defined have NaN (null in JSON)
 * among the values and count in nothing else; if it is defined for none, its mean is NaN.
 *
 * @param std the sample standard deviation (n - 1); 0 for fewer than two
 */
public record Statistics(double mean, double std, double min, double max, double[] values) {
  /** Summarises one value for each seed. */
  public static Statistics of(double... values) {
    double[] defined = defined(values);
    double mean = Arrays.stream(defined).average().orElse(Double.NaN);
    double squares = Arrays.stream(defined).map(x -> (x - mean) * (x - mean)).sum();
    double std = defined.length < 2 ? 0 : StrictMath.sqrt(squares / (defined.length - 1));
    return new Statistics(
        mean,
        std,
        Arrays.stream(defined).min().orElse(Double.NaN),
        Arrays.stream(defined).max().orElse(Double.NaN),
        values);
  }

  private static double[] defined(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  /**
   * Mean and spread, such as {@code 0.912 ± 0.013}; the number alone if there is but one, and how
   * many seeds have one if not all; a dash if none has.
   */
  public String toText(int digits) {
    int count = defined(values).length;
    String text = Text.number(mean, digits);
    if (count > 1) {
      text += " ± " + Text.number(std, digits);
    }
    return count == 0 || count == values.length
        ? text
        : "%s (%d of %d)".formatted(text, count, values.length);
  }
}
