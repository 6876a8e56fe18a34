package dev.loci.tasks.analysis;

import java.util.Arrays;

/** Arithmetic of plain vectors and matrices, summed from the first entry to the last. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int j = 0; j < u.length; j++) {
      sum += u[j] * v[j];
    }
    return sum;
  }

  static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  /** Adds a multiple of another vector to one, in place. */
  static void add(double[] sum, double factor, double[] v) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * v[j];
    }
  }

  /** Returns the mean of rows. */
  static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      add(mean, 1, row);
    }
    Arrays.setAll(mean, j -> mean[j] / rows.length);
    return mean;
  }

  static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /** Returns {@code a bᵀ}: the products of all rows of a with all rows of b. */
  static double[][] productWithTransposed(double[][] a, double[][] b) {
    return Arrays.stream(a)
        .map(u -> Arrays.stream(b).mapToDouble(v -> dot(u, v)).toArray())
        .toArray(double[][]::new);
  }
}
