package dev.loci.tasks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A report that reads from top to bottom: sections of text, tables and figures on one page that
 * needs nothing else.
 *
 * @param title what was asked, in a few words
 * @param summary a sentence or two on what was found
 * @param config settings by name, shown in the map's order
 * @param provenance where the results come from, shown in the map's order
 */
public record Article(
    String title,
    String summary,
    List<Section> sections,
    Map<String, String> config,
    Map<String, String> provenance) {
  /** From so many sections on there is a table of contents. */
  private static final int MANY = 4;

  /** A cell longer than this is a sentence. */
  private static final int LONG = 40;

  /** A figure wider than this has a row for itself. */
  private static final int PAGE = 1100;

  /** Checks that no two figures have one name. */
  public Article {
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      for (Figure figure : section.figures) {
        if (!names.add(figure.name())) {
          throw new IllegalArgumentException("article: two figures are named " + figure.name());
        }
      }
    }
  }

  /**
   * A part of the page.
   *
   * @param paragraphs sentences for the reader
   */
  public record Section(
      String title, List<String> paragraphs, List<Table> tables, List<Figure> figures) {
    /** A section of text and one table. */
    public static Section of(String title, String paragraph, Table table) {
      return new Section(title, List.of(paragraph), List.of(table), List.of());
    }
  }

  /**
   * Words and numbers in rows. Columns of words are set to the left, of numbers to the right.
   *
   * @param rows as many cells each as the header has
   */
  public record Table(List<String> header, List<List<String>> rows) {
    public Table {
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "article: a row of %d cells below a header of %d"
                  .formatted(row.size(), header.size()));
        }
      }
    }
  }

  /**
   * Writes {@code report.html} and {@code figures/*.png|svg} into a directory, which is created if
   * absent. Each file is written whole or not at all.
   */
  public void write(Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("figures"));
    Map<String, String> svgs;
    try {
      svgs =
          figures()
              .parallel()
              .collect(Collectors.toConcurrentMap(Figure::name, figure -> figure.write(folder)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    String page = html(svgs);
    Atomically.write(directory.resolve("report.html"), file -> Files.writeString(file, page));
  }

  private Stream<Figure> figures() {
    return sections.stream().flatMap(section -> section.figures.stream());
  }

  /** The page, with the figures' drawings by their names. */
  private String html(Map<String, String> svgs) throws IOException {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", Page.escape(title));
    parts.put("summary", Page.escape(Page.trueMinus(summary)));
    parts.put("style", Page.style() + Page.resource(Article.class, "article.css"));
    parts.put("contents", contents());
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < sections.size(); i++) {
      append(body, i, sections.get(i), svgs);
    }
    parts.put("sections", body.toString());
    parts.put("config", Page.definitions(config));
    parts.put("provenance", Page.definitions(provenance));
    return Page.fill(Page.resource(Article.class, "article.html"), parts);
  }

  private String contents() {
    if (sections.size() < MANY) {
      return "";
    }
    return IntStream.range(0, sections.size())
        .mapToObj(i ->
            "<li><a href=\"#s%d\">%s</a></li>".formatted(i, Page.escape(sections.get(i).title)))
        .collect(
            Collectors.joining("\n", "<nav class=\"card\"><h2>Contents</h2><ol>", "</ol></nav>"));
  }

  private static void append(
      StringBuilder html, int number, Section section, Map<String, String> svgs) {
    html.append(
        "<section class=\"card\" id=\"s%d\">\n<h2>%s</h2>\n"
            .formatted(number, Page.escape(section.title)));
    for (String paragraph : section.paragraphs) {
      html.append("<p>").append(Page.escape(Page.trueMinus(paragraph))).append("</p>\n");
    }
    section.tables.forEach(table -> append(html, table));
    html.append("<div class=\"figures\">\n");
    for (Figure figure : section.figures) {
      String svg = Objects.requireNonNull(svgs.get(figure.name()), figure.name());
      html.append(
          "<img%s alt=\"%s\" width=\"%d\" height=\"%d\" src=\"data:image/svg+xml;base64,%s\">\n"
              .formatted(
                  figure.width() > PAGE ? " class=\"wide\"" : "",
                  Page.escape(figure.title()),
                  figure.width(),
                  figure.height(),
                  Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8))));
    }
    html.append("</div>\n");
    html.append("</section>\n");
  }

  private static void append(StringBuilder html, Table table) {
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>");
    html.append("<thead><tr>");
    for (int column = 0; column < table.header.size(); column++) {
      html.append(
          "<th scope=\"col\"%s>%s</th>"
              .formatted(kind(table, column), Page.escape(table.header.get(column))));
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows) {
      html.append("<tr>");
      for (int column = 0; column < row.size(); column++) {
        html.append(
            "<td%s>%s</td>"
                .formatted(kind(table, column), Page.escape(Page.trueMinus(row.get(column)))));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private static boolean isWord(String cell) {
    return !cell.isEmpty() && Character.isLetter(cell.charAt(0));
  }

  /** Sentences may be broken into lines; words and sentences are set to the left. */
  private static String kind(Table table, int column) {
    List<String> cells = table.rows.stream().map(row -> row.get(column)).toList();
    if (cells.stream().anyMatch(cell -> cell.length() > LONG)) {
      return " class=\"text\"";
    }
    boolean areWords = !cells.isEmpty() && cells.stream().allMatch(Article::isWord);
    return areWords ? " class=\"words\"" : "";
  }
}
