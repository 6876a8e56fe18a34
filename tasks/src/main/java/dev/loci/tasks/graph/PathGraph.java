package dev.loci.tasks.graph;

import java.util.OptionalInt;

/**
 * A generated graph with its paths.
 *
 * @param nodeCount the number of nodes, isolated ones included
 * @param forward each edge once, in the family's direction, in no particular order
 * @param root a star's root
 * @param paths the nodes of each path, in order of creation
 */
public record PathGraph(int nodeCount, EdgeList forward, OptionalInt root, int[][] paths) {
  /** Returns the undirected graph. */
  public Graph graph() {
    return Graph.of(nodeCount, forward, root);
  }
}
