package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The principal angles between two subspaces of R^n: the smallest angle between any two directions
 * of them, then the smallest among those orthogonal to the first pair, and so on. All 0 means that
 * one subspace holds the other. They depend on neither basis.
 *
 * <p>Small angles come from sines and large ones from cosines (Björck and Golub, "Numerical methods
 * for computing angles between linear subspaces", 1973), so both are exact to rounding.
 *
 * @param angles ascending, in radians, from 0 to π/2; as many as the smaller subspace has
 *     dimensions
 */
public record PrincipalAngles(double[] angles) {
  /** A singular value below this part of the largest adds no dimension. */
  private static final double RANK = 1e-10;

  /**
   * Measures the angles between the column spaces of two matrices.
   *
   * @param a n x p
   * @param b n x q
   * @throws IllegalArgumentException if the numbers of rows differ, or one of them is all zeros
   */
  public static PrincipalAngles between(double[][] a, double[][] b) {
    Checks.embeddings(a);
    Checks.embeddings(b);
    Checks.require(
        a.length == b.length, "principal angles: %d rows against %d", a.length, b.length);
    double[][] first = basis(a);
    double[][] second = basis(b);
    return first.length <= second.length ? ofBases(first, second) : ofBases(second, first);
  }

  /**
   * Measures the angles between what two matrices mostly map to: the spaces of the leading right
   * singular vectors, so many of each.
   *
   * @param a m x n
   * @param b p x n
   * @param dimensionsOfA at least 1, at most the smaller of m and n; likewise for b
   */
  public static PrincipalAngles betweenLeadingRows(
      double[][] a, int dimensionsOfA, double[][] b, int dimensionsOfB) {
    return between(leadingRows(a, dimensionsOfA), leadingRows(b, dimensionsOfB));
  }

  /** Returns leading right singular vectors as columns. */
  private static double[][] leadingRows(double[][] matrix, int dimensions) {
    Checks.embeddings(matrix);
    double[][] vectors = Decomposition.singular(matrix).vectors();
    Checks.require(
        dimensions >= 1 && dimensions <= vectors.length,
        "principal angles: %d dimensions of a %d x %d matrix",
        dimensions,
        matrix.length,
        matrix[0].length);
    return Vectors.transposed(Arrays.copyOf(vectors, dimensions));
  }

  /**
   * Measures how far embeddings are from drawing the graph: the angles between their leading k
   * dimensions over the nodes and the graph's eigenvectors 2 to k+1. The trivial top eigenvector is
   * taken out of the embeddings first.
   *
   * <p>A k in the middle of an eigenspace would depend on the solver's choice of vectors; {@link
   * Spectrum#wholeEigenspaces} gives one that does not.
   *
   * @param embeddings n x D
   * @param k at least 1, below n
   */
  public static PrincipalAngles toLaplacian(double[][] embeddings, Spectrum spectrum, int k) {
    double[][] rest = spectrum.withoutTop(embeddings);
    double[][] leading = Decomposition.singular(Vectors.transposed(rest)).vectors();
    Checks.require(
        k <= leading.length,
        "principal angles: %d dimensions asked for, embeddings of width %d have %d",
        k,
        embeddings[0].length,
        leading.length);
    double[][] columns = Vectors.transposed(Arrays.copyOf(leading, k));
    return between(columns, spectrum.laplacianCoordinates(k));
  }

  /** Returns the cosines of the angles, descending. */
  public double[] cosines() {
    return Arrays.stream(angles).map(StrictMath::cos).toArray();
  }

  /**
   * Returns the mean squared cosine: 1 if one subspace holds the other, 0 if they are orthogonal,
   * and about q/n for a random subspace against one of q dimensions, the larger of the two.
   */
  public double overlap() {
    return DoubleStream.of(cosines()).map(c -> c * c).average().orElseThrow();
  }

  /** Returns orthonormal rows that span the columns of a matrix. */
  private static double[][] basis(double[][] columns) {
    Decomposition svd = Decomposition.singular(Vectors.transposed(columns));
    double largest = svd.values()[0];
    Checks.require(largest > 0, "principal angles: a matrix of %d rows is zero", columns.length);
    int rank = (int) Arrays.stream(svd.values()).filter(s -> s > RANK * largest).count();
    return Arrays.copyOf(svd.vectors(), rank);
  }

  /** Takes rows p x n and q x n with p ≤ q. */
  private static PrincipalAngles ofBases(double[][] a, double[][] b) {
    double[][] products = Vectors.productWithTransposed(a, b);
    double[] cosines = Decomposition.singular(products).values();
    double[][] outside = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      outside[i] = a[i].clone();
      for (int j = 0; j < b.length; j++) {
        Vectors.add(outside[i], -products[i][j], b[j]);
      }
    }
    double[] sines = Decomposition.singular(outside).values(); // descending: those of cosines' end
    double[] angles = new double[a.length];
    for (int i = 0; i < angles.length; i++) {
      double cosine = Math.min(1, cosines[i]);
      double sine = Math.min(1, sines[angles.length - 1 - i]);
      angles[i] = cosine * cosine > 0.5 ? StrictMath.asin(sine) : StrictMath.acos(cosine);
    }
    Arrays.sort(angles);
    return new PrincipalAngles(angles);
  }
}
