package dev.loci.tasks.report;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.TreeMap;

/** The coloured cells of a matrix, and the bar that says what their colours mean. */
final class Cells {
  private static final int LEVELS = 255;
  private static final int BAR_STEPS = 100;

  private Cells() {}

  /** Where a cell lies on the colour map, 0 to 1, or NaN for grey. */
  @FunctionalInterface
  interface Values {
    double at(int row, int column);
  }

  /** Fills a frame; one shape per colour keeps vector files of large matrices small. */
  static void paint(Graphics2D g, int rows, int columns, Values values, Rectangle2D frame) {
    Map<Integer, Path2D> shapes = new TreeMap<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = values.at(row, column);
        int level =
            Double.isNaN(value) ? -1 : (int) Math.round(LEVELS * Math.clamp(value, 0.0, 1.0));
        shapes
            .computeIfAbsent(level, l -> new Path2D.Double())
            .append(
                part(
                    frame,
                    (double) column / columns,
                    (column + 1.0) / columns,
                    (double) row / rows,
                    (row + 1.0) / rows),
                false);
      }
    }
    shapes.forEach((level, shape) -> {
      g.setColor(level < 0 ? Style.MASK : Plasma.at((double) level / LEVELS));
      g.fill(shape);
    });
  }

  /** Fills a frame with all colours, the highest at the top; each lies over the one above it. */
  static void paintBar(Graphics2D g, Rectangle2D frame) {
    for (int i = 0; i < BAR_STEPS; i++) {
      g.setColor(Plasma.at(1 - (i + 0.5) / BAR_STEPS));
      g.fill(part(frame, 0, 1, (double) i / BAR_STEPS, 1));
    }
  }

  /** A part of a frame with edges on whole pixels, so that no seams show between cells. */
  private static Rectangle2D part(
      Rectangle2D frame, double left, double right, double top, double bottom) {
    double x = Math.round(frame.getX() + left * frame.getWidth());
    double y = Math.round(frame.getY() + top * frame.getHeight());
    return new Rectangle2D.Double(
        x,
        y,
        Math.round(frame.getX() + right * frame.getWidth()) - x,
        Math.round(frame.getY() + bottom * frame.getHeight()) - y);
  }
}
