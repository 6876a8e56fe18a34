package dev.loci.autograd.trace;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people like to read them. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(5);
  private static final double LARGE = 1e6;
  private static final double SMALL = 1e-4;

  private Numbers() {}

  /** Five significant digits: {@code 2}, {@code -0.70642}, {@code 1.5e-9}. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    double size = Math.abs(value);
    if (value == StrictMath.rint(value) && size < LARGE) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return size < LARGE && size >= SMALL
        ? rounded.toPlainString()
        : rounded.unscaledValue().signum() == 0 ? "0" : scientific(rounded);
  }

  private static String scientific(BigDecimal x) {
    String digits = x.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - x.scale();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return String.format(
        Locale.ROOT, "%s%s%se%d", x.signum() < 0 ? "-" : "", digits.charAt(0), fraction, exponent);
  }

  /** As {@link #text}, fit to stand after an operator. */
  static String operand(double value) {
    String text = text(value);
    return text.startsWith("-") ? "(" + text + ")" : text;
  }
}
