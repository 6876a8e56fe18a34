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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines and bars over one horizontal axis and one or two vertical ones. */
final class Plot {
  private static final int LEFT = 92;
  private static final int RIGHT = 36;
  private static final int RIGHT_WITH_AXIS = 92;
  private static final int TOP = 66;
  private static final int LEGEND = 26;
  private static final int BOTTOM = 68;
  private static final int MOST_POINTS = 2000;

  /** A vertical axis. */
  record Axis(String label, Scale scale, Color colour) {}

  private record Line(
      String name, double[] x, double[] y, Color colour, BasicStroke stroke, Axis axis) {}

  private final String title;
  private final String xLabel;
  private final Scale x;
  private final Axis left;
  private final @Nullable Axis right;
  private final List<Line> lines = new ArrayList<>();
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

  /** Adds a bar for each value, one unit apart, in the left axis's colour. */
  Plot bars(int first, double[] values) {
    firstBar = first;
    bars = values;
    return this;
  }

  /** Paints everything, labels included, into an area. */
  void paint(Graphics2D g, Rectangle2D area) {
    int top = lines.isEmpty() ? TOP : TOP + LEGEND;
    int rightInset = right == null ? RIGHT : RIGHT_WITH_AXIS;
    Rectangle2D frame =
        new Rectangle2D.Double(
            area.getX() + LEFT,
            area.getY() + top,
            area.getWidth() - LEFT - rightInset,
            area.getHeight() - top - BOTTOM);
    paintTitle(g, frame.getX(), area.getY() + 38);
    paintVertical(g, frame, left, true);
    if (right != null) {
      paintVertical(g, frame, right, false);
    }
    paintHorizontal(g, frame);
    paintBars(g, frame);
    lines.forEach(line -> paintLine(g, frame, line));
  }

  private void paintTitle(Graphics2D g, double x, double baseline) {
    g.setFont(Style.TITLE);
    g.setColor(Style.INK);
    g.drawString(title, (float) x, (float) baseline);
    g.setFont(Style.LABEL);
    double at = x;
    double y = baseline + 23;
    for (Line line : lines) {
      g.setStroke(line.stroke);
      g.setColor(line.colour);
      g.draw(new Line2D.Double(at, y, at + 30, y));
      g.setColor(Style.INK);
      g.drawString(line.name, (float) (at + 40), (float) (y + 5));
      at += 40 + width(g, line.name) + 30;
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
    for (double tick : x.ticks()) {
      String label = x.label(tick);
      g.drawString(
          label,
          (float) (screenX(frame, tick) - width(g, label) / 2),
          (float) (frame.getMaxY() + 22));
    }
    g.setFont(Style.LABEL);
    g.setColor(Style.INK);
    g.drawString(
        xLabel,
        (float) (frame.getCenterX() - width(g, xLabel) / 2),
        (float) (frame.getMaxY() + 48));
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
    g.setStroke(Style.THIN);
    g.setColor(Style.MUTED);
    g.draw(new Line2D.Double(frame.getX(), zero, frame.getMaxX(), zero));
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
