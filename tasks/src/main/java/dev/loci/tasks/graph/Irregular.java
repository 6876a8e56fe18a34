package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The fixed irregular graph of 16 nodes and 20 edges: a ring-like part (0..11, with a triangle and
 * a square in it) and a complete graph of four nodes (12..15). One random walk starts at each node.
 *
 * @param pathLength the number of nodes in a path
 */
public record Irregular(int pathLength) implements GraphFamily {
  private static final int NODES = 16;
  private static final int EDGES = 20;

  /** The neighbours of each node, in the order in which walks draw from them. */
  private static final int[][] NEIGHBOURS = {
    {11, 1},
    {3, 0, 2},
    {1, 3},
    {4, 1, 2},
    {3, 5},
    {4, 6, 8},
    {5, 7},
    {6, 8},
    {9, 5, 7},
    {8, 10},
    {9, 11},
    {0, 10},
    {13, 15, 14},
    {12, 14, 15},
    {13, 15, 12},
    {12, 14, 13}
  };

  /** Checks the parameter. */
  public Irregular {
    Limits.checkPathLength("irregular", pathLength);
    Limits.check("irregular", NODES, NODES, pathLength);
  }

  @Override
  public String name() {
    return "irregular";
  }

  @Override
  public String stem() {
    return "irregular_graph_nodes_%d_edges_%d".formatted(NODES, EDGES);
  }

  @Override
  public int nodeCount() {
    return NODES;
  }

  @Override
  public PathGraph generate(PythonRandom random, boolean randomizeNodeIds) {
    int[][] paths = new int[NODES][];
    for (int start = 0; start < NODES; start++) {
      paths[start] = Walks.sample(start, pathLength, node -> NEIGHBOURS[node], random);
    }
    long[] edges =
        IntStream.range(0, NODES)
            .boxed()
            .flatMapToLong(u ->
                IntStream.of(NEIGHBOURS[u]).filter(v -> v > u).mapToLong(v -> EdgeList.pack(u, v)))
            .toArray();
    return new PathGraph(NODES, EdgeList.ofPacked(edges), OptionalInt.empty(), paths);
  }
}
