package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Splits by sign: of the Fiedler vector, which cuts a connected graph into two parts with few edges
 * between them, or of the direction in which embeddings vary most.
 */
public final class Fiedler {
  /** Entries of an eigenvector below this part of the largest count as zero. */
  private static final double ZERO = 1e-9;

  private Fiedler() {}

  /**
   * Returns the part of each node. Every component of the graph is split by the sign of its own
   * second eigenvector (of {@link Spectrum}'s matrix); entries of zero go with the positive ones. A
   * component of one node is one part. Parts are numbered in the order of their first nodes.
   *
   * <p>If a component's second eigenvalue is multiple, as in a star, the split is one of several
   * that are equally good.
   *
   * @param n number of nodes
   * @param edges rows {@code {u, v}}; directions and duplicates make no difference
   */
  public static int[] split(int n, int[][] edges) {
    int[] components = GraphDistance.of(n, edges).components();
    int[] part = new int[n];
    for (int c = 0; c <= Arrays.stream(components).max().orElseThrow(); c++) {
      int number = c;
      int[] nodes = IntStream.range(0, n).filter(v -> components[v] == number).toArray();
      boolean[] negative = negative(fiedlerVector(nodes, edges));
      for (int i = 0; i < nodes.length; i++) {
        part[nodes[i]] = 2 * c + (negative[i] ? 1 : 0);
      }
    }
    return Partitions.renumbered(part);
  }

  /**
   * Returns the two parts into which embeddings fall: the signs of their first principal component,
   * numbered in the order of their first nodes.
   *
   * @param embeddings n x D
   */
  public static int[] split(double[][] embeddings) {
    double[][] leading = PrincipalComponents.fit(embeddings).project(embeddings, 1);
    boolean[] negative = negative(Arrays.stream(leading).mapToDouble(row -> row[0]).toArray());
    return Partitions.renumbered(
        IntStream.range(0, negative.length).map(i -> negative[i] ? 1 : 0).toArray());
  }

  private static double[] fiedlerVector(int[] component, int[][] edges) {
    if (component.length == 1) {
      return new double[1];
    }
    int[][] inside =
        Arrays.stream(edges)
            .filter(e -> Arrays.binarySearch(component, e[0]) >= 0)
            .map(e ->
                new int[] {
                  Arrays.binarySearch(component, e[0]), Arrays.binarySearch(component, e[1])
                })
            .toArray(int[][]::new);
    return Spectrum.of(component.length, inside).eigenvectors()[1];
  }

  private static boolean[] negative(double[] values) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    boolean[] negative = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      negative[i] = values[i] < -ZERO * largest;
    }
    return negative;
  }
}
