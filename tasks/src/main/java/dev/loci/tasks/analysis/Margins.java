package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * By how much the true edges' scores exceed the others'. A node's margin is its best score of a
 * target of its edges minus its best score of any other node; its score of itself counts as
 * neither. Nodes without targets, or with an edge to every other node, have no margin.
 *
 * @param margin the mean over the nodes that have one; NaN if none has
 * @param accuracy the share of nodes with targets whose best score of all belongs to a target other
 *     than themselves
 */
public record Margins(double margin, double accuracy) {
  /**
   * Measures scores computed row by row.
   *
   * @param n number of nodes
   * @param edges directed edges
   * @param scores the scores of a source: n or more, of which those from n on (special tokens) are
   *     rivals but never right
   */
  public static Margins of(int n, int[][] edges, IntFunction<double[]> scores) {
    int[][] targets = Adjacency.distinctTargets(n, edges);
    double sum = 0;
    int measured = 0;
    int right = 0;
    int sources = 0;
    for (int u = 0; u < n; u++) {
      int self = u;
      int[] others = Arrays.stream(targets[u]).filter(v -> v != self).toArray();
      if (others.length > 0) {
        double[] row = scores.apply(u);
        Checks.require(
            row.length >= n, "margins: row %d has %d scores for %d nodes", u, row.length, n);
        double inside = Double.NEGATIVE_INFINITY;
        double outside = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < row.length; v++) {
          if (Arrays.binarySearch(others, v) >= 0) {
            inside = Math.max(inside, row[v]);
          } else if (v != u) {
            outside = Math.max(outside, row[v]);
          }
        }
        sources++;
        right += inside > Math.max(outside, row[u]) ? 1 : 0;
        if (outside > Double.NEGATIVE_INFINITY) {
          sum += inside - outside;
          measured++;
        }
      }
    }
    return new Margins(sum / measured, (double) right / sources);
  }

  /**
   * Measures the bilinear scores {@code E W Eᵀ + b}: entry (u, v) is source u's score of v.
   *
   * <p>A model that maps the source's embedding by a linear layer with weight L scores {@code E Lᵀ
   * Eᵀ}, so its own margin takes W = Lᵀ and its bias; the release prints that of W = L.
   *
   * @param n number of nodes
   * @param embeddings V x D with V at least n; rows from n on are special tokens
   * @param weight D x D
   * @param bias D values added to each source's image, or none
   */
  public static Margins bilinear(
      int n, int[][] edges, double[][] embeddings, double[][] weight, double... bias) {
    double[][] columns = Vectors.transposed(weight);
    return of(
        n,
        edges,
        u -> {
          double[] image =
              Arrays.stream(columns).mapToDouble(c -> Vectors.dot(embeddings[u], c)).toArray();
          if (bias.length > 0) {
            Vectors.add(image, 1, bias);
          }
          return Arrays.stream(embeddings).mapToDouble(e -> Vectors.dot(image, e)).toArray();
        });
  }

  /**
   * Returns the part of a linear map that is diagonal in the embeddings' own directions: {@code V
   * diag(Vᵀ W V) Vᵀ} with the right singular vectors V of the embeddings. With its scores an
   * embedding can only be geometric; the release calls their margin the geometric one.
   *
   * @param embeddings rows of D columns, at least D of them
   * @param weight D x D
   */
  public static double[][] skewed(double[][] embeddings, double[][] weight) {
    double[][] directions = Decomposition.singular(embeddings).vectors();
    int width = weight.length;
    double[][] skewed = new double[width][width];
    for (double[] v : directions) {
      double value =
          Vectors.dot(v, Arrays.stream(weight).mapToDouble(w -> Vectors.dot(w, v)).toArray());
      for (int i = 0; i < width; i++) {
        Vectors.add(skewed[i], value * v[i], v);
      }
    }
    return skewed;
  }
}
