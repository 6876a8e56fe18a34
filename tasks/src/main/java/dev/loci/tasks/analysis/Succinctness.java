package dev.loci.tasks.analysis;

/**
 * The sizes of the two memories of a graph with n nodes, in bits and in squared norm.
 *
 * <p>An <b>associative</b> memory keeps a list: every node, and for every directed edge which of
 * the n nodes is its target. A <b>geometric</b> memory keeps a place for every node and derives
 * edges from places. The formulas follow from these definitions alone; on a cycle or a star listed
 * in both directions the sizes in bits are within a factor of 2 of each other, up to rounding, as
 * the paper says of both measures.
 */
public final class Succinctness {
  private Succinctness() {}

  /**
   * Returns {@code m log2 n}, the bits that name the target of each of m directed edges in a fixed
   * order of the sources.
   */
  public static double associativeBits(int n, long directedEdges) {
    Checks.nodeCount(n);
    return directedEdges * log2(n);
  }

  /**
   * Returns {@code n log2 p}, the bits that tell each node's place among p possible ones: p = n on
   * a cycle; p = 1 + d (l - 1) on a star of d arms with paths of l nodes.
   */
  public static double geometricBits(int n, long places) {
    Checks.nodeCount(n);
    Checks.require(places >= 1, "succinctness: %d places, at least 1 is needed", places);
    return n * log2(places);
  }

  /**
   * Returns {@code n + m}, the squared norm of the plainest associative memory: n orthonormal
   * embeddings, and the matrix {@code W = Σ e_v e_uᵀ} over m directed edges, whose scores {@code
   * e_v · W e_u} are 1 for an edge and 0 otherwise, so that every margin is 1.
   */
  public static double associativeSquaredNorm(int n, long directedEdges) {
    Checks.nodeCount(n);
    return (double) n + directedEdges;
  }

  /**
   * Returns the squared norm of all weights when they are scaled together to margin 1. Scores that
   * are products of {@code degree} factors of the weights (2 for {@code V Vᵀ}, 3 for {@code E W
   * Eᵀ}) grow with that power, so it is {@code squaredNorm · margin^(-2/degree)}.
   *
   * @param margin of the scores, such as {@link Margins#margin}
   * @return infinity if the margin is zero or negative: no scale reaches 1
   */
  public static double squaredNormAtUnitMargin(double squaredNorm, double margin, int degree) {
    Checks.require(degree >= 1, "succinctness: degree %d, at least 1 is needed", degree);
    return margin > 0
        ? squaredNorm * StrictMath.pow(margin, -2.0 / degree)
        : Double.POSITIVE_INFINITY;
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }
}
