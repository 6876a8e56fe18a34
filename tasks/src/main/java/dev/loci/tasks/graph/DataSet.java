package dev.loci.tasks.graph;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Edges to memorise, and paths over them. The arrays are not copied and must not be changed.
 *
 * @param stem the beginning of its file names, which also names it for people
 * @param nodeCount the number of nodes, isolated ones included
 * @param edges the edge examples, which always cover the whole graph
 * @param train the nodes of each path to train on
 * @param test the nodes of each held-out path
 * @param startNodeInPrefix whether a path's prefix is its first and last node, or only its last
 */
public record DataSet(
    String stem,
    int nodeCount,
    EdgeList edges,
    int[][] train,
    int[][] test,
    boolean startNodeInPrefix) {

  /**
   * Returns the undirected graph of the edge examples. If it is a tree and all paths start at the
   * same node, that is its root.
   */
  public Graph graph() {
    Graph graph = Graph.of(nodeCount, edges, OptionalInt.empty());
    OptionalInt start = commonStart();
    return start.isPresent() && isTree(graph) ? Graph.of(nodeCount, edges, start) : graph;
  }

  private OptionalInt commonStart() {
    int[] starts =
        Stream.concat(Arrays.stream(train), Arrays.stream(test))
            .mapToInt(path -> path[0])
            .distinct()
            .limit(2)
            .toArray();
    return starts.length == 1 ? OptionalInt.of(starts[0]) : OptionalInt.empty();
  }

  /** Whether the nodes that have edges form one tree. */
  private static boolean isTree(Graph graph) {
    int linked = 0;
    int first = -1;
    for (int v = 0; v < graph.nodeCount(); v++) {
      if (graph.degree(v) > 0) {
        linked++;
        first = first < 0 ? v : first;
      }
    }
    return linked > 0 && graph.edgeCount() == linked - 1 && graph.reachableFrom(first) == linked;
  }
}
