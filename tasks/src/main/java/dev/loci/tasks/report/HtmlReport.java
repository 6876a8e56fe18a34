package dev.loci.tasks.report;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One HTML file that needs nothing else: style, script and data are inside, and its content
 * security policy forbids every request.
 */
final class HtmlReport {
  /** A hyphen before a number, but not inside a word or an exponent. */
  private static final Pattern MINUS = Pattern.compile("(?<![\\w\\p{L}])-(?=\\.?[0-9])");

  private static final List<String> SCRIPTS = List.of("scene.js", "charts.js", "report.js");

  private HtmlReport() {}

  static String render(RunReport report) throws IOException {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Page.escape(report.title()));
    parts.put("summary", Page.escape(report.summary()));
    parts.put("style", Page.style() + Page.resource(HtmlReport.class, "report.css"));
    StringBuilder script = new StringBuilder();
    for (String name : SCRIPTS) {
      script.append(Page.resource(HtmlReport.class, name)).append('\n');
    }
    parts.put("script", script.toString());
    parts.put("data", ReportJson.of(report));
    parts.put(
        "rows", report.table().stream().map(HtmlReport::row).collect(Collectors.joining("\n")));
    parts.put(
        "notes",
        report.notes().stream()
            .map(note -> "<li>" + Page.escape(note) + "</li>")
            .collect(Collectors.joining("\n")));
    parts.put("config", Page.definitions(report.config()));
    parts.put("provenance", Page.definitions(report.provenance()));
    return Page.fill(Page.resource(HtmlReport.class, "report.html"), parts);
  }

  private static String row(RunReport.Row row) {
    return "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td class=\"note\">%s</td></tr>"
        .formatted(
            Page.escape(row.quantity()),
            Page.escape(trueMinus(row.ours())),
            Page.escape(trueMinus(row.reference())),
            Page.escape(trueMinus(row.note())));
  }

  /** Text with a minus sign before each negative number. */
  static String trueMinus(String text) {
    return MINUS.matcher(text).replaceAll("\u2212");
  }
}
