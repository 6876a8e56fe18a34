package dev.loci.tasks.analysis;

/** Validation of the plain arrays this package takes. */
final class Checks {
  private Checks() {}

  /** Requires at least one row, equal row lengths of at least one, and finite entries. */
  static void embeddings(double[][] embeddings) {
    require(embeddings.length > 0, "embeddings: there are no rows");
    int width = embeddings[0].length;
    require(width > 0, "embeddings: the rows are empty");
    for (int u = 0; u < embeddings.length; u++) {
      double[] row = embeddings[u];
      if (row.length != width) {
        throw new IllegalArgumentException(
            "embeddings: row %d has %d columns, but row 0 has %d".formatted(u, row.length, width));
      }
      for (int j = 0; j < width; j++) {
        if (!Double.isFinite(row[j])) {
          throw new IllegalArgumentException(
              "embeddings: row %d, column %d is %s; every entry must be finite"
                  .formatted(u, j, row[j]));
        }
      }
    }
  }

  /** Requires a source's scores of all n nodes, and no NaN among them. */
  static void scores(int source, double[] row, int n) {
    require(row.length >= n, "scores: row %d has %d columns for %d nodes", source, row.length, n);
    for (int w = 0; w < row.length; w++) {
      if (Double.isNaN(row[w])) {
        throw new IllegalArgumentException("scores: row %d, column %d is NaN".formatted(source, w));
      }
    }
  }

  /** Requires pairs of node numbers in {@code 0..n-1}. */
  static void edges(int n, int[][] edges) {
    for (int e = 0; e < edges.length; e++) {
      int[] edge = edges[e];
      if (edge.length != 2) {
        throw new IllegalArgumentException(
            "edges: edge %d has %d entries; an edge is a pair {u, v}".formatted(e, edge.length));
      }
      if (edge[0] < 0 || edge[0] >= n || edge[1] < 0 || edge[1] >= n) {
        throw new IllegalArgumentException(
            "edges: edge %d is {%d, %d}, but the nodes are 0 to %d"
                .formatted(e, edge[0], edge[1], n - 1));
      }
    }
  }

  /** Requires a graph of at least one node. */
  static void nodeCount(int n) {
    require(n > 0, "graph: %d nodes; at least one is needed", n);
  }

  /** Requires embeddings, already checked, to have one row per node of an n-node graph. */
  static void oneRowPerNode(int rows, int n) {
    require(rows == n, "embeddings: %d rows for a graph of %d nodes", rows, n);
  }

  static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
