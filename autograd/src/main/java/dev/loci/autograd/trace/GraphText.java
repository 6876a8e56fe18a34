package dev.loci.autograd.trace;

/** The graph of a trace in the languages of other tools. */
final class GraphText {
  private GraphText() {}

  /** For Graphviz: variables are ellipses, constants have no frame, results are boxes. */
  static String dot(Trace trace) {
    StringBuilder text = new StringBuilder("digraph trace {\n  rankdir=LR;\n");
    for (Trace.Node node : trace.nodes()) {
      String shape =
          switch (node.kind()) {
            case VARIABLE -> "ellipse";
            case CONSTANT -> "plaintext";
            case RESULT -> "box";
          };
      String label = dotText(label(node));
      text.append("  n%d [shape=%s, label=\"%s\"];\n".formatted(node.id(), shape, label));
    }
    for (Trace.Edge edge : trace.edges()) {
      String label = dotText(label(edge));
      text.append("  n%d -> n%d [label=\"%s\"];\n".formatted(edge.from(), edge.to(), label));
    }
    return text.append("}\n").toString();
  }

  /** For Mermaid, with the same shapes as far as it has them. */
  static String mermaid(Trace trace) {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    for (Trace.Node node : trace.nodes()) {
      String frame =
          switch (node.kind()) {
            case VARIABLE -> "([\"%s\"])";
            case CONSTANT -> "{{\"%s\"}}";
            case RESULT -> "[\"%s\"]";
          };
      String label = mermaidText(label(node));
      text.append("  n%d%s\n".formatted(node.id(), frame.formatted(label)));
    }
    for (Trace.Edge edge : trace.edges()) {
      String label = mermaidText(label(edge));
      String arrow = label.isEmpty() ? "-->" : "-->|\"" + label + "\"|";
      text.append("  n%d %s n%d\n".formatted(edge.from(), arrow, edge.to()));
    }
    return text.toString();
  }

  private static String label(Trace.Node node) {
    String value = node.value().text();
    String head = node.op() == null ? node.name() : node.name() + " = " + node.op();
    Sample gradient = node.gradient();
    return (head.equals(value) ? head : head + "\n" + value)
        + (gradient == null ? "" : "\ngrad " + gradient.text());
  }

  private static String label(Trace.Edge edge) {
    String formula = edge.formula() == null ? "" : edge.formula();
    String local = edge.local() == null ? "" : edge.local().text();
    return formula.isEmpty() || local.isEmpty() || formula.equals(local)
        ? formula.isEmpty() ? local : formula
        : formula + "\n" + local;
  }

  private static String dotText(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Mermaid takes entities in the form {@code #35;}. */
  private static String mermaidText(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (c == '\n') {
            escaped.append("<br>");
          } else if ("\"#<>&`|\\{}".indexOf(c) >= 0) {
            escaped.append('#').append(c).append(';');
          } else {
            escaped.append((char) c);
          }
        });
    return escaped.toString();
  }
}
