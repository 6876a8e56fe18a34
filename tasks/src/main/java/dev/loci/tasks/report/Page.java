package dev.loci.tasks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What every HTML page of ours is made with. */
public final class Page {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

  /** A hyphen before a number, but not inside a word or an exponent. */
  private static final Pattern MINUS = Pattern.compile("(?<![\\w\\p{L}])-(?=\\.?[0-9])");

  private Page() {}

  /** The style that pages share: colours, light and dark, cards, tables, lists of facts. */
  public static String style() throws IOException {
    return resource(Page.class, "page.css");
  }

  /** The text of a file beside a class. */
  public static String resource(Class<?> beside, String name) throws IOException {
    try (InputStream stream = beside.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, () -> "the class path lacks " + name).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }

  /** Replaces each {@code {{name}}} once, so that text which looks like one is left alone. */
  public static String fill(String template, Map<String, String> parts) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                Objects.requireNonNull(
                    parts.get(match.group(1)), () -> "page: nothing fills " + match.group())));
  }

  /** The entries as a list of terms and definitions. */
  public static String definitions(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry ->
            "<dt>%s</dt><dd>%s</dd>".formatted(escape(entry.getKey()), escape(entry.getValue())))
        .collect(Collectors.joining("\n"));
  }

  /** The same text with a minus sign before negative numbers, where there was a hyphen. */
  public static String trueMinus(String text) {
    return MINUS.matcher(text).replaceAll("\u2212");
  }

  /** Text as it may stand in HTML elements and quoted attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
