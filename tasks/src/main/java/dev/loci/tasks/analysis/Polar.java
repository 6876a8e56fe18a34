package dev.loci.tasks.analysis;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/**
 * The orthogonal factor {@code U Vᵀ} of a square matrix {@code U S Vᵀ}, and its nuclear norm.
 *
 * @param rotation orthogonal; its determinant may be -1
 * @param trace the sum of the singular values
 */
record Polar(double[][] rotation, double trace) {
  static Polar of(double[][] square) {
    var svd = new SvdImplicitQrDecompose_DDRM(false, true, true, false);
    if (!svd.decompose(new DMatrixRMaj(square))) {
      throw new ArithmeticException(
          "polar factor: no convergence for a matrix of order " + square.length);
    }
    DMatrixRMaj rotation = new DMatrixRMaj(square.length, square.length);
    CommonOps_DDRM.mult(svd.getU(null, false), svd.getV(null, true), rotation);
    double[][] rows = new double[square.length][];
    Arrays.setAll(
        rows, i -> Arrays.copyOfRange(rotation.data, i * square.length, (i + 1) * square.length));
    return new Polar(rows, Arrays.stream(svd.getSingularValues()).sum());
  }
}
