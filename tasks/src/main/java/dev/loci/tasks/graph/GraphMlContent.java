package dev.loci.tasks.graph;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of a GraphML file say. Nodes are named by their {@code label} or {@code name}
 * if each has one of its own, otherwise by their ids. A node's {@code community}, {@code club},
 * {@code group}, {@code faction} or {@code block} is its community. What else there is at nodes and
 * edges is left out; ports too, but nested graphs and hyperedges are refused.
 */
final class GraphMlContent {
  private static final Set<String> NAMES = Set.of("label", "name");
  private static final Set<String> COMMUNITIES =
      Set.of("community", "club", "group", "faction", "block");
  private static final int GRAPH_DEPTH = 2;
  private static final int MEMBER_DEPTH = 3;

  private final String title;
  private final String file;
  private final XMLStreamReader xml;

  private final NamedGraphBuilder nodes = new NamedGraphBuilder();
  private final BitSet declared = new BitSet();
  private final Map<Integer, Integer> firstMention = new HashMap<>(); // of undeclared nodes: line
  private final Map<String, String> keys = new HashMap<>(); // id: lower-case name
  private final Map<String, String> defaults = new HashMap<>(); // id: value
  private final Map<Integer, String> labels = new HashMap<>();
  private final Map<Integer, String> communities = new HashMap<>();
  private boolean graphSeen;
  private boolean directedByDefault;
  private boolean someDirected;
  private final BitSet undirected = new BitSet(); // numbers of edges
  private @Nullable Integer statedNodes;
  private @Nullable Integer statedEdges;

  private int node = -1; // the one whose element is open
  private @Nullable String key; // whose data or default is open
  private boolean isDefault;
  private final StringBuilder text = new StringBuilder();

  GraphMlContent(String title, String file, XMLStreamReader xml) {
    this.title = title;
    this.file = file;
    this.xml = xml;
  }

  /** Takes in the element that begins. */
  void open(int depth) {
    String name = xml.getLocalName();
    if (depth == 1 && !name.equals("graphml")) {
      throw error("the first element is <%s>, not <graphml>".formatted(name));
    }
    switch (name) {
      case "key" -> openKey();
      case "default" -> openText(key, true);
      case "graph" -> openGraph(depth);
      case "node" -> openNode(depth);
      case "edge" -> openEdge(depth);
      case "hyperedge" -> throw error("hyperedges are not supported");
      case "data" -> {
        if (depth == MEMBER_DEPTH + 1 && node >= 0) {
          openText(attribute("key"), false);
        }
      }
      default -> {}
    }
  }

  /** Takes in the element that ends. */
  void close(int depth) {
    switch (xml.getLocalName()) {
      case "data", "default" -> closeText();
      case "key" -> key = null;
      case "node" -> node = depth == MEMBER_DEPTH ? -1 : node;
      default -> {}
    }
  }

  /** Takes in text inside an element. */
  void text(String part) {
    if (key != null && text.length() <= Limits.NAME) {
      text.append(part);
    }
  }

  private void openKey() {
    String about = xml.getAttributeValue(null, "for");
    String name = xml.getAttributeValue(null, "attr.name");
    key = attribute("id");
    if (name != null && (about == null || about.equals("node") || about.equals("all"))) {
      keys.put(key, name.toLowerCase(Locale.ROOT));
    }
  }

  private void openText(@Nullable String of, boolean asDefault) {
    key = of;
    isDefault = asDefault;
    text.setLength(0);
  }

  private void closeText() {
    if (key != null) {
      String value = text.toString().strip();
      if (isDefault) {
        defaults.put(key, value);
      } else {
        keep(node, keys.get(key), value);
      }
    }
    key = null;
  }

  private void keep(int of, @Nullable String name, String value) {
    boolean isLabel = name != null && NAMES.contains(name);
    boolean isCommunity = name != null && COMMUNITIES.contains(name);
    if ((isLabel || isCommunity) && value.length() > Limits.NAME) {
      throw error("a value is longer than the %d characters allowed".formatted(Limits.NAME));
    }
    if (isLabel) {
      labels.put(of, value);
    } else if (isCommunity) {
      communities.put(of, value);
    }
  }

  private void openGraph(int depth) {
    if (depth != GRAPH_DEPTH) {
      throw error("nested graphs are not supported");
    }
    if (graphSeen) {
      throw error("there is more than one graph");
    }
    graphSeen = true;
    directedByDefault = isTrue("edgedefault", attribute("edgedefault"), "directed", "undirected");
    statedNodes = count("parse.nodes");
    statedEdges = count("parse.edges");
  }

  private void openNode(int depth) {
    checkMember(depth);
    int number = number(attribute("id"));
    if (declared.get(number)) {
      throw error("node \"%s\" appears twice".formatted(attribute("id")));
    }
    declared.set(number);
    firstMention.remove(number);
    node = number;
    keys.forEach((id, name) -> {
      String value = defaults.get(id);
      if (value != null) {
        keep(number, name, value);
      }
    });
  }

  private void openEdge(int depth) {
    checkMember(depth);
    String override = xml.getAttributeValue(null, "directed");
    boolean directed =
        override == null ? directedByDefault : isTrue("directed", override, "true", "false");
    int from = end("source");
    int to = end("target");
    try {
      nodes.edge(from, to);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
    someDirected |= directed;
    undirected.set(nodes.edgeCount() - 1, !directed);
  }

  private int end(String attribute) {
    int number = number(attribute(attribute));
    if (!declared.get(number)) {
      firstMention.putIfAbsent(number, line());
    }
    return number;
  }

  private void checkMember(int depth) {
    if (!graphSeen || depth != MEMBER_DEPTH) {
      throw error("<%s> is not directly in a <graph>".formatted(xml.getLocalName()));
    }
  }

  private int number(String id) {
    try {
      return nodes.node(id);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Integer count(String attribute) {
    String value = xml.getAttributeValue(null, attribute);
    if (value == null) {
      return null;
    }
    if (!value.matches("\\d{1,9}")) {
      throw error("%s=\"%s\" is not a count".formatted(attribute, DataException.shortened(value)));
    }
    return Integer.valueOf(value);
  }

  private boolean isTrue(String attribute, String value, String yes, String no) {
    if (!value.equals(yes) && !value.equals(no)) {
      throw error(
          "%s=\"%s\" is neither %s nor %s"
              .formatted(attribute, DataException.shortened(value), yes, no));
    }
    return value.equals(yes);
  }

  private String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    if (value == null) {
      throw error("<%s> lacks its %s".formatted(xml.getLocalName(), name));
    }
    return value;
  }

  /** Returns the graph that was read, once all of it was. */
  NamedGraph graph() {
    if (!graphSeen) {
      throw new DataException(file + " holds no <graph>");
    }
    List<String> ids = nodes.names();
    firstMention.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .ifPresent(unknown -> {
          throw DataException.at(
              file,
              unknown.getValue(),
              "an edge ends at node \"%s\", which the graph does not have"
                  .formatted(ids.get(unknown.getKey())));
        });
    checkCount("parse.nodes", statedNodes, ids.size(), "nodes");
    checkCount("parse.edges", statedEdges, nodes.edgeCount(), "edges");
    if (nodes.edgeCount() == 0) {
      throw new DataException(file + " holds no edges");
    }
    EdgeList edges = nodes.edges();
    if (someDirected) { // then an undirected edge leads both ways
      EdgeList listed = edges;
      edges =
          edges.concat(
              EdgeList.of(
                  undirected.stream().map(listed::target).toArray(),
                  undirected.stream().map(listed::source).toArray()));
    }
    return new NamedGraph(title, names(ids), edges, someDirected, known(ids.size()));
  }

  private void checkCount(String attribute, @Nullable Integer stated, int found, String what) {
    if (stated != null && stated != found) {
      throw new DataException(
          "%s contradicts itself: %s is %d, but it holds %d %s"
              .formatted(file, attribute, stated, found, what));
    }
  }

  private List<String> names(List<String> ids) {
    boolean unique =
        labels.size() == ids.size() && new HashSet<>(labels.values()).size() == ids.size();
    return unique ? IntStream.range(0, ids.size()).mapToObj(labels::get).toList() : ids;
  }

  private Optional<NamedGraph.Communities> known(int count) {
    if (communities.isEmpty()) {
      return Optional.empty();
    }
    if (communities.size() != count) {
      throw new DataException(
          "%s gives %d of %d nodes a community; all or none are needed"
              .formatted(file, communities.size(), count));
    }
    return Optional.of(
        NamedGraph.Communities.ofLabels(
            IntStream.range(0, count).mapToObj(communities::get).toList()));
  }

  private int line() {
    return xml.getLocation().getLineNumber();
  }

  /** Returns an exception that names the file and the line. */
  DataException error(String problem) {
    return DataException.at(file, line(), problem);
  }
}
