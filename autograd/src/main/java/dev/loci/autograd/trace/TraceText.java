package dev.loci.autograd.trace;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A trace as a table to read. */
final class TraceText {
  private TraceText() {}

  static String of(Trace trace) {
    StringBuilder text = new StringBuilder();
    List<Trace.Step> steps = trace.steps();
    int opWidth = width(steps.stream().map(step -> op(trace, step)).toList(), "op");
    int shapeWidth = width(steps.stream().map(step -> shapes(trace, step)).toList(), "shapes");
    row(text, opWidth, shapeWidth, "step", "op", "shapes", "what happens");
    for (int i = 0; i < steps.size(); i++) {
      Trace.Step step = steps.get(i);
      List<String> lines = step.lines();
      String shapes = shapes(trace, step);
      row(text, opWidth, shapeWidth, Integer.toString(i), op(trace, step), shapes, lines.get(0));
      for (String line : lines.subList(1, lines.size())) {
        row(text, opWidth, shapeWidth, "", "", "", line);
      }
    }
    text.append("\ngradients of ").append(trace.nodes().get(trace.output()).name()).append('\n');
    for (Trace.Node node : trace.nodes()) {
      if (node.kind() == Trace.Kind.VARIABLE) {
        Sample gradient = node.gradient();
        text.append("  %s: %s\n".formatted(node.name(), gradient == null ? "0" : gradient.text()));
      }
    }
    return text.toString();
  }

  private static int width(List<String> cells, String heading) {
    return cells.stream().mapToInt(String::length).reduce(heading.length(), Math::max);
  }

  private static void row(
      StringBuilder text,
      int opWidth,
      int shapeWidth,
      String step,
      String op,
      String shapes,
      String line) {
    String format = "%4s  %-" + opWidth + "s  %-" + shapeWidth + "s  %s";
    text.append(String.format(Locale.ROOT, format, step, op, shapes, line).stripTrailing())
        .append('\n');
  }

  private static String op(Trace trace, Trace.Step step) {
    String op = trace.nodes().get(step.node()).op();
    return switch (step.phase()) {
      case START -> "start";
      case FORWARD -> op == null ? "" : op;
      case SEED -> "seed";
      case BACKWARD -> (op == null ? "" : op) + "'";
    };
  }

  /** Forward, of the inputs and the result; backward, of the gradient and of its part. */
  private static String shapes(Trace trace, Trace.Step step) {
    String node = trace.nodes().get(step.node()).value().shape().toString();
    return switch (step.phase()) {
      case START -> "";
      case FORWARD ->
          trace.edges().stream()
                  .filter(edge -> edge.to() == step.node())
                  .map(edge -> trace.nodes().get(edge.from()).value().shape().toString())
                  .collect(Collectors.joining(" "))
              + " -> "
              + node;
      case SEED -> node;
      case BACKWARD ->
          node + " -> " + trace.nodes().get(trace.edges().get(step.edge()).from()).value().shape();
    };
  }
}
