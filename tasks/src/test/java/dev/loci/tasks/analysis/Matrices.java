package dev.loci.tasks.analysis;

import java.util.Arrays;
import java.util.Random;

/** Random matrices and rotations for tests. */
final class Matrices {
  private Matrices() {}

  static double[][] gaussian(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return matrix;
  }

  /** Applies one random orthogonal map, a product of reflections, to every row. */
  static double[][] rotated(double[][] rows, long seed) {
    int d = rows[0].length;
    double[][] result = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    for (double[] mirror : gaussian(d, d, seed)) {
      for (double[] row : result) {
        double factor = 2 * dot(row, mirror) / dot(mirror, mirror);
        Arrays.setAll(row, j -> row[j] - factor * mirror[j]);
      }
    }
    return result;
  }

  static double[][] transposed(double[][] a) {
    double[][] result = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        result[j][i] = a[i][j];
      }
    }
    return result;
  }

  static double[][] product(double[][] a, double[][] b) {
    double[][] bt = transposed(b);
    return Arrays.stream(a)
        .map(row -> Arrays.stream(bt).mapToDouble(column -> dot(row, column)).toArray())
        .toArray(double[][]::new);
  }

  static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int j = 0; j < u.length; j++) {
      sum += u[j] * v[j];
    }
    return sum;
  }

  static double maxDifference(double[][] a, double[][] b) {
    double max = Math.abs(a.length - b.length);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        max = Math.max(max, Math.abs(a[i][j] - b[i][j]));
      }
    }
    return max;
  }

  static double[][] identity(int n) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}
