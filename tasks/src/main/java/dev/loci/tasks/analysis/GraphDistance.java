package dev.loci.tasks.analysis;

import java.util.Arrays;

/**
 * Number of hops between all pairs of nodes of an undirected graph, by breadth-first search from
 * each node. Takes O(n (n + m)) time and O(n²) memory for n nodes and m edges.
 */
public final class GraphDistance {
  /** The distance of two nodes in different components. */
  public static final int UNREACHABLE = -1;

  private final int[][] hops;

  private GraphDistance(int[][] hops) {
    this.hops = hops;
  }

  /**
   * Measures the graph of an edge list. Directions, duplicates and self edges make no difference.
   *
   * @param n number of nodes, at least 1
   * @param edges rows {@code {u, v}}
   */
  public static GraphDistance of(int n, int[][] edges) {
    int[][] neighbours = Adjacency.undirected(n, edges);
    int[][] hops = new int[n][];
    Arrays.setAll(hops, source -> breadthFirst(neighbours, source));
    return new GraphDistance(hops);
  }

  private static int[] breadthFirst(int[][] neighbours, int source) {
    int[] distance = new int[neighbours.length];
    Arrays.fill(distance, UNREACHABLE);
    distance[source] = 0;
    int[] queue = new int[neighbours.length];
    queue[0] = source;
    int tail = 1;
    for (int head = 0; head < tail; head++) {
      int u = queue[head];
      for (int v : neighbours[u]) {
        if (distance[v] == UNREACHABLE) {
          distance[v] = distance[u] + 1;
          queue[tail++] = v;
        }
      }
    }
    return distance;
  }

  /** Returns the number of nodes. */
  public int size() {
    return hops.length;
  }

  /** Returns the component of each node, numbered from 0 in the order of their first nodes. */
  public int[] components() {
    int[] component = new int[size()];
    int next = 0;
    for (int u = 0; u < size(); u++) {
      int first = 0;
      while (hops[u][first] == UNREACHABLE) {
        first++;
      }
      component[u] = first == u ? next++ : component[first];
    }
    return component;
  }

  /** Returns the hops between two nodes: 0 for a node and itself, or {@link #UNREACHABLE}. */
  public int between(int u, int v) {
    return hops[u][v];
  }
}
