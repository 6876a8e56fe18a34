package dev.loci.tasks.report;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A matrix as coloured cells: dark for the lowest value, bright for the highest, grey for NaN.
 *
 * @param name file name without extension
 * @param title what it shows
 * @param rowLabel what a row is
 * @param columnLabel what a column is
 * @param matrix values, all rows of one length
 */
public record MatrixChart(
    String name, String title, String rowLabel, String columnLabel, double[][] matrix) {
  private static final int LEVELS = 255;
  private static final int LEFT = 60;
  private static final int TOP = 70;
  private static final int SIZE = 560;
  private static final int BAR = 18;
  private static final int PARTS = 5;

  /** Checks that there are cells, and that rows are of one length. */
  public MatrixChart {
    int columns = matrix.length == 0 ? 0 : matrix[0].length;
    if (columns == 0 || Arrays.stream(matrix).anyMatch(row -> row.length != columns)) {
      throw new IllegalArgumentException(
          "matrix chart %s: %d rows are not all of one length above 0"
              .formatted(name, matrix.length));
    }
  }

  /** Returns the picture. */
  public Figure figure() {
    return new Figure(name, title, LEFT + SIZE + 110, TOP + SIZE + 50, this::paint);
  }

  private void paint(Graphics2D g) {
    double[] values = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    Scale scale = Scale.covering(Arrays.stream(values), PARTS);
    g.setFont(Style.TITLE);
    g.setColor(Style.INK);
    g.drawString(title, LEFT, 40);
    paintCells(g, scale);
    paintBar(g, scale);
    g.setColor(Style.INK);
    g.setFont(Style.LABEL);
    int width = g.getFontMetrics().stringWidth(columnLabel);
    g.drawString(columnLabel, LEFT + (SIZE - width) / 2, TOP + SIZE + 30);
    int height = g.getFontMetrics().stringWidth(rowLabel);
    g.setFont(Style.LABEL.deriveFont(AffineTransform.getRotateInstance(-Math.PI / 2)));
    g.drawString(rowLabel, LEFT - 20, TOP + (SIZE + height) / 2);
  }

  /** One shape per colour keeps vector files small. */
  private void paintCells(Graphics2D g, Scale scale) {
    Map<Integer, Path2D> cells = new TreeMap<>();
    double height = (double) SIZE / matrix.length;
    double width = (double) SIZE / matrix[0].length;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        double value = matrix[i][j];
        int level = Double.isNaN(value) ? -1 : (int) Math.round(LEVELS * scale.position(value));
        double left = Math.round(LEFT + j * width);
        double top = Math.round(TOP + i * height);
        cells
            .computeIfAbsent(level, l -> new Path2D.Double())
            .append(
                new Rectangle2D.Double(
                    left,
                    top,
                    Math.round(LEFT + (j + 1) * width) - left,
                    Math.round(TOP + (i + 1) * height) - top),
                false);
      }
    }
    cells.forEach((level, shape) -> {
      g.setColor(level < 0 ? Style.MASK : Plasma.at((double) level / LEVELS));
      g.fill(shape);
    });
  }

  private static void paintBar(Graphics2D g, Scale scale) {
    int x = LEFT + SIZE + 20;
    for (int i = 0; i < SIZE; i++) {
      g.setColor(Plasma.at(1 - (i + 0.5) / SIZE));
      g.fill(new Rectangle2D.Double(x, TOP + i, BAR, 1));
    }
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    for (double tick : scale.ticks()) {
      double y = TOP + SIZE * (1 - scale.position(tick));
      g.drawString(scale.label(tick), x + BAR + 8, (float) (y + 5));
    }
  }
}
