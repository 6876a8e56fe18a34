package dev.loci.tasks.graph;

import dev.loci.tensor.random.RandomStream;
import java.util.stream.IntStream;

/**
 * Small stars that a model is shown in its context, each example another one: the root and one of
 * the leaves are named, and the path between them is asked (Bachmann and Nagarajan, arXiv
 * 2403.06963).
 *
 * @param degree the number of arms
 * @param pathLength the number of nodes in an arm, the root included
 * @param labels node labels are drawn without repetition from 0..labels-1
 */
public record ContextStar(int degree, int pathLength, int labels) {
  private static final int MOST_NODES = 10_000;

  /** Checks the parameters. */
  public ContextStar {
    Limits.checkPathLength("context star", pathLength);
    if (degree < 1 || degree > MOST_NODES || 1 + (long) degree * (pathLength - 1) > MOST_NODES) {
      throw new IllegalArgumentException(
          "context star: %d arms of %d nodes are none or more than %d nodes"
              .formatted(degree, pathLength, MOST_NODES));
    }
    if (labels < 1 + degree * (pathLength - 1)) {
      throw new IllegalArgumentException(
          "context star: %d labels are too few, the star has %d nodes"
              .formatted(labels, 1 + degree * (pathLength - 1)));
    }
  }

  /**
   * One star and what is asked about it. The arrays are not copied and must not be changed.
   *
   * @param edges pairs of a node and the next one outwards, in any order
   * @param path the nodes from the root to the leaf that is asked for
   */
  public record Example(int[][] edges, int[] path) {}

  /** Returns the number of edges of a star. */
  public int edgeCount() {
    return degree * (pathLength - 1);
  }

  /** Draws labels, the order of the edges, and the arm that is asked for. */
  public Example draw(RandomStream random) {
    int[] ids = shuffled(labels, random);
    int hops = pathLength - 1;
    int[][] edges = new int[edgeCount()][];
    int[] order = shuffled(edges.length, random);
    for (int i = 0; i < edges.length; i++) {
      int from = i % hops == 0 ? ids[0] : ids[i];
      edges[order[i]] = new int[] {from, ids[i + 1]};
    }
    int arm = random.below(degree);
    int[] path = new int[pathLength];
    path[0] = ids[0];
    System.arraycopy(ids, 1 + arm * hops, path, 1, hops);
    return new Example(edges, path);
  }

  private static int[] shuffled(int n, RandomStream random) {
    int[] values = IntStream.range(0, n).toArray();
    random.shuffle(values);
    return values;
  }
}
