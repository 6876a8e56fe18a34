package dev.loci.tasks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One HTML file that needs nothing else: style, script and data are inside, and its content
 * security policy forbids every request.
 */
final class HtmlReport {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

  /** A hyphen before a number, but not inside a word or an exponent. */
  private static final Pattern MINUS = Pattern.compile("(?<![\\w\\p{L}])-(?=\\.?[0-9])");

  private static final List<String> SCRIPTS = List.of("scene.js", "charts.js", "report.js");

  private HtmlReport() {}

  static String render(RunReport report) throws IOException {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", escape(report.title()));
    parts.put("summary", escape(report.summary()));
    parts.put("style", resource("report.css"));
    StringBuilder script = new StringBuilder();
    for (String name : SCRIPTS) {
      script.append(resource(name)).append('\n');
    }
    parts.put("script", script.toString());
    parts.put("data", ReportJson.of(report));
    parts.put(
        "rows", report.table().stream().map(HtmlReport::row).collect(Collectors.joining("\n")));
    parts.put(
        "notes",
        report.notes().stream()
            .map(note -> "<li>" + escape(note) + "</li>")
            .collect(Collectors.joining("\n")));
    parts.put("config", definitions(report.config()));
    parts.put("provenance", definitions(report.provenance()));
    return fill(resource("report.html"), parts);
  }

  /** Replaces each placeholder once, so that text which looks like one is left alone. */
  private static String fill(String template, Map<String, String> parts) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                Objects.requireNonNull(
                    parts.get(match.group(1)),
                    () -> "report.html: nothing fills " + match.group())));
  }

  private static String row(RunReport.Row row) {
    return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td class=\"note\">%s</td></tr>"
        .formatted(
            escape(row.quantity()),
            escape(trueMinus(row.ours())),
            escape(trueMinus(row.reference())),
            escape(trueMinus(row.note())));
  }

  private static String trueMinus(String text) {
    return MINUS.matcher(text).replaceAll("\u2212");
  }

  private static String definitions(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry ->
            "<dt>%s</dt><dd>%s</dd>".formatted(escape(entry.getKey()), escape(entry.getValue())))
        .collect(Collectors.joining("\n"));
  }

  /** Text as it may stand in HTML elements and quoted attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, () -> "the class path lacks " + name).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
