package dev.loci.autograd.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that plays a trace. */
final class Stepper {
  /** More nodes than these nobody can follow. */
  private static final int MOST_NODES = 200;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

  private Stepper() {}

  static String page(Trace trace, String title) {
    if (trace.nodes().size() > MOST_NODES) {
      throw new IllegalArgumentException(
          "trace: a graph of %d nodes is too large for a page; at most %d can be shown"
              .formatted(trace.nodes().size(), MOST_NODES));
    }
    Map<String, String> parts =
        Map.of(
            "title", Html.escape(title),
            "style", resource("stepper.css"),
            "script", resource("stepper.js"),
            "graph", Drawing.of(trace),
            "text", Html.escape(trace.toText()),
            "last", Integer.toString(trace.steps().size() - 1),
            "data", trace.toJson());
    // One pass, so that a title which looks like a placeholder is left alone.
    return PLACEHOLDER
        .matcher(resource("stepper.html"))
        .replaceAll(
            match -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(match.group(1)))));
  }

  private static String resource(String name) {
    try (InputStream stream = Stepper.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, () -> "the module lacks " + name).readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
