package dev.loci.tasks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report of sections, each with a text, pictures and a table: one HTML file that needs nothing
 * else and makes no request, with the pictures inside as vectors.
 *
 * @param title of the page
 * @param summary one sentence below it
 * @param sections in order
 * @param provenance where the results come from, shown in the map's order
 */
public record FigurePage(
    String title, String summary, List<Section> sections, Map<String, String> provenance) {

  /**
   * A part of the page.
   *
   * @param heading of the section
   * @param text one paragraph, or empty
   * @param figures names must differ on the whole page
   * @param header of the table, or empty for none
   * @param rows of the table, each as wide as the header
   */
  public record Section(
      String heading,
      String text,
      List<Figure> figures,
      List<String> header,
      List<List<String>> rows) {
    /** Checks the widths of rows. */
    public Section {
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "section %s: a row has %d cells for %d columns"
                  .formatted(heading, row.size(), header.size()));
        }
      }
    }

    /** Returns a section without a table. */
    public static Section of(String heading, String text, List<Figure> figures) {
      return new Section(heading, text, figures, List.of(), List.of());
    }
  }

  /**
   * Writes {@code report.html} and {@code figures/*.png|svg} into a directory, which is created if
   * absent. Each file is written whole or not at all.
   */
  public void write(Path directory) throws IOException {
    Path figures = Files.createDirectories(directory.resolve("figures"));
    try {
      sections.stream()
          .flatMap(section -> section.figures.stream())
          .parallel()
          .forEach(figure -> {
            try {
              figure.writePng(figures);
              figure.writeSvg(figures);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    String page = html();
    Atomically.write(directory.resolve("report.html"), file -> Files.writeString(file, page));
  }

  /** Returns the page. */
  public String html() throws IOException {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Page.escape(title));
    parts.put("summary", Page.escape(summary));
    parts.put("style", Page.style() + Page.resource(FigurePage.class, "figures.css"));
    StringBuilder body = new StringBuilder();
    for (Section section : sections) {
      body.append(html(section)).append('\n');
    }
    parts.put("sections", body.toString());
    parts.put("provenance", Page.definitions(provenance));
    return Page.fill(Page.resource(FigurePage.class, "figures.html"), parts);
  }

  private static String html(Section section) throws IOException {
    StringBuilder html = new StringBuilder("<section class=\"card\">\n");
    html.append("<h2>").append(Page.escape(section.heading)).append("</h2>\n");
    if (!section.text.isEmpty()) {
      html.append("<p>").append(Page.escape(section.text)).append("</p>\n");
    }
    if (!section.figures.isEmpty()) {
      html.append("<div class=\"figures\">\n");
      for (Figure figure : section.figures) {
        html.append(image(figure)).append('\n');
      }
      html.append("</div>\n");
    }
    if (!section.header.isEmpty()) {
      html.append(table(section));
    }
    return html.append("</section>").toString();
  }

  private static String image(Figure figure) throws IOException {
    String data = Base64.getEncoder().encodeToString(figure.svg().getBytes(StandardCharsets.UTF_8));
    return "<img alt=\"%s\" width=\"%d\" height=\"%d\" src=\"data:image/svg+xml;base64,%s\">"
        .formatted(Page.escape(figure.title()), figure.width(), figure.height(), data);
  }

  private static String table(Section section) {
    return "<div class=\"scroll\"><table>\n<thead>%s</thead>\n<tbody>\n%s\n</tbody></table></div>\n"
        .formatted(
            row(section.header, "th scope=\"col\""),
            section.rows.stream().map(cells -> row(cells, "td")).collect(Collectors.joining("\n")));
  }

  private static String row(List<String> cells, String element) {
    String name = element.substring(0, 2);
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(element, Page.escape(Page.trueMinus(cell)), name))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }
}
