package dev.loci.models.node2vec;

import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An undirected graph over the nodes 0..n-1 as each node's neighbours, ascending. It is immutable.
 */
public final class NeighbourLists {
  private final Tensor offsets;
  private final Tensor targets;
  private final int[] ends;
  private final int[] neighbours;

  private NeighbourLists(int[] ends, int[] neighbours) {
    this.ends = ends;
    this.neighbours = neighbours;
    offsets = Tensor.of(ends);
    targets = Tensor.of(neighbours);
  }

  /**
   * Returns the graph of an edge list. Directions and repetitions make no difference; a node with a
   * self edge is its own neighbour once.
   *
   * @param n number of nodes
   * @param edges rows {@code {u, v}}
   * @throws IllegalArgumentException naming the edge that is no pair of nodes
   */
  public static NeighbourLists of(int n, int[][] edges) {
    if (n < 1) {
      throw new IllegalArgumentException("graph: %d nodes; at least one is needed".formatted(n));
    }
    long[] both = new long[2 * edges.length];
    for (int e = 0; e < edges.length; e++) {
      requireEdge(n, e, edges[e]);
      both[2 * e] = (long) edges[e][0] << 32 | edges[e][1];
      both[2 * e + 1] = (long) edges[e][1] << 32 | edges[e][0];
    }
    long[] distinct = Arrays.stream(both).sorted().distinct().toArray();
    int[] ends = new int[n + 1];
    for (long edge : distinct) {
      ends[(int) (edge >>> 32) + 1]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    return new NeighbourLists(ends, Arrays.stream(distinct).mapToInt(e -> (int) e).toArray());
  }

  private static void requireEdge(int n, int e, int[] edge) {
    if (edge.length != 2 || edge[0] < 0 || edge[0] >= n || edge[1] < 0 || edge[1] >= n) {
      throw new IllegalArgumentException(
          "graph: edge %d is %s, expected two of the nodes 0 to %d"
              .formatted(e, Arrays.toString(edge), n - 1));
    }
  }

  /** The number of nodes, isolated ones included. */
  public int size() {
    return ends.length - 1;
  }

  /** The number of a node's neighbours. */
  public int degree(int node) {
    return ends[node + 1] - ends[node];
  }

  /** The i-th neighbour of a node, in ascending order. */
  public int neighbour(int node, int i) {
    return neighbours[ends[node] + i];
  }

  /** Whether two nodes are neighbours. */
  public boolean hasEdge(int u, int v) {
    return Arrays.binarySearch(neighbours, ends[u], ends[u + 1], v) >= 0;
  }

  /** Every edge once in each direction, by ascending source, then target; self edges once. */
  public int[][] edges() {
    return IntStream.range(0, size())
        .boxed()
        .flatMap(u -> IntStream.range(0, degree(u)).mapToObj(i -> new int[] {u, neighbour(u, i)}))
        .toArray(int[][]::new);
  }

  /** Where each node's neighbours begin among {@link #targets}, int32 {@code (n + 1)}. */
  Tensor offsets() {
    return offsets;
  }

  /** All nodes' neighbours one after the other, int32. */
  Tensor targets() {
    return targets;
  }
}
