package dev.loci.tasks.report;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A linear scale with ticks at round numbers.
 *
 * @param low the value at the start
 * @param high the value at the end, above {@code low}
 * @param step distance of ticks: 1, 2 or 5 times a power of ten
 * @param decimals how many a tick's label needs
 */
record Scale(double low, double high, double step, int decimals) {

  /** The given range with about {@code parts} ticks in it. */
  static Scale of(double low, double high, int parts) {
    if (!(low < high)) {
      return of(low - 0.5, low + 0.5, parts);
    }
    double raw = (high - low) / parts;
    int exponent = (int) Math.floor(StrictMath.log10(raw));
    double power = StrictMath.pow(10, exponent);
    double ratio = raw / power;
    int factor = ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10;
    int digits = factor == 10 ? -exponent - 1 : -exponent;
    return new Scale(low, high, factor * power, Math.max(0, digits));
  }

  /**
   * A range that starts and ends at a tick and holds all finite values; 0 to 1 if there are none
   * but zeros.
   */
  static Scale covering(DoubleStream values, int parts) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(0);
    Scale inside = of(low, low == 0 && high == 0 ? 1 : high, parts);
    double step = inside.step;
    return new Scale(
        Math.floor(inside.low / step) * step,
        Math.ceil(inside.high / step) * step,
        step,
        inside.decimals);
  }

  /** Where a value lies, 0 at the start and 1 at the end. */
  double position(double value) {
    return (value - low) / (high - low);
  }

  double[] ticks() {
    double slack = 1e-9 * (high - low) / step;
    double first = Math.ceil(low / step - slack);
    double last = Math.floor(high / step + slack);
    return DoubleStream.iterate(first, i -> i <= last, i -> i + 1).map(i -> i * step).toArray();
  }

  /** A tick's label, with a true minus sign. */
  String label(double tick) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", tick + 0.0).replace('-', '\u2212');
  }
}
