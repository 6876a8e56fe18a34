package dev.loci.tasks.report;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

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

  private void paintCells(Graphics2D g, Scale scale) {
    Cells.paint(
        g,
        matrix.length,
        matrix[0].length,
        (row, column) -> scale.position(matrix[row][column]),
        new Rectangle2D.Double(LEFT, TOP, SIZE, SIZE));
  }

  private static void paintBar(Graphics2D g, Scale scale) {
    int x = LEFT + SIZE + 20;
    Cells.paintBar(g, new Rectangle2D.Double(x, TOP, BAR, SIZE));
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    for (double tick : scale.ticks()) {
      double y = TOP + SIZE * (1 - scale.position(tick));
      g.drawString(scale.label(tick), x + BAR + 8, (float) (y + 5));
    }
  }
}
