package dev.loci.tasks.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * Small pictures of embedded graphs in rows, one look for all, each filling its frame.
 *
 * @param name file name without extension
 * @param title what they show
 * @param columns how many there are in a row
 */
public record Panels(String name, String title, int columns, List<Panel> panels) {
  private static final int SIDE = 340;
  private static final int HEAD = 70;
  private static final int CAPTION = 40;
  private static final int EDGE = 14;

  /** Checks that there is something to show. */
  public Panels {
    panels = List.copyOf(panels);
    if (panels.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "panels %s: %d panels in rows of %d".formatted(name, panels.size(), columns));
    }
  }

  /**
   * One graph.
   *
   * @param caption a few words above it
   * @param positions n x 3
   */
  public record Panel(String caption, RunReport.Graph graph, double[][] positions) {
    public Panel {
      if (positions.length != graph.nodes()) {
        throw new IllegalArgumentException(
            "panel %s: %d positions for %d nodes"
                .formatted(caption, positions.length, graph.nodes()));
      }
    }
  }

  /** Returns the picture. */
  public Figure figure() {
    int rows = Math.ceilDiv(panels.size(), columns);
    int across = Math.min(columns, panels.size());
    return new Figure(
        name, title, Math.max(2, across) * SIDE, HEAD + rows * (SIDE + CAPTION), this::paint);
  }

  private void paint(Graphics2D g) {
    g.setFont(Style.TITLE);
    g.setColor(Style.INK);
    g.drawString(title, EDGE + 10, 44);
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      int x = i % columns * SIDE;
      int y = HEAD + i / columns * (SIDE + CAPTION);
      g.setFont(Style.LABEL);
      g.setColor(Style.INK);
      double width = g.getFontMetrics().getStringBounds(panel.caption, g).getWidth();
      g.drawString(panel.caption, (float) (x + (SIDE - width) / 2), y + 22f);
      Rectangle2D frame =
          new Rectangle2D.Double(x + EDGE, y + 32, SIDE - 2.0 * EDGE, SIDE - 2.0 * EDGE);
      new Scene(panel.graph, panel.positions, frame).paint(g);
    }
  }
}
