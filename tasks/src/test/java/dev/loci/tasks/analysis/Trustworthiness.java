package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far the near neighbours in a layout can be trusted to be near in the original space (Venna
 * and Kaski, "Neighborhood preservation in nonlinear projection methods", 2001).
 */
final class Trustworthiness {
  private Trustworthiness() {}

  /**
   * Returns 1 if the k nearest neighbours of every point in the layout are its nearest in the
   * original, and less the farther down the original order they come, about 0.5 for a random
   * layout. Takes O(n² log n) time.
   *
   * @param points n x D
   * @param layout n x d
   * @param k at least 1, below n / 2
   */
  static double of(double[][] points, double[][] layout, int k) {
    Checks.embeddings(points);
    Checks.embeddings(layout);
    int n = points.length;
    Checks.require(n == layout.length, "trustworthiness: %d points, %d laid out", n, layout.length);
    Checks.require(
        k >= 1 && 2 * k < n, "trustworthiness: %d neighbours of %d points; 1 to n/2", k, n);
    Neighbours near = Neighbours.of(layout, k);
    double penalty = 0;
    for (int i = 0; i < n; i++) {
      int[] rank = ranks(points, i);
      for (int v : near.indices()[i]) {
        penalty += Math.max(0, rank[v] - k);
      }
    }
    return 1 - 2 * penalty / ((double) n * k * (2.0 * n - 3.0 * k - 1));
  }

  /** Returns how near each point is to one: 1 for the nearest other. */
  private static int[] ranks(double[][] points, int i) {
    double[] distances =
        Arrays.stream(points).mapToDouble(p -> Neighbours.distance(points[i], p)).toArray();
    int[] order =
        IntStream.range(0, points.length)
            .filter(v -> v != i)
            .boxed()
            .sorted(Comparator.comparingDouble(v -> distances[v]))
            .mapToInt(v -> v)
            .toArray();
    int[] rank = new int[points.length];
    IntStream.range(0, order.length).forEach(r -> rank[order[r]] = r + 1);
    return rank;
  }
}
