package dev.loci.tasks.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/**
 * One bar: full, striped lengthwise, across or both, or hollow by the number of its series, so that
 * it is known without colour.
 */
final class Bars {
  private static final double STRIPE = 7;
  private static final int HOLLOW = 4;

  private Bars() {}

  /** Fills a rectangle in the way of a series. */
  static void fill(Graphics2D g, Rectangle2D bar, int series) {
    Color colour = Style.series(series);
    g.setColor(colour);
    g.fill(bar);
    if (series == 0) {
      return;
    }
    g.setStroke(Style.THIN);
    g.setColor(Color.WHITE);
    if (series == HOLLOW) {
      g.fill(bar);
    }
    if (series == 1 || series == 3) {
      for (double y = bar.getMaxY() - STRIPE; y > bar.getMinY(); y -= STRIPE) {
        g.draw(new Line2D.Double(bar.getMinX(), y, bar.getMaxX(), y));
      }
    }
    if (series == 2 || series == 3) {
      for (double x = bar.getMinX() + STRIPE / 2; x < bar.getMaxX(); x += STRIPE / 2) {
        g.draw(new Line2D.Double(x, bar.getMinY(), x, bar.getMaxY()));
      }
    }
    g.setColor(colour);
    if (series == HOLLOW) {
      g.setStroke(Style.LINE);
    }
    g.draw(bar);
  }

  /** Draws the spread over a bar. */
  static void whisker(Graphics2D g, double x, double low, double high, double width) {
    double half = Math.min(5, width / 3);
    g.setStroke(Style.THIN);
    g.setColor(Style.INK);
    g.draw(new Line2D.Double(x, low, x, high));
    g.draw(new Line2D.Double(x - half, low, x + half, low));
    g.draw(new Line2D.Double(x - half, high, x + half, high));
  }
}
