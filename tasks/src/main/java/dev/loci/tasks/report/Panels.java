package dev.loci.tasks.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Small pictures of one size in rows, each under its caption, so that models or moments can be
 * compared at a glance.
 *
 * @param name file name without extension
 * @param title what they show
 * @param subtitle what they have in common
 * @param columns how many stand beside each other
 * @param panels row by row
 */
public record Panels(String name, String title, String subtitle, int columns, List<Panel> panels) {
  private static final int SIZE = 360;
  private static final int TOP = 96;
  private static final int MARGIN = 20;

  /** Checks that there is something to show. */
  public Panels {
    panels = List.copyOf(panels);
    if (columns < 1 || panels.isEmpty()) {
      throw new IllegalArgumentException(
          "panels %s: %d panels in %d columns".formatted(name, panels.size(), columns));
    }
  }

  /** One of the pictures. */
  public sealed interface Panel {}

  /**
   * A graph in space.
   *
   * @param positions n x 3 or fewer, filled up with zeros
   */
  public record Drawing(String caption, RunReport.Graph graph, double[][] positions)
      implements Panel {
    public Drawing {
      if (positions.length != graph.nodes()) {
        throw new IllegalArgumentException(
            "panel %s: %d positions for %d nodes"
                .formatted(caption, positions.length, graph.nodes()));
      }
    }
  }

  /**
   * A matrix over the nodes of a graph, by node id; the diagonal is left out.
   *
   * @param low the value at the colour map's start
   * @param high the value at its end
   */
  public record Matrix(String caption, double[][] values, int[] order, double low, double high)
      implements Panel {}

  /** Returns the picture of all. */
  public Figure figure() {
    int rows = Math.ceilDiv(panels.size(), columns);
    return new Figure(
        name,
        title,
        2 * MARGIN + SIZE * columns,
        TOP + SIZE * rows + MARGIN,
        g -> {
          g.setColor(Style.INK);
          g.setFont(Style.TITLE.deriveFont(22f));
          g.drawString(title, MARGIN + 16, 44);
          g.setColor(Style.MUTED);
          g.setFont(Style.LABEL);
          g.drawString(subtitle, MARGIN + 16, 72);
          for (int i = 0; i < panels.size(); i++) {
            double x = MARGIN + (double) SIZE * (i % columns);
            double y = TOP + (double) SIZE * (i / columns);
            paint(g, panels.get(i), x, y);
          }
        });
  }

  private static void paint(Graphics2D g, Panel panel, double x, double y) {
    switch (panel) {
      case Drawing drawing -> {
        g.setFont(Style.LABEL);
        g.setColor(Style.INK);
        g.drawString(drawing.caption, (float) (x + 16), (float) (y + 22));
        Rectangle2D frame = new Rectangle2D.Double(x + 16, y + 36, SIZE - 32, SIZE - 52);
        new Scene(drawing.graph, Scene.inSpace(drawing.positions), frame).paint(g);
      }
      case Matrix matrix ->
          new Heatmap(
                  matrix.caption, matrix.values, matrix.order, matrix.low, matrix.high, List.of())
              .paint(g, x + 32, y + 36, SIZE - 106);
    }
  }
}
