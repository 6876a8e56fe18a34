package dev.loci.tasks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph in 3-D, seen from {@link View#FIXED}: edges as lines, nodes as discs with their numbers.
 * What lies deeper is smaller and paler, and is painted first. A disc that hides the centres of
 * others carries their numbers too.
 */
final class Scene {
  /** More nodes than this are drawn without numbers. */
  private static final int MOST_NUMBERED = 100;

  private static final double FOG = 0.42;

  /** Lines end at this many radii from a node's centre. */
  private static final double GAP = 1.12;

  /** Height of letters in radii. */
  private static final double LETTER = 1.02;

  private static final Color EDGE = new Color(0x3B4148);

  private final RunReport.Graph graph;
  private final View.Projected[] nodes;
  private final Rectangle2D frame;
  private final double scale;
  private final double offsetX;
  private final double offsetY;

  /** Ids written on each node. */
  private final int[][] groups;

  private record Item(double depth, Runnable paint) {}

  /** Fits positions [node][3] into a frame, leaving room for the discs. */
  Scene(RunReport.Graph graph, double[][] positions, Rectangle2D frame) {
    this.graph = graph;
    this.frame = frame;
    this.nodes = project(positions, View.FIXED);
    double left = 0;
    double right = 0;
    double bottom = 0;
    double top = 0;
    for (View.Projected node : nodes) {
      left = Math.min(left, node.x());
      right = Math.max(right, node.x());
      bottom = Math.min(bottom, node.y());
      top = Math.max(top, node.y());
    }
    double margin = 2 * baseRadius() * 1.3;
    this.scale =
        Math.min(
            (frame.getWidth() - margin) / Math.max(right - left, 0.1),
            (frame.getHeight() - margin) / Math.max(top - bottom, 0.1));
    this.offsetX = frame.getCenterX() - scale * (left + right) / 2;
    this.offsetY = frame.getCenterY() + scale * (bottom + top) / 2;
    this.groups = groups();
  }

  private int[][] groups() {
    int count = nodes.length;
    if (count > MOST_NUMBERED) {
      return new int[count][0];
    }
    int[] frontToBack =
        IntStream.range(0, count)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer node) -> nodes[node].depth())
                    .thenComparing(Comparator.naturalOrder())
                    .reversed())
            .mapToInt(node -> node)
            .toArray();
    return Labels.groups(
        frontToBack,
        IntStream.range(0, count).mapToDouble(this::screenX).toArray(),
        IntStream.range(0, count).mapToDouble(this::screenY).toArray(),
        IntStream.range(0, count).mapToDouble(this::discRadius).toArray());
  }

  /** Positions with three coordinates, of which those that were not given are 0. */
  static double[][] inSpace(double[][] positions) {
    return Arrays.stream(positions).map(at -> Arrays.copyOf(at, 3)).toArray(double[][]::new);
  }

  /**
   * Moves the centroid to the origin and the farthest node onto the unit sphere, then looks at it.
   */
  static View.Projected[] project(double[][] positions, View view) {
    double[] centre = new double[3];
    for (double[] position : positions) {
      for (int axis = 0; axis < 3; axis++) {
        centre[axis] += position[axis] / positions.length;
      }
    }
    double radius = 0;
    for (double[] p : positions) {
      radius = Math.max(radius, distance(p, centre));
    }
    double unit = radius > 0 ? 1 / radius : 0;
    View.Projected[] nodes = new View.Projected[positions.length];
    for (int i = 0; i < nodes.length; i++) {
      double[] p = positions[i];
      nodes[i] =
          view.project(
              (p[0] - centre[0]) * unit, (p[1] - centre[1]) * unit, (p[2] - centre[2]) * unit);
    }
    return nodes;
  }

  private static double distance(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    double z = a[2] - b[2];
    return Math.sqrt(x * x + y * y + z * z);
  }

  void paint(Graphics2D g) {
    List<Item> items = new ArrayList<>();
    for (int[] edge : graph.edges()) {
      double depth = depth(edge);
      items.add(new Item(depth, () -> paintEdge(g, edge[0], edge[1], depth)));
    }
    for (int node = 0; node < nodes.length; node++) {
      int id = node;
      items.add(new Item(depth(id), () -> paintNode(g, id)));
    }
    items.sort(Comparator.comparingDouble(Item::depth));
    items.forEach(item -> item.paint().run());
  }

  private double depth(int[] edge) {
    return (nodes[edge[0]].depth() + nodes[edge[1]].depth()) / 2;
  }

  /** A capsule is wider than its discs, so it goes over the ends of their edges. */
  private double depth(int node) {
    double depth = nodes[node].depth();
    if (groups[node].length > 1) {
      for (int[] edge : graph.edges()) {
        if (IntStream.of(groups[node]).anyMatch(id -> id == edge[0] || id == edge[1])) {
          depth = Math.max(depth, depth(edge));
        }
      }
    }
    return depth;
  }

  private void paintEdge(Graphics2D g, int from, int to, double depth) {
    g.setColor(fogged(EDGE, depth));
    float width = (float) Math.clamp(baseRadius() / 7, 0.6, 2.2);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double x = screenX(to) - screenX(from);
    double y = screenY(to) - screenY(from);
    double length = StrictMath.hypot(x, y);
    double start = GAP * discRadius(from) / length;
    double end = 1 - GAP * discRadius(to) / length;
    if (start < end) { // otherwise the discs overlap and hide the line
      double left = screenX(from);
      double top = screenY(from);
      g.draw(new Line2D.Double(left + start * x, top + start * y, left + end * x, top + end * y));
    }
  }

  private void paintNode(Graphics2D g, int node) {
    int[] group = groups[node];
    boolean root = isRoot(node) || IntStream.of(group).anyMatch(this::isRoot);
    double radius = discRadius(node);
    String label = Labels.of(group);
    g.setFont(Style.LABEL.deriveFont(Font.BOLD, (float) (radius * LETTER)));
    double text = g.getFontMetrics().getStringBounds(label, g).getWidth();
    // Several numbers widen the disc to a capsule, which stays in the frame.
    double half = group.length > 1 ? Math.max(radius, text / 2 + 0.6 * radius) : radius;
    double x = Math.clamp(screenX(node), frame.getMinX() + half, frame.getMaxX() - half);
    double y = screenY(node);
    double rim = (GAP - 1) * radius;
    g.setColor(Color.WHITE);
    g.fill(capsule(x, y, half + rim, radius + rim));
    g.setColor(fogged(root ? Style.ORANGE : Style.BLUE, nodes[node].depth()));
    g.fill(capsule(x, y, half, radius));
    if (!label.isEmpty()) {
      g.setColor(root ? Style.INK : Color.WHITE);
      g.drawString(label, (float) (x - text / 2), (float) (y + radius * 0.37));
    }
  }

  private double discRadius(int node) {
    return baseRadius() * nodes[node].zoom() * (isRoot(node) ? 1.15 : 1);
  }

  private double baseRadius() {
    double size = Math.min(frame.getWidth(), frame.getHeight());
    return Math.clamp(size / (9 * Math.sqrt(nodes.length + 1.0)), 1.5, size / 32);
  }

  private boolean isRoot(int node) {
    return graph.root().isPresent() && graph.root().getAsInt() == node;
  }

  private double screenX(int node) {
    return offsetX + scale * nodes[node].x();
  }

  private double screenY(int node) {
    return offsetY - scale * nodes[node].y();
  }

  private static Color fogged(Color colour, double depth) {
    return Style.blend(colour, Color.WHITE, FOG * (1 - Math.clamp(depth, -1.0, 1.0)) / 2);
  }

  /** A disc drawn out sideways. */
  private static RoundRectangle2D capsule(double x, double y, double half, double radius) {
    double arc = 2 * radius;
    return new RoundRectangle2D.Double(x - half, y - radius, 2 * half, arc, arc, arc);
  }

  static Ellipse2D disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
