package dev.loci.autograd.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The graph of a trace as SVG, as it looks at the end. Nodes have the ids n0, n1, ..., edges e0,
 * e1, ...; the page's script writes and hides what a step does not know yet.
 */
final class Drawing {
  private static final int LONGEST_VALUE = 17;
  private static final int LONGEST_FORMULA = 21;
  private static final int BOW = 100;
  private static final int APART = 66;
  private static final int ROUNDS = 20;

  /** Wide graphs are scrolled rather than drawn smaller than this share. */
  private static final double SMALLEST = 0.8;

  private final Trace trace;
  private final Layout layout;
  private final StringBuilder svg = new StringBuilder();

  private Drawing(Trace trace) {
    this.trace = trace;
    this.layout = new Layout(trace);
  }

  static String of(Trace trace) {
    return new Drawing(trace).draw();
  }

  private String draw() {
    add(
        "<svg id=\"graph\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" style=\"min-width:%.0fpx\" role=\"img\""
            + " aria-label=\"The graph; the steps say the same in words\">\n",
        layout.width(),
        layout.height(),
        layout.width(),
        layout.height(),
        SMALLEST * layout.width());
    svg.append(
        "<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"14\""
            + " markerHeight=\"14\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\">"
            + "<path d=\"M0 0 10 5 0 10z\"/></marker></defs>\n");
    for (int i = 0; i < trace.edges().size(); i++) {
      edge(i);
    }
    trace.nodes().forEach(this::node);
    List<Layout.Point> places = labelPlaces();
    for (int i = 0; i < places.size(); i++) {
      label(i, places.get(i));
    }
    return svg.append("</svg>\n").toString();
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  // ---- Edges

  private void edge(int index) {
    List<Layout.Point> points = layout.edge(index);
    add("<path class=\"edge\" id=\"e%d\" d=\"", index);
    for (int i = 1; i < points.size(); i++) {
      double[] curve = curve(index, points, i);
      if (i == 1) {
        add("M%.1f %.1f", curve[0], curve[1]);
      }
      add(
          "C%.1f %.1f %.1f %.1f %.1f %.1f",
          curve[2], curve[3], curve[4], curve[5], curve[6], curve[7]);
    }
    svg.append("\"/>\n");
  }

  /** Start, two control points and end of one part of an edge. */
  private double[] curve(int index, List<Layout.Point> points, int part) {
    Layout.Point a = points.get(part - 1);
    Layout.Point b = points.get(part);
    boolean last = part == points.size() - 1;
    double x0 = a.x() + Layout.WIDTH / 2.0;
    double x1 = b.x() - Layout.WIDTH / 2.0;
    double y0 = a.y();
    double y1 = last ? b.y() + port(index) : b.y();
    double bow = last ? bow(index) : 0;
    double reach = (x1 - x0) / 2;
    double[] curve = {x0, y0, x0 + reach, y0 + bow, x1 - reach, y1 + bow, x1, y1};
    if (part > 1) { // straight through the bend before
      curve[0] = a.x();
      curve[2] = a.x() + reach;
    }
    if (!last) {
      curve[6] = b.x();
      curve[4] = b.x() - reach;
    }
    return curve;
  }

  /** How far from the middle of a node an edge ends: inputs come in from top to bottom. */
  private double port(int index) {
    Trace.Edge edge = trace.edges().get(index);
    List<Trace.Edge> inputs =
        trace.edges().stream().filter(each -> each.to() == edge.to()).toList();
    return Layout.HEIGHT * ((edge.input() + 1.0) / (inputs.size() + 1) - 0.5);
  }

  /** Edges between the same two nodes bow away from each other. */
  private double bow(int index) {
    Trace.Edge edge = trace.edges().get(index);
    List<Trace.Edge> same =
        trace.edges().stream()
            .filter(each -> each.from() == edge.from() && each.to() == edge.to())
            .toList();
    return BOW * (same.indexOf(edge) - (same.size() - 1) / 2.0);
  }

  private void label(int index, Layout.Point place) {
    Trace.Edge edge = trace.edges().get(index);
    Sample local = edge.local();
    // Of tensors the formula is enough here; the words have the numbers.
    String value =
        local == null || (!local.isScalar() && edge.formula() != null) ? "" : local.text();
    String formula = edge.formula() == null || edge.formula().equals(value) ? "" : edge.formula();
    add(
        "<g class=\"label\" id=\"l%d\" transform=\"translate(%.1f %.1f)\">",
        index, place.x(), place.y());
    if (isLabelled(edge)) {
      text("formula", value.isEmpty() ? -10 : -8, cut(formula, LONGEST_FORMULA));
      text("local", formula.isEmpty() ? 2 : 14, cut(value, LONGEST_VALUE));
      text("part", formula.isEmpty() || value.isEmpty() ? 25 : 36, "");
    }
    svg.append("</g>\n");
  }

  private static boolean isLabelled(Trace.Edge edge) {
    return edge.formula() != null || edge.local() != null;
  }

  /** On their edges, near the results, but where they would cover each other a little aside. */
  private List<Layout.Point> labelPlaces() {
    int n = trace.edges().size();
    double[] x = new double[n];
    double[] y = new double[n];
    List<Integer> labelled = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Layout.Point> points = layout.edge(i);
      double[] curve = curve(i, points, points.size() - 1);
      x[i] = at(0.6, curve[0], curve[2], curve[4], curve[6]);
      y[i] = at(0.6, curve[1], curve[3], curve[5], curve[7]);
      if (isLabelled(trace.edges().get(i))) {
        labelled.add(i);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      labelled.sort(Comparator.comparingDouble(i -> y[i]));
      for (int i = 0; i < labelled.size(); i++) {
        for (int j = i + 1; j < labelled.size(); j++) {
          int upper = labelled.get(i);
          int lower = labelled.get(j);
          double missing = APART - (y[lower] - y[upper]);
          if (missing > 0 && Math.abs(x[lower] - x[upper]) < Layout.WIDTH / 2.0) {
            y[upper] -= missing / 2;
            y[lower] += missing / 2;
          }
        }
      }
    }
    return IntStream.range(0, n).mapToObj(i -> new Layout.Point(x[i], y[i])).toList();
  }

  private static double at(double t, double a, double b, double c, double d) {
    double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
  }

  // ---- Nodes

  private void node(Trace.Node node) {
    Layout.Point middle = layout.node(node.id());
    String kind = node.kind().name().toLowerCase(Locale.ROOT);
    add(
        "<g class=\"node %s\" id=\"n%d\" transform=\"translate(%.1f %.1f)\">",
        kind, node.id(), middle.x(), middle.y());
    add("<title>%s</title>", Html.escape(node.name() + ": " + node.value().text()));
    int round = node.kind() == Trace.Kind.VARIABLE ? 30 : 4;
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>",
        -Layout.WIDTH / 2, -Layout.HEIGHT / 2, Layout.WIDTH, Layout.HEIGHT, round);
    boolean isNumber = node.name().equals(node.value().text());
    String head =
        node.op() != null ? node.name() + " = " + node.op() : isNumber ? "constant" : node.name();
    text("head", -20, cut(head, 15));
    text("value", 8, "");
    text("grad", 35, "");
    svg.append("</g>\n");
  }

  private void text(String name, int y, String content) {
    add("<text class=\"%s\" y=\"%d\">%s</text>", name, y, Html.escape(content));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
