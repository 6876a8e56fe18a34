package dev.loci.models.node2vec;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;

/**
 * Draws negatives: nodes that stand for "no neighbour". They are drawn independently, and so may by
 * chance be neighbours.
 */
public final class NegativeSampler {
  /** Negatives for each positive where nothing else is said. */
  public static final int PER_POSITIVE = 3;

  private final double[] sums;

  private NegativeSampler(double[] weights) {
    Weights.accumulate(weights);
    sums = weights;
    if (!(sums[sums.length - 1] > 0)) {
      throw new IllegalArgumentException("negatives: no node has a neighbour");
    }
  }

  /** Draws all nodes alike. */
  public static NegativeSampler uniform(int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException("negatives: " + nodes + " nodes to draw from");
    }
    double[] weights = new double[nodes];
    Arrays.fill(weights, 1);
    return new NegativeSampler(weights);
  }

  /**
   * Draws nodes in proportion to a power of their degree.
   *
   * @param power 0.75 in word2vec
   */
  public static NegativeSampler byDegree(NeighbourLists graph, double power) {
    double[] weights = new double[graph.size()];
    Arrays.setAll(weights, u -> graph.degree(u) == 0 ? 0 : StrictMath.pow(graph.degree(u), power));
    return new NegativeSampler(weights);
  }

  /** Overwrites a tensor of ids, int32 {@code (P, K)}, with new negatives. */
  public void fill(Tensor negatives, RandomStream random) {
    if (negatives.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          "negatives: ids of nodes are int32, not " + negatives.dtype());
    }
    int[] drawn = new int[negatives.size()];
    Arrays.setAll(drawn, i -> Weights.draw(sums, random));
    negatives.copyFrom(Tensor.wrap(drawn, negatives.shape().toArray()));
  }
}
