package dev.loci.tasks.graph;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** An immutable undirected simple graph over the nodes 0..n-1, with a root if it is a star. */
public final class Graph {
  private final int[]
      offsets; // node u's neighbours are targets[offsets[u]] .. [offsets[u + 1] - 1]
  private final int[] targets;
  private final OptionalInt root;

  private Graph(int[] offsets, int[] targets, OptionalInt root) {
    this.offsets = offsets;
    this.targets = targets;
    this.root = root;
  }

  /**
   * Returns the graph of these edges; their direction, repetitions and self edges are left out.
   *
   * @throws IllegalArgumentException if an end or the root is not below {@code nodeCount}
   */
  public static Graph of(int nodeCount, EdgeList edges, OptionalInt root) {
    if (root.isPresent() && (root.getAsInt() < 0 || root.getAsInt() >= nodeCount)) {
      throw new IllegalArgumentException(
          "Graph: root %d is not one of %d nodes".formatted(root.getAsInt(), nodeCount));
    }
    EdgeList both = edges.concat(edges.reversed()).sortedDistinct();
    int[] offsets = new int[nodeCount + 1];
    int[] targets = new int[both.size()];
    int kept = 0;
    for (int i = 0; i < both.size(); i++) {
      int u = both.source(i);
      int v = both.target(i);
      if (u >= nodeCount || v >= nodeCount) {
        throw new IllegalArgumentException(
            "Graph: edge %d=%d leaves the %d nodes".formatted(u, v, nodeCount));
      }
      if (u != v) {
        targets[kept++] = v;
        offsets[u + 1]++;
      }
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    return new Graph(offsets, Arrays.copyOf(targets, kept), root);
  }

  /** Returns the number of nodes, isolated ones included. */
  public int nodeCount() {
    return offsets.length - 1;
  }

  /** Returns the number of undirected edges. */
  public int edgeCount() {
    return targets.length / 2;
  }

  /** Returns the root of a star, or nothing for other graphs. */
  public OptionalInt root() {
    return root;
  }

  /** Returns the number of neighbours. */
  public int degree(int node) {
    return offsets[node + 1] - offsets[node];
  }

  /** Returns the neighbours of a node, ascending. */
  public int[] neighbours(int node) {
    return Arrays.copyOfRange(targets, offsets[node], offsets[node + 1]);
  }

  /** Returns whether two nodes are neighbours. */
  public boolean hasEdge(int u, int v) {
    return Arrays.binarySearch(targets, offsets[u], offsets[u + 1], v) >= 0;
  }

  /** Returns each undirected edge once, from its smaller to its larger node, ascending. */
  public EdgeList edges() {
    return EdgeList.ofPacked(
        IntStream.range(0, nodeCount())
            .boxed()
            .flatMapToLong(u ->
                Arrays.stream(targets, offsets[u], offsets[u + 1])
                    .filter(v -> u < v)
                    .mapToLong(v -> EdgeList.pack(u, v)))
            .toArray());
  }

  /**
   * Returns all nodes in the order in which figures show them: a star's root, then each subtree
   * from the root outward (smaller ids first), then what the root can't reach; other graphs by id.
   */
  public int[] displayOrder() {
    if (root.isEmpty()) {
      return IntStream.range(0, nodeCount()).toArray();
    }
    int[] order = new int[nodeCount()];
    boolean[] seen = new boolean[nodeCount()];
    int shown = preorder(root.getAsInt(), seen, order);
    for (int v = 0; v < order.length; v++) {
      if (!seen[v]) {
        order[shown++] = v;
      }
    }
    return order;
  }

  /** Returns how many nodes can be reached from one, itself included. */
  int reachableFrom(int node) {
    return preorder(node, new boolean[nodeCount()], new int[nodeCount()]);
  }

  private int preorder(int start, boolean[] seen, int[] order) {
    int shown = 0;
    int[] stack = new int[targets.length + 1];
    int depth = 0;
    stack[depth++] = start;
    while (depth > 0) {
      int node = stack[--depth];
      if (!seen[node]) {
        seen[node] = true;
        order[shown++] = node;
        for (int i = offsets[node + 1] - 1; i >= offsets[node]; i--) {
          if (!seen[targets[i]]) {
            stack[depth++] = targets[i];
          }
        }
      }
    }
    return shown;
  }
}
