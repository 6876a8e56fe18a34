package dev.loci.tasks.graph;

import dev.loci.tensor.random.PythonRandom;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A root with d equal subtrees; its paths lead from the root to each leaf. Subtree degree 1 makes
 * the path-star (d arms), 2 or more a tree-star.
 *
 * @param degree d, the number of the root's children
 * @param subtreeDegree b, the number of children of every inner node below the root
 * @param pathLength the number of nodes from the root to a leaf
 * @param nodeCount the number of nodes; those that the tree does not need stay isolated
 */
public record Star(int degree, int subtreeDegree, int pathLength, int nodeCount)
    implements GraphFamily {

  /** Checks the parameters. */
  public Star {
    if (degree < 1 || subtreeDegree < 1) {
      throw new IllegalArgumentException(
          "star: degree %d and subtree degree %d must be 1 or more"
              .formatted(degree, subtreeDegree));
    }
    Limits.checkPathLength("star", pathLength);
    long needed = 1 + degree * subtreeSize(subtreeDegree, pathLength);
    if (nodeCount < needed) {
      throw new IllegalArgumentException(
          "star: %d nodes are too few, the tree has %s"
              .formatted(nodeCount, needed > Limits.NODES ? "more than 10 million" : needed));
    }
    Limits.check("star", nodeCount, degree * leaves(subtreeDegree, pathLength), pathLength);
  }

  /** Returns the star without isolated nodes. */
  public static Star of(int degree, int subtreeDegree, int pathLength) {
    long nodes = 1 + degree * subtreeSize(subtreeDegree, pathLength);
    Limits.check("star", nodes, 0, 0);
    return new Star(degree, subtreeDegree, pathLength, (int) nodes);
  }

  /**
   * Returns 1 + b + ... + b^(pathLength-2), or one more than the limit of nodes if that is less.
   */
  private static long subtreeSize(int b, int pathLength) {
    long size = 0;
    for (int level = 1; level < pathLength && size <= Limits.NODES; level++) {
      size = 1 + b * size;
    }
    return Math.min(size, Limits.NODES + 1);
  }

  private static long leaves(int b, int pathLength) {
    return subtreeSize(b, pathLength) - subtreeSize(b, pathLength - 1);
  }

  @Override
  public String name() {
    return "star";
  }

  @Override
  public String stem() {
    return "star_deg_%d_deg_tree_%d_path_%d_nodes_%d"
        .formatted(degree, subtreeDegree, pathLength, nodeCount);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Ids are given out subtree by subtree, each level by level, after the root's.
   */
  @Override
  public PathGraph generate(PythonRandom random, boolean randomizeNodeIds) {
    int[] ids = IntStream.range(0, nodeCount).toArray();
    if (randomizeNodeIds) {
      random.shuffle(ids);
    }
    int size = (int) subtreeSize(subtreeDegree, pathLength);
    int leaves = (int) leaves(subtreeDegree, pathLength);
    int[] parents = new int[degree * size];
    int[] children = new int[degree * size];
    int[][] paths = new int[degree * leaves][];
    for (int subtree = 0; subtree < degree; subtree++) {
      int first = 1 + subtree * size;
      for (int i = 0; i < size; i++) {
        parents[first + i - 1] = ids[i == 0 ? 0 : first + parent(i)];
        children[first + i - 1] = ids[first + i];
      }
      for (int i = 0; i < leaves; i++) {
        paths[subtree * leaves + i] = pathTo(size - leaves + i, first, ids);
      }
    }
    return new PathGraph(nodeCount, EdgeList.of(parents, children), OptionalInt.of(ids[0]), paths);
  }

  /** Returns the parent of node i > 0 of a subtree whose nodes are counted level by level. */
  private int parent(int i) {
    return (i - 1) / subtreeDegree;
  }

  private int[] pathTo(int leaf, int first, int[] ids) {
    int[] path = new int[pathLength];
    int node = leaf;
    for (int i = pathLength - 1; i > 0; i--) {
      path[i] = ids[first + node];
      node = parent(node);
    }
    path[0] = ids[0];
    return path;
  }
}
