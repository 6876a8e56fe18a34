package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * How far a memory of edges tells neighbours from the rest. A source's margin is its best score of
 * a true edge less its best score of anything else; its score of itself counts for neither. Nodes
 * without an edge to another node have no margin.
 *
 * @param margin the mean of the sources' margins
 * @param accuracy share of sources whose best score of all, their own included, is that of a true
 *     edge to another node
 */
public record Margins(double margin, double accuracy) {
  /**
   * Returns the margins of scores; those of a model's logits are the true measure of its memory.
   *
   * @param n number of nodes
   * @param edges directed edges
   * @param scores a source's scores, n or more and none NaN: those from n on (special tokens) are
   *     never right
   */
  public static Margins of(int n, int[][] edges, IntFunction<double[]> scores) {
    int[][] targets = Adjacency.distinctTargets(n, edges);
    double sum = 0;
    int right = 0;
    int sources = 0;
    for (int u = 0; u < n; u++) {
      double[] row = scores.apply(u);
      Checks.scores(u, row, n);
      boolean[] isTarget = new boolean[row.length];
      for (int v : targets[u]) {
        isTarget[v] = v != u;
      }
      double best = Double.NEGATIVE_INFINITY;
      double bestOther = Double.NEGATIVE_INFINITY;
      for (int v = 0; v < row.length; v++) {
        if (isTarget[v]) {
          best = Math.max(best, row[v]);
        } else if (v != u) {
          bestOther = Math.max(bestOther, row[v]);
        }
      }
      if (best > Double.NEGATIVE_INFINITY && bestOther > Double.NEGATIVE_INFINITY) {
        sum += best - bestOther;
        right += best > bestOther && best > row[u] ? 1 : 0;
        sources++;
      }
    }
    return new Margins(sum / sources, (double) right / sources);
  }

  /**
   * Returns the margins of the scores {@code E W E^T}: row u is source u's.
   *
   * <p>With the weight W of a linear layer these are the margins that the reference of arXiv
   * 2510.26745 prints. Its network computes {@code E (W e_u + b)}, though, that is {@code E W^T
   * E^T} and a bias: for its own margins pass {@code W^T} and b.
   *
   * @param n number of nodes
   * @param embeddings V x D, of all tokens; the nodes come first
   * @param weight D x D
   * @param bias D numbers that are added to each row of {@code E W}, or none
   */
  public static Margins bilinear(
      int n, int[][] edges, double[][] embeddings, double[][] weight, double... bias) {
    checkSquare(embeddings, weight);
    return of(
        n,
        edges,
        u -> {
          double[] image = bias.length == 0 ? new double[weight.length] : bias.clone();
          for (int i = 0; i < weight.length; i++) {
            Vectors.add(image, embeddings[u][i], weight[i]);
          }
          return Vectors.products(embeddings, image);
        });
  }

  /**
   * Returns what a map does along the singular directions of the embeddings: with {@code E = U S
   * V^T} it is {@code V diag(V^T W V) V^T}. The margins of its scores are those that the reference
   * calls skewed, or geometric.
   *
   * @param embeddings V x D
   * @param weight D x D
   */
  public static double[][] skewed(double[][] embeddings, double[][] weight) {
    checkSquare(embeddings, weight);
    double[][] skewed = new double[weight.length][weight.length];
    for (double[] direction : Decomposition.singular(embeddings).vectors()) {
      double stretch = 0;
      for (int i = 0; i < weight.length; i++) {
        stretch += direction[i] * Vectors.dot(weight[i], direction);
      }
      for (int i = 0; i < weight.length; i++) {
        Vectors.add(skewed[i], stretch * direction[i], direction);
      }
    }
    return skewed;
  }

  private static void checkSquare(double[][] embeddings, double[][] weight) {
    Checks.embeddings(embeddings);
    int width = embeddings[0].length;
    Checks.require(
        weight.length == width && Arrays.stream(weight).allMatch(row -> row.length == width),
        "margins: a weight of %d rows does not map embeddings of width %d to the same",
        weight.length,
        width);
  }
}
