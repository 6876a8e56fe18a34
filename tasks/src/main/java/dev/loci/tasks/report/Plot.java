package dev.loci.tasks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines with their spreads, and bars, over one horizontal axis and one or two vertical ones. */
final class Plot {
  private static final int LEFT = 92;
  private static final int RIGHT = 36;
  private static final int RIGHT_WITH_AXIS = 92;
  private static final int TOP = 66;
  private static final int LEGEND = 26;
  private static final int BOTTOM = 68;
  private static final int MOST_POINTS = 2000;
  private static final int SWATCH = 30;

  /** How dense bands are, of 255. */
  private static final int BAND_ALPHA = 48;

  /** Fewer categories than this are all named. */
  private static final int MOST_NAMED = 24;

  /** A vertical axis. */
  record Axis(String label, Scale scale, Color colour) {}

  private record Line(
      String name, double[] x, double[] y, Color colour, BasicStroke stroke, Axis axis) {}

  private record Spread(Band band, Color colour, Axis axis) {}

  private record Entry(String name, Swatch swatch) {}

  /** Draws what an entry of the legend stands for, {@link #SWATCH} units wide. */
  private interface Swatch {
    void paint(Graphics2D g, double x, double y);
  }

  private final String title;
  private final String xLabel;
  private final Scale x;
  private final Axis left;
  private final @Nullable Axis right;
  private final List<Line> lines = new ArrayList<>();
  private final List<Spread> spreads = new ArrayList<>();
  private List<String> categories = List.of();
  private List<Band> groups = List.of();
  private int firstBar;
  private double[] bars = {};

  Plot(String title, String xLabel, Scale x, Axis left, @Nullable Axis right) {
    this.title = title;
    this.xLabel = xLabel;
    this.x = x;
    this.left = left;
    this.right = right;
  }

  /** Adds a curve; NaN leaves a gap. The axis is one of this plot's two. */
  Plot line(
      String name, double[] at, double[] values, Color colour, BasicStroke stroke, Axis axis) {
    lines.add(new Line(name, at, values, colour, stroke, axis));
    return this;
  }

  /** Adds a curve with the area of its spread. */
  Plot band(Band band, Color colour, BasicStroke stroke, Axis axis) {
    if (band.spreads()) {
      spreads.add(new Spread(band, colour, axis));
    }
    return line(band.name(), band.x(), band.mean(), colour, stroke, axis);
  }

  /** Adds groups of bars around 1, 2, ..., one bar per series in each. */
  Plot groups(List<String> names, List<Band> series) {
    categories = names;
    groups = series;
    return this;
  }

  /** Adds a bar for each value, one unit apart, in the left axis's colour. */
  Plot bars(int first, double[] values) {
    firstBar = first;
    bars = values;
    return this;
  }

  /** Paints everything, labels included, into an area. */
  void paint(Graphics2D g, Rectangle2D area) {
    int rightInset = right == null ? RIGHT : RIGHT_WITH_AXIS;
    List<List<Entry>> legend = legend(g, area.getWidth() - LEFT - rightInset);
    int top = TOP + LEGEND * legend.size();
    Rectangle2D frame =
        new Rectangle2D.Double(
            area.getX() + LEFT,
            area.getY() + top,
            area.getWidth() - LEFT - rightInset,
            area.getHeight() - top - BOTTOM);
    paintTitle(g, legend, frame.getX(), area.getY() + 38);
    paintVertical(g, frame, left, true);
    if (right != null) {
      paintVertical(g, frame, right, false);
    }
    paintHorizontal(g, frame);
    paintBars(g, frame);
    paintGroups(g, frame);
    spreads.forEach(spread -> paintSpread(g, frame, spread));
    lines.forEach(line -> paintLine(g, frame, line));
  }

  /** The entries of the legend, in as many rows as they need. */
  private List<List<Entry>> legend(Graphics2D g, double width) {
    g.setFont(Style.LABEL);
    List<List<Entry>> rows = new ArrayList<>();
    double at = Double.POSITIVE_INFINITY;
    for (Entry entry : entries()) {
      double needed = SWATCH + 10 + width(g, entry.name);
      if (at + needed > width) {
        rows.add(new ArrayList<>());
        at = 0;
      }
      rows.getLast().add(entry);
      at += needed + 30;
    }
    return rows;
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Line line : lines) {
      entries.add(
          new Entry(
              line.name,
              (g, x, y) -> {
                g.setStroke(line.stroke);
                g.setColor(line.colour);
                g.draw(new Line2D.Double(x, y, x + SWATCH, y));
              }));
    }
    for (int i = 0; i < groups.size() && groups.size() > 1; i++) {
      int series = i;
      entries.add(
          new Entry(
              groups.get(i).name(),
              (g, x, y) -> Bars.fill(g, new Rectangle2D.Double(x, y - 8, SWATCH, 16), series)));
    }
    return entries;
  }

  private void paintTitle(Graphics2D g, List<List<Entry>> legend, double x, double baseline) {
    g.setFont(Style.TITLE);
    g.setColor(Style.INK);
    g.drawString(title, (float) x, (float) baseline);
    g.setFont(Style.LABEL);
    double y = baseline + 23;
    for (List<Entry> row : legend) {
      double at = x;
      for (Entry entry : row) {
        entry.swatch.paint(g, at, y);
        g.setColor(Style.INK);
        g.drawString(entry.name, (float) (at + SWATCH + 10), (float) (y + 5));
        at += SWATCH + 10 + width(g, entry.name) + 30;
      }
      y += LEGEND;
    }
  }

  private void paintVertical(Graphics2D g, Rectangle2D frame, Axis axis, boolean onLeft) {
    double edge = onLeft ? frame.getX() : frame.getMaxX();
    for (double tick : axis.scale.ticks()) {
      double y = screenY(frame, axis, tick);
      if (onLeft) {
        g.setStroke(Style.THIN);
        g.setColor(Style.HAIRLINE);
        g.draw(new Line2D.Double(frame.getX(), y, frame.getMaxX(), y));
      }
      String label = axis.scale.label(tick);
      g.setFont(Style.SMALL);
      g.setColor(right == null ? Style.MUTED : axis.colour);
      double x = onLeft ? edge - 10 - width(g, label) : edge + 10;
      g.drawString(label, (float) x, (float) (y + 4.5));
    }
    g.setFont(Style.LABEL.deriveFont(AffineTransform.getRotateInstance(-Math.PI / 2)));
    g.setColor(right == null ? Style.INK : axis.colour);
    double length = g.getFontMetrics(Style.LABEL).getStringBounds(axis.label, g).getWidth();
    g.drawString(
        axis.label,
        (float) (onLeft ? edge - 62 : edge + 72),
        (float) (frame.getCenterY() + length / 2));
  }

  private void paintHorizontal(Graphics2D g, Rectangle2D frame) {
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    if (categories.isEmpty()) {
      for (double tick : x.ticks()) {
        centred(g, x.label(tick), screenX(frame, tick), frame.getMaxY() + 22);
      }
    }
    int every = 1 + categories.size() / MOST_NAMED;
    for (int i = 0; i < categories.size(); i += every) {
      centred(g, categories.get(i), screenX(frame, i + 1), frame.getMaxY() + 22);
    }
    g.setFont(Style.LABEL);
    g.setColor(Style.INK);
    centred(g, xLabel, frame.getCenterX(), frame.getMaxY() + 48);
  }

  private static void centred(Graphics2D g, String text, double x, double y) {
    g.drawString(text, (float) (x - width(g, text) / 2), (float) y);
  }

  private void paintGroups(Graphics2D g, Rectangle2D frame) {
    double slot = frame.getWidth() / Math.max(1, categories.size());
    double width = 0.8 * slot / Math.max(1, groups.size());
    double zero = screenY(frame, left, 0);
    for (int series = 0; series < groups.size(); series++) {
      Band band = groups.get(series);
      for (int i = 0; i < categories.size(); i++) {
        if (Double.isFinite(band.mean()[i])) {
          double middle = screenX(frame, i + 1) + (series - (groups.size() - 1) / 2.0) * width;
          double end = screenY(frame, left, cut(band.mean()[i]));
          double gap = Math.min(1, width / 10);
          Bars.fill(
              g,
              new Rectangle2D.Double(
                  middle - width / 2 + gap,
                  Math.min(zero, end),
                  width - 2 * gap,
                  Math.abs(zero - end)),
              series);
          if (band.high()[i] > band.low()[i]) {
            double low = screenY(frame, left, cut(band.low()[i]));
            Bars.whisker(g, middle, low, screenY(frame, left, cut(band.high()[i])), width);
          }
          if (band.mean()[i] > left.scale.high()) {
            paintCut(g, middle, frame.getY(), band.mean()[i]);
          }
        }
      }
    }
    if (!groups.isEmpty()) {
      paintZero(g, frame, zero);
    }
  }

  /** The value, or the end of the axis if that comes before it. */
  private double cut(double value) {
    return Math.min(value, left.scale.high());
  }

  /** The value of a bar that is cut off, above it. */
  private static void paintCut(Graphics2D g, double middle, double top, double value) {
    g.setFont(Style.SMALL);
    g.setColor(Style.INK);
    String digits = value < 1 ? "%.2f" : value < 10 ? "%.1f" : "%,.0f";
    String text = String.format(Locale.ROOT, digits, value);
    centred(g, "\u2191 " + text, middle, top - 5);
  }

  private static void paintZero(Graphics2D g, Rectangle2D frame, double zero) {
    g.setStroke(Style.THIN);
    g.setColor(Style.MUTED);
    g.draw(new Line2D.Double(frame.getX(), zero, frame.getMaxX(), zero));
  }

  /** Fills the area between the ends of a spread, one piece for each run of measured points. */
  private void paintSpread(Graphics2D g, Rectangle2D frame, Spread spread) {
    Color colour = spread.colour;
    g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
    int[] kept = Thinning.indices(spread.band.x().length, MOST_POINTS);
    int start = 0;
    while (start < kept.length) {
      int end = start;
      while (end < kept.length
          && Double.isFinite(spread.band.low()[kept[end]])
          && Double.isFinite(spread.band.high()[kept[end]])) {
        end++;
      }
      if (end > start) {
        g.fill(area(frame, spread, Arrays.copyOfRange(kept, start, end)));
      }
      start = end + 1;
    }
  }

  private Path2D area(Rectangle2D frame, Spread spread, int[] indices) {
    Band band = spread.band;
    Path2D path = new Path2D.Double();
    for (int i = 0; i < indices.length; i++) {
      double px = screenX(frame, band.x()[indices[i]]);
      double py = screenY(frame, spread.axis, band.high()[indices[i]]);
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    for (int i = indices.length - 1; i >= 0; i--) {
      path.lineTo(
          screenX(frame, band.x()[indices[i]]),
          screenY(frame, spread.axis, band.low()[indices[i]]));
    }
    path.closePath();
    return path;
  }

  private void paintBars(Graphics2D g, Rectangle2D frame) {
    if (bars.length == 0) {
      return;
    }
    double zero = screenY(frame, left, 0);
    double width = 0.74 * frame.getWidth() / bars.length;
    g.setColor(left.colour);
    for (int i = 0; i < bars.length; i++) {
      if (Double.isFinite(bars[i])) {
        double end = screenY(frame, left, bars[i]);
        double middle = screenX(frame, firstBar + i);
        g.fill(
            new Rectangle2D.Double(
                middle - width / 2, Math.min(zero, end), width, Math.abs(zero - end)));
      }
    }
    paintZero(g, frame, zero);
  }

  private void paintLine(Graphics2D g, Rectangle2D frame, Line line) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int i : Thinning.indices(line.x.length, MOST_POINTS)) {
      boolean finite = Double.isFinite(line.y[i]);
      if (finite) {
        double px = screenX(frame, line.x[i]);
        double py = screenY(frame, line.axis, line.y[i]);
        if (drawing) {
          path.lineTo(px, py);
        } else {
          path.moveTo(px, py);
        }
      }
      drawing = finite;
    }
    g.setStroke(line.stroke);
    g.setColor(line.colour);
    g.draw(path);
  }

  private double screenX(Rectangle2D frame, double value) {
    return frame.getX() + frame.getWidth() * x.position(value);
  }

  private static double screenY(Rectangle2D frame, Axis axis, double value) {
    return frame.getMaxY() - frame.getHeight() * axis.scale.position(value);
  }

  private static double width(Graphics2D g, String text) {
    FontMetrics metrics = g.getFontMetrics();
    return metrics.getStringBounds(text, g).getWidth();
  }
}
