package dev.loci.tasks.graph;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file names of a data set say: {@code <graph>_sd_{s}{t}_fb_{f}{b}_selfedge_{0|1}}.
 *
 * @param graph the family's stem
 * @param startNodeInPrefix (s) whether a path's prefix begins with its first node
 * @param directional (t) a mark without effect on the data
 * @param edges (f, b and selfedge) which edges are listed
 */
public record DataSetName(
    String graph, boolean startNodeInPrefix, boolean directional, EdgeOptions edges) {
  private static final Pattern STEM =
      Pattern.compile("(.+)_sd_([01])([01])_fb_(01|10|11)_selfedge_([01])");
  private static final Pattern NODES =
      Pattern.compile(".*(?:_nodes_|cycle_N_)([0-9]{1,9})(?:_.*)?");

  /** Returns the name of the data set that these options build, in its variant with self edges. */
  public static DataSetName of(DataSetOptions options, boolean selfEdges) {
    return new DataSetName(
        options.family().stem(),
        options.includeStartNodeInPathFinetuning(),
        options.useDirectionalEdgePretraining(),
        options.edges(selfEdges));
  }

  /** Returns the name that a stem spells, or nothing if it has another form. */
  public static Optional<DataSetName> parse(String stem) {
    Matcher matcher = STEM.matcher(stem);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String directions = matcher.group(4);
    EdgeOptions edges =
        new EdgeOptions(
            directions.charAt(0) == '1', directions.charAt(1) == '1', matcher.group(5).equals("1"));
    return Optional.of(
        new DataSetName(
            matcher.group(1), matcher.group(2).equals("1"), matcher.group(3).equals("1"), edges));
  }

  /** Returns the beginning that the data set's files have in common. */
  public String stem() {
    return "%s_sd_%d%d_fb_%d%d_selfedge_%d"
        .formatted(
            graph,
            digit(startNodeInPrefix),
            digit(directional),
            digit(edges.forward()),
            digit(edges.backward()),
            digit(edges.self()));
  }

  /** Returns the number of nodes that the graph's stem states, if it does. */
  public Optional<Integer> nodeCount() {
    Matcher matcher = NODES.matcher(graph);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static int digit(boolean bit) {
    return bit ? 1 : 0;
  }
}
