package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The fuzzy simplicial set of UMAP (McInnes, Healy, Melville 2018, section 3.1): a graph in which
 * edge i leads from {@code heads[i]} to {@code tails[i]} with a weight in (0, 1]. Every edge is
 * listed both ways, ascending.
 */
record FuzzyGraph(int[] heads, int[] tails, double[] weights) {
  private static final int BISECTIONS = 64;

  /** A point's scale is at least this part of the mean distance to its neighbours. */
  private static final double LEAST_SCALE = 1e-3;

  static FuzzyGraph of(Neighbours neighbours) {
    int n = neighbours.indices().length;
    double[][] memberships = new double[n][];
    int[][] targets = new int[n][];
    for (int i = 0; i < n; i++) {
      double[] ofPoint = memberships(neighbours.distances()[i]);
      int[] indices = neighbours.indices()[i];
      int[] order =
          IntStream.range(0, indices.length)
              .boxed()
              .sorted((a, b) -> Integer.compare(indices[a], indices[b]))
              .mapToInt(j -> j)
              .toArray();
      targets[i] = IntStream.of(order).map(j -> indices[j]).toArray();
      memberships[i] = IntStream.of(order).mapToDouble(j -> ofPoint[j]).toArray();
    }
    return union(targets, memberships);
  }

  /**
   * Returns {@code exp(-(d - nearest) / scale)} of each distance, the scale being such that they
   * add up to log2 of the number of neighbours, the point itself included.
   *
   * @param distances ascending
   */
  static double[] memberships(double[] distances) {
    double nearest = Arrays.stream(distances).filter(d -> d > 0).findFirst().orElse(0);
    double wanted = StrictMath.log(distances.length + 1.0) / StrictMath.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double scale = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double sum = 0;
      for (double d : distances) {
        sum += membership(d, nearest, scale);
      }
      if (sum > wanted) {
        high = scale;
        scale = (low + high) / 2;
      } else {
        low = scale;
        scale = high == Double.POSITIVE_INFINITY ? 2 * scale : (low + high) / 2;
      }
    }
    double mean = Arrays.stream(distances).average().orElse(0);
    double kept = Math.max(scale, LEAST_SCALE * mean);
    return Arrays.stream(distances).map(d -> membership(d, nearest, kept)).toArray();
  }

  private static double membership(double distance, double nearest, double scale) {
    return distance <= nearest ? 1 : StrictMath.exp(-(distance - nearest) / scale);
  }

  /** Joins both directions of an edge as independent events: a + b - ab. */
  private static FuzzyGraph union(int[][] targets, double[][] memberships) {
    int n = targets.length;
    int[][] sources = new int[n][]; // who has the point as a neighbour, ascending
    int[] counts = new int[n];
    IntStream.range(0, n).forEach(u -> IntStream.of(targets[u]).forEach(v -> counts[v]++));
    Arrays.setAll(sources, v -> new int[counts[v]]);
    int[] filled = new int[n];
    for (int u = 0; u < n; u++) {
      for (int v : targets[u]) {
        sources[v][filled[v]++] = u;
      }
    }
    int[][] all = new int[n][];
    Arrays.setAll(
        all,
        u ->
            IntStream.concat(IntStream.of(targets[u]), IntStream.of(sources[u]))
                .sorted()
                .distinct()
                .toArray());
    int edges = Arrays.stream(all).mapToInt(list -> list.length).sum();
    FuzzyGraph graph = new FuzzyGraph(new int[edges], new int[edges], new double[edges]);
    int e = 0;
    for (int u = 0; u < n; u++) {
      for (int v : all[u]) {
        double there = weight(targets[u], memberships[u], v);
        double back = weight(targets[v], memberships[v], u);
        graph.heads[e] = u;
        graph.tails[e] = v;
        graph.weights[e++] = there + back - there * back;
      }
    }
    return graph;
  }

  private static double weight(int[] targets, double[] memberships, int v) {
    int at = Arrays.binarySearch(targets, v);
    return at < 0 ? 0 : memberships[at];
  }
}
