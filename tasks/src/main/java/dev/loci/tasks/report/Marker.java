package dev.loci.tasks.report;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes that tell groups of points apart without colour; all have about the same area. */
enum Marker {
  DISC,
  SQUARE,
  TRIANGLE,
  DIAMOND,
  CROSS;

  /** Returns the shape of a group; after the last the first comes again. */
  static Marker of(int group) {
    return values()[group % values().length];
  }

  Shape at(double x, double y, double radius) {
    return switch (this) {
      case DISC -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
      case SQUARE -> {
        double half = 0.9 * radius;
        yield new Rectangle2D.Double(x - half, y - half, 2 * half, 2 * half);
      }
      case TRIANGLE -> polygon(x, y, 1.3 * radius, 0, -1, 0.87, 0.6, -0.87, 0.6);
      case DIAMOND -> polygon(x, y, 1.25 * radius, 0, -1, 1, 0, 0, 1, -1, 0);
      case CROSS ->
          polygon(
              x,
              y,
              1.15 * radius,
              -0.4,
              -1,
              0.4,
              -1,
              0.4,
              -0.4,
              1,
              -0.4,
              1,
              0.4,
              0.4,
              0.4,
              0.4,
              1,
              -0.4,
              1,
              -0.4,
              0.4,
              -1,
              0.4,
              -1,
              -0.4,
              -0.4,
              -0.4);
    };
  }

  private static Shape polygon(double x, double y, double radius, double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(x + radius * corners[0], y + radius * corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
