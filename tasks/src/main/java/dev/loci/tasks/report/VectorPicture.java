package dev.loci.tasks.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/**
 * Draws what the coordinates of a vector mean: a bar of named blocks, example vectors below it as
 * rows of coloured cells, and what each block holds.
 *
 * @param title what the vector is
 * @param blocks from the first coordinate to the last
 * @param rows examples, all as long as the blocks together
 */
public record VectorPicture(String title, List<Block> blocks, List<Row> rows) {
  /** Checks that every example has a value for each coordinate. */
  public VectorPicture {
    blocks = List.copyOf(blocks);
    rows = List.copyOf(rows);
    int coordinates = blocks.stream().mapToInt(Block::size).sum();
    for (Row row : rows) {
      if (row.values.length != coordinates) {
        throw new IllegalArgumentException(
            "vector picture: %s has %d values for %d coordinates"
                .formatted(row.label, row.values.length, coordinates));
      }
    }
  }

  /** A block of coordinates. */
  public record Block(String name, int size, String holds) {}

  /** An example: a cell for each coordinate, the more colourful the larger. */
  public record Row(String label, double... values) {}

  /** Vectors longer than this are drawn without examples, whose cells could not be seen. */
  public static final int MOST_CELLS = 2000;

  private static final int WIDTH = 1100;
  private static final int LEFT = 190;
  private static final int BAR = 1100 - LEFT - 36;
  private static final int TOP = 84;
  private static final int LINE = 34;
  private static final double NARROWEST = 16;

  /** The figure of a name. */
  public Figure figure(String name) {
    int below = TOP + LINE * (rows.size() + 1) + 24;
    int height = below + 26 * blocks.size() + 24;
    return new Figure(name, title, WIDTH, height, g -> paint(g, below));
  }

  private void paint(Graphics2D g, int below) {
    g.setColor(Style.INK);
    g.setFont(Style.TITLE);
    g.drawString(title, 36, 40);
    int coordinates = blocks.stream().mapToInt(Block::size).sum();
    g.setFont(Style.SMALL);
    g.setColor(Style.MUTED);
    g.drawString("%d coordinates, widths not all to scale".formatted(coordinates), 36, 62);
    double scale = scale(coordinates);
    double largest =
        rows.stream()
            .flatMapToDouble(row -> Arrays.stream(row.values()))
            .map(Math::abs)
            .filter(size -> size > 0)
            .max()
            .orElse(1);
    g.setFont(Style.LABEL);
    for (int i = 0; i < rows.size(); i++) {
      g.setColor(Style.INK);
      g.drawString(rows.get(i).label(), 36, TOP + LINE * (i + 1) + 18);
    }
    double x = LEFT;
    int first = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      double width = width(block, scale);
      paintBlock(g, i, x, width - 3);
      for (int row = 0; row < rows.size(); row++) {
        double y = TOP + LINE * (row + 1);
        double cell = (width - 3) / block.size();
        for (int j = 0; j < block.size(); j++) {
          g.setColor(colour(rows.get(row).values()[first + j] / largest));
          g.fill(new Rectangle2D.Double(x + j * cell, y, cell, LINE - 8));
        }
        g.setColor(Style.MASK);
        g.setStroke(Style.THIN);
        g.draw(new Rectangle2D.Double(x, y, width - 3, LINE - 8));
      }
      paintMeaning(g, i, below + 26 * i);
      x += width;
      first += block.size();
    }
  }

  /** Pixels per coordinate, once the narrow blocks have what they need. */
  private double scale(int coordinates) {
    double scale = (double) BAR / coordinates;
    for (int pass = 0; pass < blocks.size(); pass++) {
      double room = BAR;
      double rest = 0;
      for (Block block : blocks) {
        boolean narrow = block.size() * scale < NARROWEST;
        room -= narrow ? NARROWEST : 0;
        rest += narrow ? 0 : block.size();
      }
      scale = rest > 0 ? Math.max(room, 0) / rest : scale;
    }
    return scale;
  }

  private static double width(Block block, double scale) {
    return Math.max(NARROWEST, block.size() * scale);
  }

  private void paintBlock(Graphics2D g, int i, double x, double width) {
    g.setColor(Style.blend(Style.series(i), Color.WHITE, 0.55));
    g.fill(new Rectangle2D.Double(x, TOP, width, LINE - 6));
    g.setColor(Style.INK);
    g.setFont(Style.LABEL);
    String name = blocks.get(i).name();
    double text = g.getFontMetrics().getStringBounds(name, g).getWidth();
    if (text < width) {
      g.drawString(name, (float) (x + (width - text) / 2), TOP + 19);
    }
  }

  private void paintMeaning(Graphics2D g, int i, int y) {
    Block block = blocks.get(i);
    g.setColor(Style.blend(Style.series(i), Color.WHITE, 0.55));
    g.fill(new Rectangle2D.Double(36, y, 16, 16));
    g.setColor(Style.INK);
    g.setFont(Style.LABEL);
    g.drawString(block.name(), 62, y + 14);
    g.setColor(Style.MUTED);
    g.drawString(Integer.toString(block.size()), 150, y + 14);
    g.setColor(Style.INK);
    g.drawString(block.holds(), LEFT, y + 14);
  }

  /** White for 0, blue up to 1, orange down to -1. */
  private static Color colour(double value) {
    return Style.blend(Color.WHITE, value < 0 ? Style.ORANGE : Style.BLUE, Math.abs(value));
  }
}
