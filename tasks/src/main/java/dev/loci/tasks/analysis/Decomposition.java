package dev.loci.tasks.analysis;

import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/**
 * Orthogonal directions of a matrix with their values, in one fixed form: values descend, and each
 * direction's largest entry in magnitude is positive (the first, of entries equal up to rounding).
 *
 * @param values descending
 * @param vectors orthonormal rows, row i belonging to value i
 */
record Decomposition(double[] values, double[][] vectors) {
  private static final double TIE = 1e-6;

  /** Returns the eigenpairs of a symmetric matrix. */
  static Decomposition eigen(double[][] symmetric) {
    // EJML's factory takes a blocked algorithm from order 1800 on; this is the same for all sizes.
    var solver =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), true);
    if (!solver.decompose(new DMatrixRMaj(symmetric))) {
      throw new ArithmeticException(
          "eigenvalues: no convergence for a symmetric matrix of order " + symmetric.length);
    }
    return ordered(
        symmetric.length,
        i -> solver.getEigenvalue(i).getReal(),
        i -> solver.getEigenVector(i).getData().clone());
  }

  /** Returns the min(n, D) singular values of an n x D matrix with the right singular vectors. */
  static Decomposition singular(double[][] matrix) {
    var solver = new SvdImplicitQrDecompose_DDRM(true, false, true, false);
    if (!solver.decompose(new DMatrixRMaj(matrix))) {
      throw new ArithmeticException(
          "singular values: no convergence for a %d x %d matrix"
              .formatted(matrix.length, matrix[0].length));
    }
    double[] values = solver.getSingularValues();
    DMatrixRMaj vectors = solver.getV(null, true);
    return ordered(solver.numberOfSingularValues(), i -> values[i], i -> row(vectors, i));
  }

  private static double[] row(DMatrixRMaj matrix, int i) {
    return IntStream.range(0, matrix.getNumCols()).mapToDouble(j -> matrix.get(i, j)).toArray();
  }

  private static Decomposition ordered(
      int count, IntToDoubleFunction value, IntFunction<double[]> vector) {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(value::applyAsDouble).reversed())
            .mapToInt(i -> i)
            .toArray();
    double[] values = IntStream.of(order).mapToDouble(value).toArray();
    double[][] vectors = IntStream.of(order).mapToObj(vector).toArray(double[][]::new);
    for (double[] v : vectors) {
      fixSign(v);
    }
    return new Decomposition(values, vectors);
  }

  private static void fixSign(double[] vector) {
    double largest = 0;
    for (double x : vector) {
      largest = Math.max(largest, Math.abs(x));
    }
    int deciding = 0;
    while (Math.abs(vector[deciding]) < largest * (1 - TIE)) {
      deciding++;
    }
    if (vector[deciding] < 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = 0 - vector[i]; // where -x would make zeros negative
      }
    }
  }
}
