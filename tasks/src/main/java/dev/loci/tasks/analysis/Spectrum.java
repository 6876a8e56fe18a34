package dev.loci.tasks.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The spectrum of a graph and how embeddings spread over it.
 *
 * <p>With the symmetrised 0/1 adjacency A (a self edge puts 1 on the diagonal) and its row sums d,
 * the matrix is {@code M = D⁻¹A + (D⁻¹A)ᵀ}, so {@code M_ij = A_ij (1/d_i + 1/d_j)}. Its top
 * eigenvectors vary least along the edges: those of the graph's Laplacian {@code 2I - M} with the
 * smallest eigenvalues. An isolated node has a zero row and adds an eigenvalue 0.
 *
 * <p>Eigenvalues descend. The largest entry in magnitude of each eigenvector is positive. Inside an
 * eigenspace of several dimensions the basis is the solver's choice: deterministic, without
 * meaning; {@link #energies} does not depend on it.
 */
public final class Spectrum {
  /**
   * Bars of eigenvalues this close, relative to their size if above 1, are ordered by their
   * projections.
   */
  private static final double BAR_TIE = 1e-5;

  /** Eigenvalues this close, relative to their size if above 1, share an eigenspace. */
  private static final double SAME_EIGENVALUE = 1e-6;

  /** Projections below this part of the norm of the embeddings are rounding errors. */
  private static final double NEGLIGIBLE = 1e-12;

  private final Decomposition eigen;

  private Spectrum(Decomposition eigen) {
    this.eigen = eigen;
  }

  /**
   * Decomposes the graph of an edge list. Directions and duplicates make no difference.
   *
   * @param n number of nodes, at least 1
   * @param edges rows {@code {u, v}}
   */
  public static Spectrum of(int n, int[][] edges) {
    int[][] neighbours = Adjacency.undirected(n, edges);
    double[][] matrix = new double[n][n];
    for (int u = 0; u < n; u++) {
      for (int v : neighbours[u]) {
        matrix[u][v] = 1.0 / neighbours[u].length + 1.0 / neighbours[v].length;
      }
    }
    return new Spectrum(Decomposition.eigen(matrix));
  }

  /** Returns the number of nodes, which is that of eigenvalues. */
  public int size() {
    return eigen.values().length;
  }

  /** Returns the eigenvalues, descending. */
  public double[] eigenvalues() {
    return eigen.values().clone();
  }

  /** Returns the unit eigenvectors as rows, in the order of the eigenvalues. */
  public double[][] eigenvectors() {
    return Stream.of(eigen.vectors()).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * Returns each node's entries in eigenvectors 2 to k+1, the Laplacian coordinates that draw the
   * graph in k dimensions (k = 1: the Fiedler vector).
   *
   * @param k between 1 and n - 1
   * @return n x k
   */
  public double[][] laplacianCoordinates(int k) {
    checkCount("laplacian coordinates", k);
    double[][] coordinates = new double[size()][k];
    for (int u = 0; u < size(); u++) {
      for (int j = 0; j < k; j++) {
        coordinates[u][j] = eigen.vectors()[j + 1][u];
      }
    }
    return coordinates;
  }

  /**
   * Returns the least number, k or more, such that eigenvectors 2 to that number + 1 end with an
   * eigenspace, so that what they span does not depend on the solver's choice.
   *
   * @param k between 1 and n - 1
   */
  public int wholeEigenspaces(int k) {
    checkCount("whole eigenspaces", k);
    return groups(0, SAME_EIGENVALUE).stream()
        .mapToInt(group -> group.end - 1)
        .filter(end -> end >= k)
        .findFirst()
        .orElseThrow();
  }

  private void checkCount(String what, int k) {
    Checks.require(
        k >= 1 && k < size(),
        "%s: %d asked for, but %d nodes have at most %d",
        what,
        k,
        size(),
        size() - 1);
  }

  /** Returns embeddings (n x D) without their part along the top eigenvector. */
  double[][] withoutTop(double[][] embeddings) {
    Checks.embeddings(embeddings);
    Checks.oneRowPerNode(embeddings.length, size());
    double[] top = eigen.vectors()[0];
    double[] part = combination(top, embeddings);
    double[][] rest = Stream.of(embeddings).map(double[]::clone).toArray(double[][]::new);
    for (int u = 0; u < rest.length; u++) {
      Vectors.add(rest[u], -top[u], part);
    }
    return rest;
  }

  /**
   * Returns the length {@code |Eᵀe_i|} of the embeddings along each eigenvector. The embeddings are
   * not centred.
   *
   * @param embeddings n x D
   */
  public double[] projections(double[][] embeddings) {
    Checks.embeddings(embeddings);
    Checks.oneRowPerNode(embeddings.length, size());
    return Stream.of(eigen.vectors())
        .mapToDouble(e -> Vectors.norm(combination(e, embeddings)))
        .toArray();
  }

  /**
   * Returns the bars of the spectral-bias plot: every eigenpair but the top one, eigenvalues
   * relative to the largest remaining one and projections relative to the longest remaining one.
   * Bars descend by eigenvalue; among ties (within 1e-5, relative above 1) by projection,
   * descending for eigenvalues that are positive or zero and ascending for negative ones.
   *
   * <p>If no remaining eigenvalue is positive, they are relative to the largest magnitude. What
   * would be divided by zero is zero.
   *
   * @param embeddings n x D
   */
  public List<Bar> bars(double[][] embeddings) {
    double[] values = eigen.values();
    double[] projections = projections(embeddings);
    double[] remaining = Arrays.copyOfRange(projections, 1, size());
    double longest = Arrays.stream(remaining).max().orElse(0);
    double projectionScale = longest > NEGLIGIBLE * Vectors.norm(projections) ? longest : 0;
    double eigenvalueScale = eigenvalueScale();
    return groups(1, BAR_TIE).stream()
        .flatMap(group -> byProjection(group, projections))
        .map(
            i -> new Bar(ratio(values[i], eigenvalueScale), ratio(projections[i], projectionScale)))
        .toList();
  }

  private double eigenvalueScale() {
    double[] remaining = Arrays.copyOfRange(eigen.values(), 1, size());
    double largest = Arrays.stream(remaining).max().orElse(0);
    if (largest > BAR_TIE) {
      return largest;
    }
    double magnitude = Arrays.stream(remaining).map(Math::abs).max().orElse(0);
    return magnitude > BAR_TIE ? magnitude : 0;
  }

  private Stream<Integer> byProjection(Group group, double[] projections) {
    Comparator<Integer> ascending = Comparator.comparingDouble(i -> projections[i]);
    boolean negative = mean(group) < -BAR_TIE;
    return IntStream.range(group.start, group.end)
        .boxed()
        .sorted(negative ? ascending : ascending.reversed());
  }

  /**
   * Returns how the energy {@code ‖E‖²} of the embeddings is shared among the eigenspaces,
   * descending by eigenvalue. The shares add up to 1, or are all 0 for zero embeddings. They depend
   * neither on the solver's choice of eigenvectors nor on rotations of the embedding space.
   *
   * @param embeddings n x D
   */
  public List<Eigenspace> energies(double[][] embeddings) {
    double[] projections = projections(embeddings);
    double total = Vectors.dot(projections, projections);
    return groups(0, SAME_EIGENVALUE).stream()
        .map(group -> {
          double[] part = Arrays.copyOfRange(projections, group.start, group.end);
          double share = ratio(Vectors.dot(part, part), total);
          return new Eigenspace(mean(group), part.length, share);
        })
        .toList();
  }

  /** Splits the eigenvalues from the given one on wherever neighbours differ beyond a tolerance. */
  private List<Group> groups(int first, double tolerance) {
    double[] values = eigen.values();
    List<Group> groups = new ArrayList<>();
    int start = first;
    for (int end = first + 1; end <= values.length; end++) {
      double allowed = tolerance * Math.max(1, Math.abs(values[end - 1]));
      if (end == values.length || values[end - 1] - values[end] > allowed) {
        groups.add(new Group(start, end));
        start = end;
      }
    }
    return groups;
  }

  private double mean(Group group) {
    return Arrays.stream(eigen.values(), group.start, group.end).average().orElseThrow();
  }

  private static double[] combination(double[] weights, double[][] rows) {
    double[] sum = new double[rows[0].length];
    for (int u = 0; u < rows.length; u++) {
      Vectors.add(sum, weights[u], rows[u]);
    }
    return sum;
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /**
   * A bar of the spectral-bias plot.
   *
   * @param eigenvalue relative eigenvalue, at most 1
   * @param projection relative length of the embeddings along the eigenvector, in [0, 1]
   */
  public record Bar(double eigenvalue, double projection) {}

  /**
   * An eigenspace and its part of the embeddings.
   *
   * @param eigenvalue of M
   * @param multiplicity number of dimensions
   * @param share of the squared Frobenius norm of the embeddings, in [0, 1]
   */
  public record Eigenspace(double eigenvalue, int multiplicity, double share) {}

  /** Eigenvalues from start (inclusive) to end (exclusive) taken as one. */
  private record Group(int start, int end) {}
}
