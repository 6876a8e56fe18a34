package dev.loci.tasks.analysis;

import java.util.Arrays;

/**
 * Cosine similarity of node embeddings, {@code u·v / (|u| |v| + 1e-8)}, and the measures built on
 * it. The small constant makes the cosine with a zero vector 0.
 */
public final class Similarity {
  private static final double EPSILON = 1e-8;

  private final double[][] embeddings;
  private final double[] norms;

  private Similarity(double[][] embeddings) {
    this.embeddings = embeddings;
    norms = Arrays.stream(embeddings).mapToDouble(Vectors::norm).toArray();
  }

  /**
   * Prepares the similarities of a copy of the embeddings.
   *
   * @param embeddings n x D
   */
  public static Similarity of(double[][] embeddings) {
    Checks.embeddings(embeddings);
    return new Similarity(Arrays.stream(embeddings).map(double[]::clone).toArray(double[][]::new));
  }

  /** Returns the cosine of the embeddings of two nodes. */
  public double cosine(int u, int v) {
    return Vectors.dot(embeddings[u], embeddings[v]) / (norms[u] * norms[v] + EPSILON);
  }

  /** Returns all cosines, n x n. */
  public double[][] matrix() {
    int n = embeddings.length;
    double[][] cosines = new double[n][n];
    for (int u = 0; u < n; u++) {
      for (int v = 0; v <= u; v++) {
        cosines[u][v] = cosines[v][u] = cosine(u, v);
      }
    }
    return cosines;
  }

  /** Returns the mean Euclidean norm of the embeddings. */
  public double meanNorm() {
    return Arrays.stream(norms).average().orElse(Double.NaN);
  }

  /**
   * Returns the geometric level: the mean cosine over the edges as they are listed. Duplicates
   * count each time, and a self edge contributes 1.
   */
  public double geometricLevel(int[][] edges) {
    Checks.edges(embeddings.length, edges);
    return Arrays.stream(edges).mapToDouble(e -> cosine(e[0], e[1])).average().orElse(Double.NaN);
  }

  /** Returns the mean cosines of pairs of different nodes, by their distance in the graph. */
  public PairMeans pairMeans(GraphDistance distance) {
    Checks.oneRowPerNode(embeddings.length, distance.size());
    Mean adjacent = new Mean();
    Mean twoHop = new Mean();
    Mean nonAdjacent = new Mean();
    for (int u = 0; u < embeddings.length; u++) {
      for (int v = 0; v < u; v++) {
        double cosine = cosine(u, v);
        int hops = distance.between(u, v);
        (hops == 1 ? adjacent : nonAdjacent).add(cosine);
        if (hops == 2) {
          twoHop.add(cosine);
        }
      }
    }
    return new PairMeans(adjacent.value(), twoHop.value(), nonAdjacent.value());
  }

  /**
   * Returns Spearman's correlation of cosine distance, {@code 1 - cosine}, against graph distance
   * over all connected pairs of different nodes. It is 1 when embeddings lie the farther apart the
   * farther their nodes are, and NaN if all those pairs are equally far in either sense.
   */
  public double rankCorrelation(GraphDistance distance) {
    int n = embeddings.length;
    Checks.oneRowPerNode(n, distance.size());
    double[] cosines = new double[n * (n - 1) / 2];
    double[] hops = new double[cosines.length];
    int pairs = 0;
    for (int u = 0; u < n; u++) {
      for (int v = 0; v < u; v++) {
        if (distance.between(u, v) != GraphDistance.UNREACHABLE) {
          cosines[pairs] = 1 - cosine(u, v);
          hops[pairs++] = distance.between(u, v);
        }
      }
    }
    return Spearman.correlation(Arrays.copyOf(cosines, pairs), Arrays.copyOf(hops, pairs));
  }

  /**
   * Mean cosines by graph distance.
   *
   * @param adjacent over pairs one hop apart
   * @param twoHop over pairs exactly two hops apart
   * @param nonAdjacent over all pairs more than one hop apart or not connected
   */
  public record PairMeans(double adjacent, double twoHop, double nonAdjacent) {
    /**
     * Returns {@code twoHop - adjacent}: positive when embeddings zig-zag along paths, nearer to
     * every second node than to the next.
     */
    public double zigZag() {
      return twoHop - adjacent;
    }
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }
  }
}
