package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Neighbour lists of an edge list. */
final class Adjacency {
  private Adjacency() {}

  /** Returns the targets of each node's edges, ascending, as often as they are listed. */
  static int[][] targets(int n, int[][] edges) {
    Checks.nodeCount(n);
    Checks.edges(n, edges);
    int[] degree = new int[n];
    for (int[] edge : edges) {
      degree[edge[0]]++;
    }
    int[][] lists = new int[n][];
    Arrays.setAll(lists, u -> new int[degree[u]]);
    for (int[] edge : edges) {
      lists[edge[0]][--degree[edge[0]]] = edge[1];
    }
    for (int[] list : lists) {
      Arrays.sort(list);
    }
    return lists;
  }

  /** Returns the distinct targets of each node's edges, ascending. */
  static int[][] distinctTargets(int n, int[][] edges) {
    int[][] lists = targets(n, edges);
    Arrays.setAll(lists, u -> IntStream.of(lists[u]).distinct().toArray());
    return lists;
  }

  /**
   * Returns each node's distinct neighbours in the undirected graph, ascending. A node with a self
   * edge is its own neighbour once.
   */
  static int[][] undirected(int n, int[][] edges) {
    Checks.edges(n, edges);
    int[][] both = Arrays.copyOf(edges, 2 * edges.length);
    for (int e = 0; e < edges.length; e++) {
      both[edges.length + e] = new int[] {edges[e][1], edges[e][0]};
    }
    return distinctTargets(n, both);
  }
}
