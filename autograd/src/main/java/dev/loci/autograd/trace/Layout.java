package dev.loci.autograd.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes of a small graph go: in columns from left to right, every edge to the right
 * (Sugiyama, Tagawa and Toda, 1981). Long edges have a bend in each column that they cross, so that
 * they pass between nodes; a few sweeps move everything towards its neighbours.
 */
final class Layout {
  static final int WIDTH = 176;
  static final int HEIGHT = 98;
  static final int COLUMN = 360;
  static final int ROW = 150;
  private static final int BEND = 60;
  private static final int MARGIN = 24;
  private static final int SWEEPS = 6;

  /** A node, or the bend of a long edge. */
  private static final class Item {
    private final int column;
    private final int height;
    private final List<Item> left = new ArrayList<>();
    private final List<Item> right = new ArrayList<>();
    private double y;

    private Item(int column, int height) {
      this.column = column;
      this.height = height;
    }

    private double pull(boolean fromLeft) {
      List<Item> neighbours = fromLeft ? left : right;
      return neighbours.stream().mapToDouble(item -> item.y).average().orElse(y);
    }
  }

  /** The middle of something. */
  record Point(double x, double y) {}

  private final List<Item> nodes = new ArrayList<>();
  private final List<List<Item>> edges = new ArrayList<>();
  private final List<List<Item>> columns = new ArrayList<>();

  Layout(Trace trace) {
    int[] column = columns(trace);
    for (int each : column) {
      nodes.add(place(each, ROW));
    }
    Map<List<Integer>, List<Item>> bends = new HashMap<>();
    for (Trace.Edge edge : trace.edges()) {
      // Edges between the same nodes share their bends.
      edges.add(bends.computeIfAbsent(List.of(edge.from(), edge.to()), _ -> route(edge, column)));
    }
    columns.forEach(Layout::stack);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean fromLeft = sweep % 2 == 0;
      for (List<Item> items : fromLeft ? columns : columns.reversed()) {
        items.forEach(item -> item.y = item.pull(fromLeft));
        items.sort(Comparator.comparingDouble(item -> item.y));
        spread(items);
      }
    }
    double top =
        columns.stream()
            .flatMap(List::stream)
            .mapToDouble(i -> i.y - i.height / 2.0)
            .min()
            .orElse(0);
    columns.stream().flatMap(List::stream).forEach(item -> item.y += MARGIN - top);
  }

  /** Results stand behind all their inputs, leaves just before their first use. */
  private static int[] columns(Trace trace) {
    int[] column = new int[trace.nodes().size()];
    for (Trace.Edge edge : trace.edges()) { // in the order of the calls
      column[edge.to()] = Math.max(column[edge.to()], column[edge.from()] + 1);
    }
    int[] first = column.clone();
    for (Trace.Node node : trace.nodes()) {
      if (node.kind() != Trace.Kind.RESULT) {
        first[node.id()] =
            trace.edges().stream()
                .filter(edge -> edge.from() == node.id())
                .mapToInt(edge -> column[edge.to()] - 1)
                .min()
                .orElse(0);
      }
    }
    return first;
  }

  private Item place(int column, int height) {
    while (columns.size() <= column) {
      columns.add(new ArrayList<>());
    }
    Item item = new Item(column, height);
    columns.get(column).add(item);
    return item;
  }

  /** The items that an edge visits, its ends included. */
  private List<Item> route(Trace.Edge edge, int[] column) {
    List<Item> route = new ArrayList<>();
    route.add(nodes.get(edge.from()));
    for (int c = column[edge.from()] + 1; c < column[edge.to()]; c++) {
      route.add(place(c, BEND));
    }
    route.add(nodes.get(edge.to()));
    for (int i = 1; i < route.size(); i++) {
      route.get(i - 1).right.add(route.get(i));
      route.get(i).left.add(route.get(i - 1));
    }
    return route;
  }

  private static void stack(List<Item> items) {
    double y = 0;
    for (Item item : items) {
      item.y = y + item.height / 2.0;
      y += item.height;
    }
  }

  /**
   * Moves items of a column apart until none overlap, about the middle of where they want to be.
   */
  private static void spread(List<Item> items) {
    double wanted = items.stream().mapToDouble(item -> item.y).average().orElse(0);
    for (int i = 1; i < items.size(); i++) {
      Item before = items.get(i - 1);
      Item item = items.get(i);
      item.y = Math.max(item.y, before.y + (before.height + item.height) / 2.0);
    }
    double shift = wanted - items.stream().mapToDouble(item -> item.y).average().orElse(0);
    items.forEach(item -> item.y += shift);
  }

  Point node(int id) {
    return middle(nodes.get(id));
  }

  /** The middles of what an edge visits, from its origin to its result. */
  List<Point> edge(int index) {
    return edges.get(index).stream().map(Layout::middle).toList();
  }

  private static Point middle(Item item) {
    return new Point(MARGIN + WIDTH / 2.0 + (double) item.column * COLUMN, item.y);
  }

  double width() {
    return 2.0 * MARGIN + WIDTH + (columns.size() - 1.0) * COLUMN;
  }

  double height() {
    return MARGIN
        + columns.stream()
            .flatMap(List::stream)
            .mapToDouble(item -> item.y + item.height / 2.0)
            .max()
            .orElse(0);
  }
}
