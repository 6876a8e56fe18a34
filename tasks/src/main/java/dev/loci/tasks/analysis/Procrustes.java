package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The best match of one set of points to another by moving, scaling and rotating or mirroring it
 * (orthogonal Procrustes analysis; Schönemann 1966, Gower 1975).
 *
 * @param distance from 0, where the shapes are the same, to 1: the squared distance that is left
 *     between the points when both sets have their centroid at 0 and squared norms that add to 1.
 *     It is the same whichever set is moved, and 1 if the points of a set coincide.
 * @param aligned the moved points, in the place and at the scale of the target
 */
public record Procrustes(double distance, double[][] aligned) {
  /** A set this small beside its distance from the origin is one point. */
  private static final double NEGLIGIBLE = 1e-12;

  /**
   * Moves points onto a target.
   *
   * @param points n x p
   * @param target n x q; the narrower of the two is filled up with zeros
   */
  public static Procrustes fit(double[][] points, double[][] target) {
    Checks.embeddings(points);
    Checks.embeddings(target);
    Checks.require(
        points.length == target.length,
        "procrustes: %d points for a target of %d",
        points.length,
        target.length);
    int width = Math.max(points[0].length, target[0].length);
    Shape moved = Shape.of(points, width);
    Shape fixed = Shape.of(target, width);
    if (moved.norm == 0 || fixed.norm == 0) {
      double[][] centre = new double[points.length][width];
      return new Procrustes(1, fixed.restored(centre, 1));
    }
    // M = XᵀY = U S Vᵀ; the rotation is U Vᵀ, the best scale the sum of S.
    double[][] m =
        Vectors.productWithTransposed(
            Vectors.transposed(moved.unit), Vectors.transposed(fixed.unit));
    Polar polar = Polar.of(m);
    double[][] turned =
        Vectors.productWithTransposed(moved.unit, Vectors.transposed(polar.rotation()));
    double distance = Math.clamp(1 - polar.trace() * polar.trace(), 0.0, 1.0);
    return new Procrustes(distance, fixed.restored(turned, polar.trace()));
  }

  /**
   * Returns how far embeddings are from the graph's drawing by its own spectrum: the distance of
   * their first k principal components to {@link Spectrum#laplacianCoordinates}.
   *
   * @param embeddings n x D
   * @param k at least 1, below n, and at most the number of components
   */
  public static double toLaplacian(double[][] embeddings, Spectrum spectrum, int k) {
    Checks.oneRowPerNode(embeddings.length, spectrum.size());
    double[][] components = PrincipalComponents.fit(embeddings).project(embeddings, k);
    return fit(components, spectrum.laplacianCoordinates(k)).distance();
  }

  /** Points as a centroid, a size, and centred points of unit Frobenius norm. */
  private record Shape(double[] centre, double norm, double[][] unit) {
    static Shape of(double[][] rows, int width) {
      double[][] wide = Stream.of(rows).map(r -> Arrays.copyOf(r, width)).toArray(double[][]::new);
      double[] centre = Vectors.mean(wide);
      double largest = 0;
      double sum = 0;
      for (double[] row : wide) {
        largest = Math.max(largest, Vectors.norm(row));
        Vectors.add(row, -1, centre);
        sum += Vectors.dot(row, row);
      }
      double norm = Math.sqrt(sum);
      if (norm <= NEGLIGIBLE * largest) {
        return new Shape(centre, 0, wide);
      }
      Stream.of(wide).forEach(row -> Arrays.setAll(row, j -> row[j] / norm));
      return new Shape(centre, norm, wide);
    }

    double[][] restored(double[][] rows, double scale) {
      return Stream.of(rows)
          .map(row -> {
            double[] place = centre.clone();
            Vectors.add(place, scale * norm, row);
            return place;
          })
          .toArray(double[][]::new);
    }
  }
}
