package dev.loci.tensor.kernel;

/** Stands in until the vector form is merged. */
final class SimdMatmul {
  private SimdMatmul() {}

  static void matmul(
      int m, int n, int k,
      float[] a, int ao, int ars, int acs,
      float[] b, int bo, int brs, int bcs,
      float[] c, int co, int crs, boolean accumulate) {
    ScalarMatmul.matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
  }
}
