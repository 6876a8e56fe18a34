package dev.loci.autograd.trace;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trace as JSON, which may also stand in an HTML page. */
final class TraceJson {
  private TraceJson() {}

  static String of(Trace trace) {
    return "{\"output\":%d,\n\"nodes\":%s,\n\"edges\":%s,\n\"steps\":%s}\n"
        .formatted(
            trace.output(),
            list(trace.nodes(), TraceJson::node),
            list(trace.edges(), TraceJson::edge),
            list(trace.steps(), TraceJson::step));
  }

  private static <T> String list(List<T> items, Function<T, String> json) {
    return items.stream().map(json).collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private static String node(Trace.Node node) {
    return "{\"id\":%d,\"kind\":%s,\"name\":%s,\"op\":%s,\"value\":%s,\"gradient\":%s}"
        .formatted(
            node.id(),
            string(node.kind().name().toLowerCase(Locale.ROOT)),
            string(node.name()),
            string(node.op()),
            sample(node.value()),
            sample(node.gradient()));
  }

  private static String edge(Trace.Edge edge) {
    return "{\"from\":%d,\"to\":%d,\"input\":%d,\"formula\":%s,\"local\":%s,\"part\":%s}"
        .formatted(
            edge.from(),
            edge.to(),
            edge.input(),
            string(edge.formula()),
            sample(edge.local()),
            sample(edge.part()));
  }

  private static String step(Trace.Step step) {
    return "{\"phase\":%s,\"node\":%d,\"edge\":%s,\"lines\":%s,\"total\":%s}"
        .formatted(
            string(step.phase().name().toLowerCase(Locale.ROOT)),
            step.node(),
            step.edge() < 0 ? "null" : Integer.toString(step.edge()),
            step.lines().stream().map(TraceJson::string).collect(Collectors.joining(",", "[", "]")),
            sample(step.total()));
  }

  private static String sample(@Nullable Sample sample) {
    return sample == null
        ? "null"
        : "{\"type\":%s,\"shape\":%s,\"values\":%s,\"text\":%s}"
            .formatted(
                string(sample.dtype().toString()),
                sample.shape(),
                sample.values().stream()
                    .map(TraceJson::number)
                    .collect(Collectors.joining(",", "[", "]")),
                string(sample.text()));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : string(Double.toString(value));
  }

  /** In quotes; what could end a script element is escaped too. */
  static String string(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' '
          || c == '<'
          || c == '\u2028'
          || c == '\u2029'
          || Character.isSurrogate(c)) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
