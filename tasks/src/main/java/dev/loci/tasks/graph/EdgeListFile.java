package dev.loci.tasks.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads text files with one edge per line: two node names with a tab, a comma, a semicolon, an
 * equals sign or spaces between them (the first of these that the line holds separates). Lines that
 * are empty or begin with {@code #} or {@code %} are skipped, and so is a first line {@code source
 * target} or {@code from to}. After the two names there may be numbers (a weight, a time) or a
 * {@code {...}}; they have no effect.
 *
 * <p>If all names are numbers, the nodes are in their order, otherwise in that of appearance.
 */
final class EdgeListFile {
  private static final Pattern SEPARATOR = Pattern.compile("[\t,;=]");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern NATURAL = Pattern.compile("\\d{1,18}");
  private static final Set<List<String>> HEADERS =
      Set.of(List.of("source", "target"), List.of("from", "to"));

  private EdgeListFile() {}

  /**
   * Reads the edges.
   *
   * @param title of the graph
   * @param file what messages call the file
   */
  static NamedGraph read(String title, String file, InputStream in, boolean directed)
      throws IOException {
    NamedGraphBuilder graph = new NamedGraphBuilder();
    try (Lines lines = new Lines(file, in)) {
      boolean first = true;
      for (var fields = next(lines); fields != null; fields = next(lines)) {
        List<String> ends = pair(lines, fields, "two nodes");
        if (!first || !HEADERS.contains(ends.stream().map(String::toLowerCase).toList())) {
          add(graph, ends, lines);
        }
        first = false;
      }
    }
    if (graph.edgeCount() == 0) {
      throw new DataException(file + " holds no edges, it should have two nodes per line");
    }
    return inOrder(title, graph.names(), graph.edges(), directed);
  }

  private static void add(NamedGraphBuilder graph, List<String> ends, Lines lines) {
    try {
      graph.edge(graph.node(ends.get(0)), graph.node(ends.get(1)));
    } catch (IllegalArgumentException e) {
      throw lines.error(String.valueOf(e.getMessage()));
    }
  }

  /** Reads lines of a node's name and its community's, one for each node of a graph. */
  static NamedGraph.Communities readCommunities(NamedGraph graph, String file, InputStream in)
      throws IOException {
    Map<String, Integer> nodes = new HashMap<>();
    IntStream.range(0, graph.nodeCount()).forEach(u -> nodes.put(graph.names().get(u), u));
    @Nullable String[] labels = new @Nullable String[graph.nodeCount()];
    try (Lines lines = new Lines(file, in)) {
      for (var fields = next(lines); fields != null; fields = next(lines)) {
        List<String> entry = fields.size() == 2 ? fields : List.of();
        if (entry.isEmpty()) {
          throw lines.malformed("a node and its community");
        }
        Integer node = nodes.get(entry.get(0));
        if (node == null) {
          throw lines.error(
              "the graph has no node \"%s\"".formatted(DataException.shortened(entry.get(0))));
        }
        if (labels[node] != null) {
          throw lines.error("node \"%s\" has a community already".formatted(entry.get(0)));
        }
        labels[node] = entry.get(1);
      }
    }
    List<String> known = new ArrayList<>();
    for (int u = 0; u < labels.length; u++) {
      String label = labels[u];
      if (label == null) {
        throw new DataException(
            "%s gives node \"%s\" no community".formatted(file, graph.names().get(u)));
      }
      known.add(label);
    }
    return NamedGraph.Communities.ofLabels(known);
  }

  /** Returns the fields of the next line that has some, or null at the end. */
  private static @Nullable List<String> next(Lines lines) throws IOException {
    while (lines.next()) {
      String line = decode(lines).strip();
      if (lines.number() == 1 && line.startsWith("\uFEFF")) {
        line = line.substring(1).strip();
      }
      if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '%') {
        return fields(line);
      }
    }
    return null;
  }

  private static String decode(Lines lines) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(lines.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw lines.malformed("text in UTF-8");
    }
  }

  private static List<String> fields(String line) {
    var separator = SEPARATOR.matcher(line);
    int end = line.indexOf('{') < 0 ? line.length() : line.indexOf('{');
    boolean found = separator.find() && separator.start() < end;
    String split = found ? Pattern.quote(separator.group()) : "\\s+";
    return Arrays.stream(line.split(split, -1)).map(String::strip).toList();
  }

  private static List<String> pair(Lines lines, List<String> fields, String expected) {
    boolean plain =
        fields.size() >= 2
            && (fields.size() == 2
                || fields.get(2).startsWith("{")
                || fields.stream().skip(2).allMatch(field -> NUMBER.matcher(field).matches()));
    if (!plain) {
      throw lines.malformed(expected);
    }
    return fields.subList(0, 2);
  }

  private static NamedGraph inOrder(
      String title, List<String> names, EdgeList edges, boolean directed) {
    if (!names.stream().allMatch(name -> NATURAL.matcher(name).matches())) {
      return new NamedGraph(title, names, edges, directed, Optional.empty());
    }
    int[] order =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> Long.parseLong(names.get(i))))
            .mapToInt(i -> i)
            .toArray();
    int[] place = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> place[order[i]] = i);
    EdgeList renumbered =
        EdgeList.of(
            IntStream.range(0, edges.size()).map(i -> place[edges.source(i)]).toArray(),
            IntStream.range(0, edges.size()).map(i -> place[edges.target(i)]).toArray());
    List<String> sorted = IntStream.of(order).mapToObj(names::get).toList();
    return new NamedGraph(title, sorted, renumbered, directed, Optional.empty());
  }
}
