package dev.loci.models.node2vec;

import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Random walks of second order (Grover and Leskovec, 2016). A walk that came from t to v goes on to
 * a neighbour x of v with weight {@code 1/p} if x is t, 1 if x is a neighbour of t, and {@code 1/q}
 * otherwise. A small p makes it return, a small q leads it outward; with both 1 it is uniform.
 */
public final class BiasedWalks {
  private final NeighbourLists graph;
  private final double back;
  private final double out;

  /**
   * @param p the return parameter, positive
   * @param q the in-out parameter, positive
   */
  public BiasedWalks(NeighbourLists graph, double p, double q) {
    if (!(p > 0 && q > 0 && p < Double.POSITIVE_INFINITY && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "walks: p is %s and q is %s, expected positive numbers".formatted(p, q));
    }
    this.graph = graph;
    back = 1 / p;
    out = 1 / q;
  }

  /**
   * Walks from a node. The first step is uniform.
   *
   * @param length number of nodes of the walk, its start included; a node without neighbours makes
   *     a walk of its own
   */
  public int[] walk(int start, int length, RandomStream random) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "walks: a walk of " + length + " nodes, expected at least 1");
    }
    if (start < 0 || start >= graph.size()) {
      throw new IllegalArgumentException(
          "walks: node %d is not one of %d".formatted(start, graph.size()));
    }
    if (graph.degree(start) == 0) {
      return new int[] {start};
    }
    int[] walk = new int[length];
    walk[0] = start;
    for (int i = 1; i < length; i++) {
      walk[i] =
          i == 1
              ? graph.neighbour(start, random.below(graph.degree(start)))
              : next(walk[i - 2], walk[i - 1], random);
    }
    return walk;
  }

  private int next(int from, int at, RandomStream random) {
    double[] sums = new double[graph.degree(at)];
    Arrays.setAll(sums, i -> weight(from, graph.neighbour(at, i)));
    Weights.accumulate(sums);
    return graph.neighbour(at, Weights.draw(sums, random));
  }

  private double weight(int from, int to) {
    if (to == from) {
      return back;
    }
    return graph.hasEdge(from, to) ? 1 : out;
  }

  /**
   * Walks a number of times from every node, each time through all nodes in an order drawn anew.
   */
  public int[][] walks(int perNode, int length, RandomStream random) {
    List<int[]> walks = new ArrayList<>();
    int[] starts = IntStream.range(0, graph.size()).toArray();
    for (int i = 0; i < perNode; i++) {
      random.shuffle(starts);
      for (int start : starts) {
        walks.add(walk(start, length, random));
      }
    }
    return walks.toArray(int[][]::new);
  }

  /**
   * The skip-grams of walks: for each place of a walk a pair of the node there and each node at
   * most {@code window} places away.
   *
   * @return rows {@code {source, target}}
   */
  public static int[][] skipGrams(int[][] walks, int window) {
    if (window < 1) {
      throw new IllegalArgumentException("walks: a window of " + window + ", expected at least 1");
    }
    List<int[]> pairs = new ArrayList<>();
    for (int[] walk : walks) {
      for (int i = 0; i < walk.length; i++) {
        for (int j = Math.max(0, i - window); j <= Math.min(walk.length - 1, i + window); j++) {
          if (j != i) {
            pairs.add(new int[] {walk[i], walk[j]});
          }
        }
      }
    }
    return pairs.toArray(int[][]::new);
  }
}
