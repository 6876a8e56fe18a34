package dev.loci.tasks.experiment.reproduce;

import java.util.Locale;

/**
 * What a measured value must reach for a claim to hold.
 *
 * @param side on which side of the value, the value itself included
 */
public record Threshold(Side side, double value) {
  private static final double FAR = 4;

  /** Which values meet a threshold. */
  public enum Side {
    AT_LEAST("at least"),
    AT_MOST("at most");

    private final String words;

    Side(String words) {
      this.words = words;
    }
  }

  public static Threshold atLeast(double value) {
    return new Threshold(Side.AT_LEAST, value);
  }

  public static Threshold atMost(double value) {
    return new Threshold(Side.AT_MOST, value);
  }

  /**
   * A value so far beyond that it makes no difference how much farther a measured one is; infinite
   * for a threshold that must be exceeded.
   */
  public double farBeyond() {
    return side == Side.AT_MOST && value > 0 ? FAR * value : Double.POSITIVE_INFINITY;
  }

  /** Whether a value meets it; NaN, which nothing was measured for, never does. */
  public boolean isMetBy(double measured) {
    return side == Side.AT_LEAST ? measured >= value : measured <= value;
  }

  /** Such as {@code at least 0.5}. */
  public String toText() {
    String number = String.format(Locale.ROOT, "%.2f", value);
    return side.words + " " + number.replaceAll("\\.?0+$", "");
  }
}
