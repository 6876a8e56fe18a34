package dev.loci.autograd.trace;

import java.util.List;
import java.util.Locale;

/**
 * The graph of a trace as SVG, as it looks at the end. Nodes have the ids n0, n1, ..., edges e0,
 * e1, ...; the page's script writes and hides what a step does not know yet.
 */
final class Drawing {
  private static final int LONGEST_VALUE = 17;
  private static final int LONGEST_FORMULA = 21;
  private static final int BOW = 116;

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
    for (int i = 0; i < trace.edges().size(); i++) {
      label(i);
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

  private void label(int index) {
    Trace.Edge edge = trace.edges().get(index);
    List<Layout.Point> points = layout.edge(index);
    double[] curve = curve(index, points, points.size() - 1);
    double x = at(0.6, curve[0], curve[2], curve[4], curve[6]);
    double y = at(0.6, curve[1], curve[3], curve[5], curve[7]);
    Sample local = edge.local();
    add("<g class=\"label\" id=\"l%d\" transform=\"translate(%.1f %.1f)\">", index, x, y);
    if (edge.formula() != null || local != null) {
      String value = local == null ? "" : local.text();
      String formula = edge.formula() == null || edge.formula().equals(value) ? "" : edge.formula();
      text("formula", value.isEmpty() ? 5 : -8, cut(formula, LONGEST_FORMULA));
      text("local", formula.isEmpty() ? 2 : 14, cut(value, LONGEST_VALUE));
      text("part", formula.isEmpty() || value.isEmpty() ? 25 : 36, "");
    }
    svg.append("</g>\n");
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
    int round = node.kind() == Trace.Kind.VARIABLE ? Layout.HEIGHT / 2 : 4;
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
