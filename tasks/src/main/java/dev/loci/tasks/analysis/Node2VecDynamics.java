package dev.loci.tasks.analysis;

import java.util.stream.Stream;

/**
 * How a tied Node2Vec moves, seen along the eigenvectors of its graph's {@link Spectrum}.
 *
 * <p>A step of gradient descent on the embeddings V is {@code V += rate C V} with {@code C = (Â -
 * P) + (Â - P)ᵀ}, where Â holds each node's uniform distribution over its neighbours and P the
 * softmax of the rows of {@code VVᵀ}. An eigenvector e in C's null space has come to rest: {@code
 * |Ce|} is near 0 there while {@code |Vᵀe|} keeps its length. A node without neighbours has no
 * loss, and so its row of {@code Â - P} is 0.
 */
public final class Node2VecDynamics {
  private final int[][] neighbours;
  private final Spectrum spectrum;

  private Node2VecDynamics(int[][] neighbours, Spectrum spectrum) {
    this.neighbours = neighbours;
    this.spectrum = spectrum;
  }

  /**
   * Looks at a graph. Directions and duplicates make no difference.
   *
   * @param n number of nodes, at least 1
   * @param edges rows {@code {u, v}}
   */
  public static Node2VecDynamics of(int n, int[][] edges) {
    return new Node2VecDynamics(Adjacency.undirected(n, edges), Spectrum.of(n, edges));
  }

  /** Returns the spectrum whose eigenvectors the norms belong to. */
  public Spectrum spectrum() {
    return spectrum;
  }

  /**
   * Returns the matrix C.
   *
   * @param embeddings n x D
   */
  public double[][] coefficients(double[][] embeddings) {
    Checks.embeddings(embeddings);
    int n = neighbours.length;
    Checks.oneRowPerNode(embeddings.length, n);
    double[][] c = new double[n][n];
    for (int u = 0; u < n; u++) {
      double[] missing = missing(u, embeddings);
      for (int v = 0; v < n; v++) {
        c[u][v] += missing[v];
        c[v][u] += missing[v];
      }
    }
    return c;
  }

  /** Row u of Â - P. */
  private double[] missing(int u, double[][] embeddings) {
    double[] row = new double[embeddings.length];
    if (neighbours[u].length == 0) {
      return row;
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < row.length; v++) {
      row[v] = Vectors.dot(embeddings[u], embeddings[v]);
      max = Math.max(max, row[v]);
    }
    double sum = 0;
    for (int v = 0; v < row.length; v++) {
      row[v] = StrictMath.exp(row[v] - max);
      sum += row[v];
    }
    for (int v = 0; v < row.length; v++) {
      row[v] = -row[v] / sum;
    }
    for (int v : neighbours[u]) {
      row[v] += 1.0 / neighbours[u].length;
    }
    return row;
  }

  /**
   * Returns the norms of one snapshot.
   *
   * @param embeddings n x D
   */
  public Norms at(double[][] embeddings) {
    double[][] c = coefficients(embeddings);
    double[] coefficients =
        Stream.of(spectrum.eigenvectors()).mapToDouble(e -> norm(c, e)).toArray();
    return new Norms(spectrum.projections(embeddings), coefficients);
  }

  private static double norm(double[][] matrix, double[] e) {
    return Vectors.norm(Stream.of(matrix).mapToDouble(row -> Vectors.dot(row, e)).toArray());
  }

  /**
   * The norms of a snapshot, by eigenvector as the {@link Spectrum} orders them.
   *
   * @param embedding {@code |Vᵀe_i|}
   * @param coefficients {@code |Ce_i|}
   */
  public record Norms(double[] embedding, double[] coefficients) {}
}
