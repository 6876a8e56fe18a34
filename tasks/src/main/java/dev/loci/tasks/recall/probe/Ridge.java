package dev.loci.tasks.recall.probe;

import dev.loci.tasks.analysis.Vectors;
import java.util.Arrays;

/**
 * A linear map {@code y = x W + c} fitted by ridge regression (Hoerl and Kennard, 1970): W and c
 * minimise {@code ||y - x W - c||^2 + penalty * tr(A) / n ||W||^2}, where A is the n x n matrix of
 * products of the centred features. The constant is not penalised.
 *
 * @param weights W, one row for each of the features
 * @param constant c
 */
public record Ridge(double[][] weights, double[] constant) {

  /**
   * Fits a map by Cholesky's decomposition, in double.
   *
   * @param x features, a row for each example
   * @param y targets, a row for each example
   * @param penalty above 0, so that the fit is one even if features are linearly dependent
   * @throws IllegalArgumentException if there are no examples, not as many of both, or no penalty
   */
  public static Ridge fit(double[][] x, double[][] y, double penalty) {
    if (x.length == 0 || x.length != y.length || !(penalty > 0)) {
      throw new IllegalArgumentException(
          "ridge: %d rows of features, %d of targets and a penalty of %s"
              .formatted(x.length, y.length, penalty));
    }
    double[] meanX = Vectors.mean(x);
    double[] meanY = Vectors.mean(y);
    double[][] gram = products(x, meanX, x, meanX);
    double trace = 0;
    for (int i = 0; i < gram.length; i++) {
      trace += gram[i][i];
    }
    for (int i = 0; i < gram.length; i++) {
      gram[i][i] +=
          trace > 0 ? penalty * trace / gram.length : 1; // constant features get no weight
    }
    double[][] weights = products(x, meanX, y, meanY);
    solve(gram, weights);
    double[] constant = meanY.clone();
    for (int i = 0; i < weights.length; i++) {
      Vectors.add(constant, -meanX[i], weights[i]);
    }
    return new Ridge(weights, constant);
  }

  /** The sum over rows of the outer products of what is left of them without their means. */
  private static double[][] products(double[][] x, double[] meanX, double[][] y, double[] meanY) {
    double[][] sum = new double[meanX.length][meanY.length];
    for (int row = 0; row < x.length; row++) {
      double[] right = y[row].clone();
      Vectors.add(right, -1, meanY);
      for (int i = 0; i < meanX.length; i++) {
        Vectors.add(sum[i], x[row][i] - meanX[i], right);
      }
    }
    return sum;
  }

  /** Replaces B by the solution of {@code A X = B} for a positive definite A, which is used up. */
  private static void solve(double[][] a, double[][] b) {
    int n = a.length;
    for (int i = 0; i < n; i++) { // A = L L^T, L in the lower half, row by row
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(rest) : rest / a[j][j];
      }
    }
    for (int i = 0; i < n; i++) { // L Z = B
      for (int k = 0; k < i; k++) {
        Vectors.add(b[i], -a[i][k], b[k]);
      }
      divide(b[i], a[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) { // L^T X = Z
      divide(b[i], a[i][i]);
      for (int k = 0; k < i; k++) {
        Vectors.add(b[k], -a[i][k], b[i]);
      }
    }
  }

  private static void divide(double[] v, double divisor) {
    for (int j = 0; j < v.length; j++) {
      v[j] /= divisor;
    }
  }

  /** The map's value. */
  public double[] of(double[] x) {
    double[] y = constant.clone();
    for (int i = 0; i < x.length; i++) {
      Vectors.add(y, x[i], weights[i]);
    }
    return y;
  }

  /** The map's values, row by row. */
  public double[][] of(double[][] x) {
    return Arrays.stream(x).map(this::of).toArray(double[][]::new);
  }

  /**
   * The share of the targets' variance that the map explains, over all coordinates: 1 less the sum
   * of squared errors divided by that of squared distances from the mean.
   */
  public double r2(double[][] x, double[][] y) {
    double[] mean = Vectors.mean(y);
    double error = 0;
    double all = 0;
    for (int row = 0; row < x.length; row++) {
      double[] predicted = of(x[row]);
      for (int j = 0; j < mean.length; j++) {
        error += square(y[row][j] - predicted[j]);
        all += square(y[row][j] - mean[j]);
      }
    }
    return 1 - error / all;
  }

  private static double square(double x) {
    return x * x;
  }
}
