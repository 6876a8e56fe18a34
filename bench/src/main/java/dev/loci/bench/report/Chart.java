package dev.loci.bench.report;

import dev.loci.tasks.report.Page;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines and points as SVG inside a page, whose style gives the colours, light or dark.
 *
 * <p>A chart is drawn for a width of {@value #WIDTH} and scales with what it stands in.
 */
final class Chart {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 310;
  private static final int TOP = 14;
  private static final int BOTTOM = HEIGHT - 48;
  private static final int LEFT = 66;
  private static final int LETTER = 8; // the width of a digit, and a little more

  /** A scale between two values; logarithmic ones have ticks at powers and what is asked for. */
  record Axis(String label, double low, double high, boolean log, double[] ticks) {

    /** From 0 to a round number above all values. */
    static Axis linear(String label, double highest) {
      double power = StrictMath.pow(10, Math.floor(StrictMath.log10(Math.max(highest, 1e-9))));
      double step = highest / power <= 2 ? power / 2 : highest / power <= 5 ? power : 2 * power;
      int parts = (int) Math.max(1, Math.ceil(highest / step - 1e-9));
      double[] ticks = new double[parts + 1];
      Arrays.setAll(ticks, i -> i * step);
      return new Axis(label, 0, parts * step, false, ticks);
    }

    /** From below the least to above the largest value, with ticks at 1, 2 and 5, or at 1 alone. */
    static Axis log(String label, double least, double largest) {
      double low = StrictMath.pow(2, Math.floor(StrictMath.log(least) / StrictMath.log(2)));
      double high = StrictMath.pow(2, Math.ceil(StrictMath.log(largest) / StrictMath.log(2)));
      boolean dense = high / low <= 300;
      List<Double> ticks = new ArrayList<>();
      int from = (int) Math.floor(StrictMath.log10(low));
      for (int power = from; StrictMath.pow(10, power) <= high; power++) {
        for (int factor : dense ? new int[] {1, 2, 5} : new int[] {1}) {
          double tick = factor * StrictMath.pow(10, power);
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
      return new Axis(
          label,
          low,
          high > low ? high : 2 * low,
          true,
          ticks.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Logarithmic, with ticks at these values, which are ascending. */
    static Axis log(String label, double[] at) {
      double last = at[at.length - 1];
      return new Axis(label, at[0], last > at[0] ? last : 2 * at[0], true, at);
    }

    double position(double value) {
      return log
          ? StrictMath.log(value / low) / StrictMath.log(high / low)
          : (value - low) / (high - low);
    }
  }

  private final Axis x;
  private final Axis left;
  private final int right;
  private final StringBuilder body = new StringBuilder();

  /** A chart with one vertical axis. */
  Chart(Axis x, Axis left) {
    this(x, left, WIDTH - 14);
    vertical(left, true, null);
  }

  private Chart(Axis x, Axis left, int right) {
    this.x = x;
    this.left = left;
    this.right = right;
    horizontal();
  }

  /** A chart with two, each in the colour of its line. */
  static Chart of(Axis x, Axis left, String leftColour, Axis right, String rightColour) {
    Chart chart = new Chart(x, left, WIDTH - 56);
    chart.vertical(left, true, leftColour);
    chart.vertical(right, false, rightColour);
    return chart;
  }

  private void horizontal() {
    double end = Double.NEGATIVE_INFINITY;
    for (double tick : x.ticks) {
      String label = label(tick);
      double half = LETTER * label.length() / 2.0;
      if (screenX(tick) - half > end) { // labels do not run into each other
        text(screenX(tick), BOTTOM + 18, "middle", "", label);
        end = screenX(tick) + half;
      }
    }
    text((LEFT + right) / 2.0, HEIGHT - 8, "middle", "", x.label);
  }

  private void vertical(Axis axis, boolean onLeft, @Nullable String ink) {
    String style = ink == null ? "" : " style=\"fill:var(--" + ink + ")\"";
    for (double tick : axis.ticks) {
      double y = screenY(axis, tick);
      if (onLeft) {
        body.append(
            String.format(
                Locale.ROOT,
                "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                LEFT,
                right,
                y,
                y));
      }
      text(onLeft ? LEFT - 7 : right + 7, y + 4.5, onLeft ? "end" : "start", style, label(tick));
    }
    double at = onLeft ? 13 : WIDTH - 6;
    double middle = (TOP + BOTTOM) / 2.0;
    body.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\"%s>%s</text>",
            at,
            middle,
            style,
            Page.escape(axis.label)));
  }

  private void text(double at, double y, String anchor, String style, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>",
            at,
            y,
            anchor,
            style,
            Page.escape(text)));
  }

  /** Adds a line on the left axis. */
  Chart line(String colour, double[] xs, double[] ys, boolean dashed) {
    return line(left, colour, xs, ys, dashed);
  }

  /** Adds a line on one of the axes. */
  Chart line(Axis axis, String colour, double[] xs, double[] ys, boolean dashed) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              i == 0 ? "M" : "L",
              screenX(xs[i]),
              screenY(axis, ys[i])));
    }
    body.append(
        "<path d=\"%s\" style=\"stroke:var(--%s)%s\"/>"
            .formatted(path, colour, dashed ? ";stroke-dasharray:6 4" : ""));
    return this;
  }

  /** Adds a point that tells its name to those who point at it. */
  Chart point(Axis axis, String colour, double atX, double atY, String name) {
    body.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" style=\"fill:var(--%s)\"><title>%s</title></circle>",
            screenX(atX),
            screenY(axis, atY),
            colour,
            Page.escape(name)));
    return this;
  }

  /** The element. */
  String svg(String title) {
    return "<div class=\"chart\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s</svg></div>"
        .formatted(WIDTH, HEIGHT, Page.escape(title), body);
  }

  private double screenX(double value) {
    return LEFT + (right - LEFT) * Math.clamp(x.position(value), 0, 1);
  }

  private static double screenY(Axis axis, double value) {
    return BOTTOM - (BOTTOM - TOP) * Math.clamp(axis.position(value), 0, 1);
  }

  /** A number with no more digits than it needs. */
  static String label(double value) {
    if (value != 0 && Math.abs(value) < 1) {
      return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** The largest of some values, 1 if there are none. */
  static double largest(DoubleStream values) {
    return values.filter(Double::isFinite).max().orElse(1);
  }
}
