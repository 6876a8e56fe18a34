package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How well scores bring back the edges of a graph. Row u holds source u's scores of all targets: n
 * or more columns, of which those from n on (special tokens) are rivals but never right.
 *
 * <p>Of equal scores the one of the lower index ranks first. A NaN score is refused with an {@link
 * IllegalArgumentException}. Results are shares in [0, 1], and NaN without edges.
 */
public final class EdgeRecovery {
  private final int n;
  private final IntFunction<double[]> scores;

  private EdgeRecovery(int n, IntFunction<double[]> scores) {
    this.n = n;
    this.scores = scores;
  }

  /**
   * Judges scores computed row by row when they are needed, at most once per source and measure.
   *
   * @param n number of nodes
   * @param scores the scores of a source, at least n
   */
  public static EdgeRecovery of(int n, IntFunction<double[]> scores) {
    Checks.nodeCount(n);
    return new EdgeRecovery(n, scores);
  }

  /** Judges a matrix of scores, one row per node. */
  public static EdgeRecovery of(double[][] scores) {
    return of(scores.length, u -> scores[u]);
  }

  /** Judges a matrix of scores, one row per node. */
  public static EdgeRecovery of(float[][] scores) {
    return of(scores.length, u -> widened(scores[u]));
  }

  /**
   * Judges the products of embeddings with one another, as Node2Vec is measured: without the
   * diagonal, unless there are self edges. Its measures are {@link #perEdge} with 5 and {@link
   * #topOne}.
   *
   * @param embeddings n x D
   * @param edges the edges to be recovered
   */
  public static EdgeRecovery ofProducts(double[][] embeddings, int[][] edges) {
    return ofProducts(embeddings, embeddings, edges);
  }

  /** As {@link #ofProducts(double[][], int[][])} with embeddings of their own for targets. */
  public static EdgeRecovery ofProducts(double[][] sources, double[][] targets, int[][] edges) {
    Checks.embeddings(sources);
    Checks.embeddings(targets);
    Checks.oneRowPerNode(targets.length, sources.length);
    Checks.edges(sources.length, edges);
    Checks.require(
        sources[0].length == targets[0].length,
        "embeddings: sources have %d columns, targets %d",
        sources[0].length,
        targets[0].length);
    EdgeRecovery all = of(sources.length, u -> Vectors.products(targets, sources[u]));
    boolean selfEdges = Arrays.stream(edges).anyMatch(edge -> edge[0] == edge[1]);
    return selfEdges ? all : all.withoutDiagonal();
  }

  /** Returns the same scores with every node's own put last, as if -∞. */
  public EdgeRecovery withoutDiagonal() {
    return new EdgeRecovery(
        n,
        u -> {
          double[] row = row(u).clone();
          row[u] = Double.NEGATIVE_INFINITY;
          return row;
        });
  }

  /**
   * Returns the recovery averaged over sources: of source u with the distinct targets N(u), the
   * share of N(u) among its {@code k = min(|N(u)|, limit)} best scores. It is the "memorization"
   * curve of sequence models with limit 5. With more than {@code limit} targets a source cannot
   * reach 1.
   *
   * @param edges directed edges; duplicates count once
   * @param limit at least 1
   */
  public double perSource(int[][] edges, int limit) {
    checkTop(limit);
    int[][] targets = Adjacency.distinctTargets(n, edges);
    double sum = 0;
    int sources = 0;
    for (int u = 0; u < n; u++) {
      if (targets[u].length > 0) {
        int k = Math.min(targets[u].length, limit);
        sum += (double) countInTop(row(u), targets[u], k) / targets[u].length;
        sources++;
      }
    }
    return sum / sources;
  }

  /**
   * Returns the share of edges whose target is among the k best scores of its source.
   *
   * @param edges directed edges, each counted as often as it is listed
   * @param k at least 1
   */
  public double perEdge(int[][] edges, int k) {
    checkTop(k);
    int[][] targets = Adjacency.targets(n, edges);
    int found = 0;
    for (int u = 0; u < n; u++) {
      if (targets[u].length > 0) {
        found += countInTop(row(u), targets[u], k);
      }
    }
    return (double) found / edges.length;
  }

  /** Returns the share of edges, as listed, whose target has the best score of its source. */
  public double topOne(int[][] edges) {
    return perEdge(edges, 1);
  }

  private double[] row(int u) {
    double[] row = scores.apply(u);
    Checks.scores(u, row, n);
    return row;
  }

  private static double[] widened(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(w -> row[w]).toArray();
  }

  private static void checkTop(int k) {
    Checks.require(k >= 1, "edge recovery: top %d asked for; at least 1 is needed", k);
  }

  private static int countInTop(double[] row, int[] targets, int k) {
    return (int) Arrays.stream(targets).filter(v -> rank(row, v) < k).count();
  }

  /** Counts the scores that come before one. */
  private static int rank(double[] row, int v) {
    int before = 0;
    for (int w = 0; w < row.length; w++) {
      if (row[w] > row[v] || (row[w] == row[v] && w < v)) {
        before++;
      }
    }
    return before;
  }
}
