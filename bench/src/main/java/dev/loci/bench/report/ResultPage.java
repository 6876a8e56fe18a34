package dev.loci.bench.report;

import dev.loci.bench.cases.TrainingRun;
import dev.loci.bench.machine.Peak;
import dev.loci.bench.study.Functions;
import dev.loci.bench.study.Growth;
import dev.loci.bench.study.Profile;
import dev.loci.bench.study.Suite;
import dev.loci.tasks.report.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of a run: one file that needs nothing else, not even a script. */
final class ResultPage {
  private static final List<String> COLOURS =
      List.of("geometric", "memorisation", "loss", "top1", "root", "muted");

  private ResultPage() {}

  static String render(Results results) throws IOException {
    Peak peak = results.peak();
    List<String> sections = new ArrayList<>();
    results
        .suite()
        .ifPresent(suite -> {
          if (suite.measured().stream().anyMatch(ResultPage::isOnRoofline)) {
            sections.add(roofline(suite, peak));
          }
          sections.add(benchmarks(suite));
        });
    results.functions().ifPresent(functions -> sections.add(functions(functions)));
    results.growth().ifPresent(growth -> sections.add(growth(growth)));
    results.profiles().forEach(profile -> sections.add(profile(profile)));
    Map<String, String> parts = new HashMap<>();
    parts.put("title", "Loci bench");
    parts.put(
        "summary",
        Page.escape(
            "Measured on %s, %s, %s."
                .formatted(
                    results.provenance().get("cpu"),
                    results.provenance().get("java"),
                    results.provenance().get("measured"))));
    parts.put("style", Page.style() + Page.resource(ResultPage.class, "bench.css"));
    parts.put("tiles", tiles(peak));
    parts.put("sections", String.join("\n", sections));
    parts.put("provenance", Page.definitions(results.provenance()));
    return Page.fill(Page.resource(ResultPage.class, "bench.html"), parts);
  }

  private static String tiles(Peak peak) {
    Map<String, String> tiles = new LinkedHashMap<>();
    tiles.put("Peak, one core", giga(peak.flopsOneCore()) + " GFLOP/s");
    tiles.put("Peak, cores: " + peak.cores(), giga(peak.flopsAllCores()) + " GFLOP/s");
    tiles.put("Memory, cores: " + peak.cores(), giga(peak.memoryAllCores()) + " GB/s");
    tiles.put("Vectors", 32 * peak.lanes() + " bits");
    StringBuilder html = new StringBuilder();
    tiles.forEach(
        (name, value) -> html.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(name, value)));
    return html.toString();
  }

  // ---- Benchmarks

  private static boolean isOnRoofline(Suite.Measured each) {
    return each.flops() > 0 && each.bytes() > 0;
  }

  private static String roofline(Suite suite, Peak peak) {
    List<Suite.Measured> shown =
        suite.measured().stream().filter(ResultPage::isOnRoofline).toList();
    double[] intensities =
        shown.stream().mapToDouble(each -> (double) each.flops() / each.bytes()).toArray();
    double[] rates = shown.stream().mapToDouble(each -> each.flopsPerSecond() / 1e9).toArray();
    double ridge = peak.flopsAllCores() / peak.memoryAllCores();
    double least = Math.min(ridge / 16, Arrays.stream(intensities).min().orElse(ridge));
    double most = Math.max(ridge * 4, Chart.largest(Arrays.stream(intensities)));
    Chart.Axis x = Chart.Axis.log("Operations per byte of inputs and outputs", least, most);
    double bottom = Math.min(peak.roof(x.low()) / 1e9, Arrays.stream(rates).min().orElse(1));
    Chart.Axis y = Chart.Axis.log("GFLOP/s", bottom, peak.flopsAllCores() / 1e9);
    Chart chart =
        new Chart(x, y)
            .line("ink", roofX(x, peak), roofY(x, peak), false)
            .line(
                "muted",
                new double[] {x.low(), x.high()},
                new double[] {peak.flopsOneCore() / 1e9, peak.flopsOneCore() / 1e9},
                true);
    Map<String, String> colours = new LinkedHashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      String kernel = kernel(shown.get(i));
      String colour =
          colours.computeIfAbsent(
              kernel, key -> COLOURS.get(Math.min(colours.size(), COLOURS.size() - 1)));
      chart.point(y, colour, intensities[i], rates[i], name(shown.get(i), rates[i]));
    }
    StringBuilder key = new StringBuilder();
    colours.forEach((kernel, colour) ->
        key.append(
            "<span><i style=\"background:var(--%s)\"></i>%s</span>"
                .formatted(colour, Page.escape(kernel))));
    return card(
        "Roofline",
        "What the processor (level) and the memory (slope) of all cores allow; dashed, the peak of"
            + " one core. A kernel may stand above the slope: its data were in a cache.",
        chart.svg("Operations per second over operations per byte")
            + "<p class=\"key\">"
            + key
            + "</p>");
  }

  private static double[] roofX(Chart.Axis x, Peak peak) {
    return new double[] {x.low(), peak.flopsAllCores() / peak.memoryAllCores(), x.high()};
  }

  private static double[] roofY(Chart.Axis x, Peak peak) {
    double level = peak.flopsAllCores() / 1e9;
    return new double[] {peak.roof(x.low()) / 1e9, level, level};
  }

  private static String kernel(Suite.Measured each) {
    return each.benchmark().substring(0, each.benchmark().indexOf("Benchmark"));
  }

  private static String name(Suite.Measured each, double rate) {
    return String.format(Locale.ROOT, "%s %s: %.1f GFLOP/s", each.benchmark(), each.values(), rate);
  }

  private static String benchmarks(Suite suite) {
    StringBuilder rows = new StringBuilder();
    for (Suite.Measured each : suite.measured()) {
      rows.append(
          "<tr><th scope=\"row\" class=\"text\">%s</th>"
              .formatted(Page.escape(each.benchmark().replace("Benchmark.", ": "))));
      rows.append("<td class=\"text\">%s</td>".formatted(Page.escape(each.values())));
      cells(
          rows,
          time(each.nanos()),
          Double.isFinite(each.error()) ? "± " + time(each.error()) : "",
          rate(each.flopsPerSecond()),
          share(each.shareOfPeak()),
          rate(each.bytesPerSecond()),
          share(each.shareOfBandwidth()),
          Double.isNaN(each.allocated())
              ? ""
              : String.format(Locale.ROOT, "%,.0f", each.allocated()));
      rows.append("</tr>\n");
    }
    String failed =
        suite.failed().isEmpty()
            ? ""
            : "<p class=\"caption\">Failed: %s</p>"
                .formatted(Page.escape(String.join(", ", suite.failed())));
    return card(
        "Benchmarks",
        "JMH, mean time of a call with its 99.9 % confidence interval, at the default number of"
            + " threads. Bytes are those of inputs and outputs; shares are of all cores' peak and"
            + " memory bandwidth.",
        table(
                rows,
                "Kernel|text",
                "Parameters|text",
                "Time",
                "",
                "GFLOP/s",
                "of peak",
                "GB/s",
                "of memory",
                "Bytes allocated")
            + failed);
  }

  // ---- Functions

  private static String functions(Functions functions) {
    StringBuilder rows = new StringBuilder();
    double largest = Chart.largest(functions.rows().stream().mapToDouble(Functions.Row::ratio));
    for (Functions.Row each : functions.rows()) {
      rows.append("<tr><th scope=\"row\" class=\"text\">%s</th>".formatted(each.function()));
      cells(rows, String.format(Locale.ROOT, "%,d", each.elements()));
      rows.append(
          bar(
              each.ratio(),
              largest,
              String.format(Locale.ROOT, "%.2f", each.ratio()),
              each.ratio() < 1));
      cells(
          rows,
          perElement(each.nanos(), each),
          perElement(each.gccNanos(), each),
          perElement(each.allThreadsNanos(), each),
          Double.isNaN(each.difference())
              ? ""
              : String.format(Locale.ROOT, "%.1e", each.difference()).replace('-', '\u2212'));
      rows.append("</tr>\n");
    }
    return card(
        "Functions against gcc",
        "Nanoseconds per element, medians of turns taken one after the other on one thread; the"
            + " ratio is gcc's time over ours. The difference is the largest of the two results.",
        table(
                rows,
                "Function|text",
                "Elements",
                "Ratio|text",
                "Ours",
                "gcc",
                "Ours, all threads",
                "Difference")
            + "<dl class=\"facts\">"
            + Page.definitions(functions.facts())
            + "</dl>");
  }

  private static String perElement(double nanos, Functions.Row row) {
    return Double.isNaN(nanos) ? "" : String.format(Locale.ROOT, "%.3f", nanos / row.elements());
  }

  // ---- Growth

  private static String growth(Growth growth) {
    StringBuilder charts = new StringBuilder("<div class=\"grid3\">");
    StringBuilder rows = new StringBuilder();
    Map<String, List<Growth.Point>> byAxis = new LinkedHashMap<>();
    for (Growth.Point each : growth.points()) {
      String axis =
          each.axis().name().charAt(0) + each.axis().name().substring(1).toLowerCase(Locale.ROOT);
      byAxis.computeIfAbsent(axis, key -> new ArrayList<>()).add(each);
      rows.append("<tr><th scope=\"row\" class=\"text\">%s</th>".formatted(axis));
      cells(
          rows,
          String.format(Locale.ROOT, "%,d", each.value()),
          String.format(Locale.ROOT, "%,.2f", each.millis()),
          String.format(Locale.ROOT, "%,.2f", each.microsPerToken()),
          String.format(Locale.ROOT, "%,.2f", each.flops() / 1e9),
          share(each.shareOfPeak()));
      rows.append("</tr>\n");
    }
    byAxis.forEach(
        (axis, points) -> charts.append("<figure>" + growth(axis, points) + "</figure>"));
    String skipped =
        growth.skipped().isEmpty()
            ? ""
            : "<p class=\"caption\">%s</p>"
                .formatted(Page.escape(String.join(" ", growth.skipped())));
    var base = growth.base();
    return card(
        "Growth",
        "A training step with one extent changed at a time; the others are vocabulary %d, sequence %d, layers %d, width %d, heads %d, batch %d."
            .formatted(
                base.vocabulary(),
                base.context(),
                base.layers(),
                base.width(),
                base.heads(),
                base.batch()),
        charts
            + "</div>"
            + table(
                rows,
                "Extent|text",
                "Value",
                "ms per step",
                "µs per token",
                "GFLOP per step",
                "of peak")
            + skipped);
  }

  private static String growth(String axis, List<Growth.Point> points) {
    double[] at = points.stream().mapToDouble(Growth.Point::value).toArray();
    double[] cost = points.stream().mapToDouble(Growth.Point::microsPerToken).toArray();
    double[] share = points.stream().mapToDouble(each -> 100 * each.shareOfPeak()).toArray();
    Chart.Axis left =
        Chart.Axis.log(
            "µs per token",
            Arrays.stream(cost).min().orElse(1),
            Chart.largest(Arrays.stream(cost)));
    Chart.Axis right = Chart.Axis.linear("% of peak", 100);
    Chart chart =
        Chart.of(Chart.Axis.log(axis, at), left, "geometric", right, "memorisation")
            .line(left, "geometric", at, cost, false)
            .line(right, "memorisation", at, share, false);
    for (int i = 0; i < at.length; i++) {
      chart.point(left, "geometric", at[i], cost[i], points.get(i).microsPerToken() + " µs");
      chart.point(right, "memorisation", at[i], share[i], Math.round(share[i]) + " % of peak");
    }
    return "<h3>%s</h3>".formatted(axis) + chart.svg(axis + ": cost of a token and share of peak");
  }

  // ---- Profile

  private static String profile(Profile profile) {
    StringBuilder rows = new StringBuilder();
    double largest = Chart.largest(profile.shares().stream().mapToDouble(Profile.Share::share));
    for (Profile.Share each : profile.shares()) {
      rows.append("<tr><th scope=\"row\" class=\"text\">%s</th>".formatted(each.op()));
      rows.append(
          bar(
              each.share(),
              largest,
              String.format(Locale.ROOT, "%.1f %%", 100 * each.share()),
              false));
      cells(
          rows,
          micros(each.forwardMicros()),
          micros(each.backwardMicros()),
          each.calls() == 0 ? "" : String.format(Locale.ROOT, "%.0f", each.calls()));
      rows.append("</tr>\n");
    }
    return card(
        "Profile of " + profile.training(),
        String.format(
            Locale.ROOT,
            "%s, %s per step, mean of %d steps.",
            profile.mode() == TrainingRun.Mode.REPLAYED ? "Replayed" : "Eager",
            time(1e3 * profile.micros()),
            profile.steps()),
        table(rows, "Operation|text", "Share|text", "Forward, µs", "Backward, µs", "Calls"));
  }

  private static String micros(double value) {
    return value == 0 ? "" : String.format(Locale.ROOT, "%,.1f", value);
  }

  // ---- Parts

  private static String card(String title, String caption, String content) {
    return "<section class=\"card\"><h2>%s</h2><p class=\"caption\">%s</p>%s</section>"
        .formatted(Page.escape(title), Page.escape(caption), content);
  }

  /** A table; a heading may say after a bar which class it has. */
  private static String table(CharSequence rows, String... headings) {
    StringBuilder head = new StringBuilder();
    for (String heading : headings) {
      int bar = heading.indexOf('|');
      head.append(
          bar < 0
              ? "<th scope=\"col\">%s</th>".formatted(heading)
              : "<th scope=\"col\" class=\"%s\">%s</th>"
                  .formatted(heading.substring(bar + 1), heading.substring(0, bar)));
    }
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><thead><tr>%s</tr></thead><tbody>\n%s</tbody></table></div>"
        .formatted(head, rows);
  }

  private static void cells(StringBuilder row, String... values) {
    for (String value : values) {
      row.append("<td>%s</td>".formatted(Page.escape(value)));
    }
  }

  /**
   * A cell with a bar as long as a value's share of the largest.
   *
   * @param low whether that is less than it should be
   */
  static String bar(double value, double largest, String label, boolean low) {
    return Double.isNaN(value)
        ? "<td></td>"
        : String.format(
            Locale.ROOT,
            "<td class=\"share text\"><i%s style=\"width:%.0fpx\"></i>%s</td>",
            low ? " class=\"slower\"" : "",
            80 * value / largest,
            label);
  }

  private static String giga(double perSecond) {
    return String.format(Locale.ROOT, "%.0f", perSecond / 1e9);
  }

  private static String rate(double perSecond) {
    return Double.isNaN(perSecond) ? "" : String.format(Locale.ROOT, "%.1f", perSecond / 1e9);
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** Nanoseconds with a fitting unit. */
  static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.1f ns", nanos);
    }
    return nanos < 1e6
        ? String.format(Locale.ROOT, "%.2f µs", nanos / 1e3)
        : String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }
}
