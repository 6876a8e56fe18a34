package dev.loci.tasks.analysis;

import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Arithmetic of plain vectors and matrices, summed from the first entry to the last. */
public final class Vectors {
  private Vectors() {}

  /** Returns the inner product. */
  public static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int j = 0; j < u.length; j++) {
      sum += u[j] * v[j];
    }
    return sum;
  }

  /** Returns the Euclidean norm. */
  public static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  /** Returns the sum of the squares of all entries. */
  public static double squaredNorm(double[][] matrix) {
    double sum = 0;
    for (double[] row : matrix) {
      sum += dot(row, row);
    }
    return sum;
  }

  /** Returns the squared Euclidean distance. */
  public static double squaredDistance(double[] u, double[] v) {
    double sum = 0;
    for (int j = 0; j < u.length; j++) {
      sum += (u[j] - v[j]) * (u[j] - v[j]);
    }
    return sum;
  }

  /** Adds a multiple of another vector to one, in place. */
  public static void add(double[] sum, double factor, double[] v) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * v[j];
    }
  }

  /** Returns the mean of rows. */
  public static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      add(mean, 1, row);
    }
    Arrays.setAll(mean, j -> mean[j] / rows.length);
    return mean;
  }

  /** Returns the rows of a matrix, as float64. */
  public static double[][] rows(Tensor matrix) {
    return IntStream.range(0, matrix.shape().dim(0))
        .mapToObj(i -> matrix.select(0, i).toDoubleArray())
        .toArray(double[][]::new);
  }

  /** Returns a matrix with rows and columns exchanged. */
  public static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /** Returns the products of all rows of a matrix with a vector. */
  public static double[] products(double[][] rows, double[] vector) {
    return Arrays.stream(rows).mapToDouble(row -> dot(row, vector)).toArray();
  }

  /** Returns {@code a bᵀ}: the products of all rows of a with all rows of b. */
  public static double[][] productWithTransposed(double[][] a, double[][] b) {
    return Arrays.stream(a).map(u -> products(b, u)).toArray(double[][]::new);
  }
}
