package dev.loci.tasks.experiment.pathstar;

import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Cosines between the embeddings of nodes, with which the geometry of paths is described. */
final class PathGeometry {
  /** So many leaves are compared at once. */
  private static final int CHUNK = 256;

  private final Tensor table;

  /**
   * @param table the embedding, a row for each node
   */
  PathGeometry(Tensor table) {
    this.table = table;
  }

  /**
   * The cosines between the leaves of some paths (rows) and the first hops of some (columns).
   *
   * @param leaves paths whose last nodes are rows
   * @param hops paths whose second nodes are columns
   */
  double[][] leavesAgainstFirstHops(int[][] leaves, int[][] hops) {
    float[][] rows = new float[leaves.length][];
    for (int i = 0; i < leaves.length; i++) {
      rows[i] = direction(leaves[i][leaves[i].length - 1]);
    }
    float[][] columns = new float[hops.length][];
    for (int j = 0; j < hops.length; j++) {
      columns[j] = direction(hops[j][1]);
    }
    return cosines(rows, columns);
  }

  /** The embeddings of some nodes. */
  double[][] rows(int[] nodes) {
    return Arrays.stream(nodes)
        .mapToObj(node -> table.select(0, node).toDoubleArray())
        .toArray(double[][]::new);
  }

  /**
   * The share of paths to whose leaf, of all first hops, their own is most similar.
   *
   * @param paths those that are asked for
   * @param all those whose first hops are compared, these among them
   */
  double nearestFirstHop(int[][] paths, int[][] all) {
    int[][] hops = distinctByFirstHop(all);
    int right = 0;
    for (int from = 0; from < paths.length; from += CHUNK) {
      int[][] some = Arrays.copyOfRange(paths, from, Math.min(from + CHUNK, paths.length));
      double[][] cosines = leavesAgainstFirstHops(some, hops);
      for (int i = 0; i < some.length; i++) {
        right += hops[indexOfLargest(cosines[i])][1] == some[i][1] ? 1 : 0;
      }
    }
    return (double) right / paths.length;
  }

  private static int[][] distinctByFirstHop(int[][] paths) {
    Map<Integer, int[]> byHop = new TreeMap<>();
    for (int[] path : paths) {
      byHop.put(path[1], path);
    }
    return byHop.values().toArray(int[][]::new);
  }

  private static int indexOfLargest(double[] values) {
    int best = 0;
    for (int j = 1; j < values.length; j++) {
      best = values[j] > values[best] ? j : best;
    }
    return best;
  }

  /**
   * Mean cosine distances between the nodes of two paths: of a path with itself over its distinct
   * pairs, of two over all pairs. The root, which is in every path, is left out.
   */
  double[][] betweenPaths(int[][] paths) {
    int inner = paths[0].length - 1;
    float[][] nodes = new float[paths.length * inner][];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = direction(paths[i / inner][1 + i % inner]);
    }
    double[][] cosines = cosines(nodes, nodes);
    double[][] distances = new double[paths.length][paths.length];
    for (int p = 0; p < paths.length; p++) {
      for (int q = 0; q < paths.length; q++) {
        distances[p][q] = 1 - mean(cosines, p * inner, q * inner, inner);
      }
    }
    return distances;
  }

  private static double mean(double[][] cosines, int row, int column, int n) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (row + i != column + j) {
          sum += cosines[row + i][column + j];
          count++;
        }
      }
    }
    return sum / count;
  }

  private float[] direction(int node) {
    float[] x = table.select(0, node).toFloatArray();
    double squares = 0;
    for (float each : x) {
      squares += (double) each * each;
    }
    float scale = (float) (1 / Math.max(1e-12, Math.sqrt(squares)));
    for (int i = 0; i < x.length; i++) {
      x[i] *= scale;
    }
    return x;
  }

  private static double[][] cosines(float[][] rows, float[][] columns) {
    Tensor a = stack(rows);
    Tensor b = stack(columns);
    Tensor products = a.matmul(b.transpose());
    float[] all = products.toFloatArray();
    double[][] cosines = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        cosines[i][j] = all[i * columns.length + j];
      }
    }
    return cosines;
  }

  private static Tensor stack(float[][] rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return Tensor.wrap(all, rows.length, rows[0].length);
  }
}
