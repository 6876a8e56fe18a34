package dev.loci.tasks.report;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A square matrix as coloured cells with node numbers along both sides, the diagonal and NaN in
 * grey, and its key at the right: a colour bar, or swatches for a matrix of two values.
 *
 * @param title what the matrix holds
 * @param matrix values by node id
 * @param order node ids in the order of rows and columns
 * @param low the value at the colour map's start
 * @param high the value at its end
 * @param swatches what {@code low} and {@code high} mean, or empty for a colour bar
 */
record Heatmap(
    String title, double[][] matrix, int[] order, double low, double high, List<String> swatches) {
  private static final int MOST_NUMBERED = 40;
  private static final int BAR_WIDTH = 16;
  private static final int BAR_PARTS = 4;

  /**
   * Paints the cells into a square whose corner is (x, y); title, numbers and colour bar lie
   * outside it.
   */
  void paint(Graphics2D g, double x, double y, double size) {
    g.setFont(Style.TITLE.deriveFont(17f));
    g.setColor(Style.INK);
    g.drawString(title, (float) x, (float) (y - 16));
    double cell = size / order.length;
    paintCells(g, x, y, size);
    if (order.length <= MOST_NUMBERED) {
      paintNumbers(g, x, y, cell, size);
    }
    if (swatches.isEmpty()) {
      paintBar(g, x + size + 16, y, size);
    } else {
      paintSwatches(g, x + size + 16, y);
    }
  }

  private void paintCells(Graphics2D g, double x, double y, double size) {
    Cells.paint(
        g,
        order.length,
        order.length,
        (row, column) ->
            row == column ? Double.NaN : (matrix[order[row]][order[column]] - low) / (high - low),
        new Rectangle2D.Double(x, y, size, size));
  }

  private void paintNumbers(Graphics2D g, double x, double y, double cell, double size) {
    g.setFont(Style.SMALL.deriveFont((float) Math.clamp(cell * 0.62, 7, 13)));
    g.setColor(Style.MUTED);
    FontMetrics metrics = g.getFontMetrics();
    double middle = metrics.getAscent() * 0.38;
    for (int i = 0; i < order.length; i++) {
      String label = Integer.toString(order[i]);
      double width = metrics.getStringBounds(label, g).getWidth();
      double centre = (i + 0.5) * cell;
      g.drawString(label, (float) (x - 6 - width), (float) (y + centre + middle));
      g.drawString(
          label, (float) (x + centre - width / 2), (float) (y + size + 4 + metrics.getAscent()));
    }
  }

  private void paintBar(Graphics2D g, double x, double y, double size) {
    Cells.paintBar(g, new Rectangle2D.Double(x, y, BAR_WIDTH, size));
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    for (int i = 0; i <= BAR_PARTS; i++) {
      double value = high - i * (high - low) / BAR_PARTS;
      g.drawString(
          tick(value), (float) (x + BAR_WIDTH + 6), (float) (y + i * size / BAR_PARTS + 5));
    }
  }

  private void paintSwatches(Graphics2D g, double x, double y) {
    g.setFont(Style.SMALL);
    for (int i = 0; i < swatches.size(); i++) {
      double top = y + i * 1.6 * BAR_WIDTH;
      g.setColor(Plasma.at((double) i / (swatches.size() - 1)));
      g.fill(new Rectangle2D.Double(x, top, BAR_WIDTH, BAR_WIDTH));
      g.setColor(Style.MUTED);
      g.drawString(swatches.get(i), (float) (x + BAR_WIDTH + 6), (float) (top + 13));
    }
  }

  private static String tick(double value) {
    String text =
        value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
    return text.replace('-', '\u2212');
  }
}
