package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Principal component analysis of embeddings, by the singular values of the centred matrix. There
 * may be fewer nodes than dimensions. The sign of each axis is fixed: its largest entry in
 * magnitude, the first of equals, is positive.
 */
public final class PrincipalComponents {
  /** A singular value below this part of the norm of the data is the rounding of centring. */
  private static final double NEGLIGIBLE = 1e-12;

  private final double[] mean;
  private final double[][] axes;
  private final double[] variances;

  private PrincipalComponents(double[] mean, double[][] axes, double[] variances) {
    this.mean = mean;
    this.axes = axes;
    this.variances = variances;
  }

  /**
   * Fits the axes to all rows of one or several snapshots together, so that the projections of the
   * snapshots share one frame.
   *
   * @param snapshots each with rows of D columns; the numbers of rows may differ
   */
  public static PrincipalComponents fit(double[][]... snapshots) {
    double[][] rows = Stream.of(snapshots).flatMap(Stream::of).toArray(double[][]::new);
    Checks.embeddings(rows);
    double[] mean = Vectors.mean(rows);
    var svd =
        Decomposition.singular(
            Stream.of(rows).map(row -> minus(row, mean)).toArray(double[][]::new));
    double threshold =
        NEGLIGIBLE * Vectors.norm(Stream.of(rows).mapToDouble(Vectors::norm).toArray());
    double[] variances =
        Arrays.stream(svd.values()).map(s -> s > threshold ? s * s / rows.length : 0).toArray();
    return new PrincipalComponents(mean, svd.vectors(), variances);
  }

  /**
   * Returns rows in at most so many coordinates: fewer if there are fewer components.
   *
   * @param rows n x D
   */
  public double[][] leading(double[][] rows, int most) {
    return project(rows, Math.min(most, count()));
  }

  /** Returns the number of components: the smaller of the number of rows and of columns. */
  public int count() {
    return variances.length;
  }

  /** Returns the axes, count x D, orthonormal, by descending variance. */
  public double[][] axes() {
    return Stream.of(axes).map(double[]::clone).toArray(double[][]::new);
  }

  /** Returns the variances along the axes (the mean square, so divided by the number of rows). */
  public double[] variances() {
    return variances.clone();
  }

  /** Returns the shares of the total variance; all 0 if the rows are all equal. */
  public double[] explainedShares() {
    double total = Arrays.stream(variances).sum();
    return Arrays.stream(variances).map(v -> total > 0 ? v / total : 0).toArray();
  }

  /** Returns the share of the total variance in the first k components, or in all if k is more. */
  public double explainedShare(int k) {
    return Arrays.stream(explainedShares()).limit(k).sum();
  }

  /**
   * Returns the effective number of dimensions {@code (Σσ²)² / Σσ⁴} (the participation ratio): m if
   * the variance is spread evenly over m axes, 0 if the rows are all equal.
   */
  public double effectiveRank() {
    double sumOfSquares = Arrays.stream(explainedShares()).map(s -> s * s).sum();
    return sumOfSquares > 0 ? 1 / sumOfSquares : 0;
  }

  /**
   * Returns the coordinates of rows on the first k axes, with the mean of the fit as the origin.
   *
   * @param rows n x D
   * @param k between 1 and {@link #count()}
   * @return n x k
   */
  public double[][] project(double[][] rows, int k) {
    Checks.embeddings(rows);
    Checks.require(
        rows[0].length == mean.length,
        "principal components: rows of %d columns, but the fit has %d",
        rows[0].length,
        mean.length);
    Checks.require(
        k >= 1 && k <= count(), "principal components: %d asked for, 1 to %d exist", k, count());
    return Stream.of(rows)
        .map(row -> minus(row, mean))
        .map(row ->
            Arrays.stream(axes).limit(k).mapToDouble(axis -> Vectors.dot(row, axis)).toArray())
        .toArray(double[][]::new);
  }

  private static double[] minus(double[] row, double[] mean) {
    double[] difference = new double[row.length];
    Arrays.setAll(difference, j -> row[j] - mean[j]);
    return difference;
  }
}
