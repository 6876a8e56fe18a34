package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A ring in which node i is followed by i+1, the last by 0. One path starts at each node and goes
 * forward.
 *
 * @param nodeCount the number of nodes, 3 or more
 * @param pathLength the number of nodes in a path; a long one goes round more than once
 */
public record Cycle(int nodeCount, int pathLength) implements GraphFamily {

  /** Checks the parameters. */
  public Cycle {
    if (nodeCount < 3) {
      throw new IllegalArgumentException(
          "cycle: it takes 3 nodes or more, not %d".formatted(nodeCount));
    }
    Limits.checkPathLength("cycle", pathLength);
    Limits.check("cycle", nodeCount, nodeCount, pathLength);
  }

  @Override
  public String name() {
    return "cycle";
  }

  @Override
  public String stem() {
    return "cycle_N_" + nodeCount;
  }

  @Override
  public PathGraph generate(PythonRandom random, boolean randomizeNodeIds) {
    int[] sources = IntStream.range(0, nodeCount).toArray();
    int[] targets = IntStream.range(0, nodeCount).map(i -> (i + 1) % nodeCount).toArray();
    int[][] paths = new int[nodeCount][];
    for (int start = 0; start < nodeCount; start++) {
      int first = start;
      paths[start] =
          IntStream.range(0, pathLength).map(i -> (int) (((long) first + i) % nodeCount)).toArray();
    }
    return new PathGraph(nodeCount, EdgeList.of(sources, targets), OptionalInt.empty(), paths);
  }
}
