package dev.loci.tensor.kernel;

/** The float32 matrix product, one element after the other. */
final class ScalarMatmul {
  private ScalarMatmul() {}

  static void matmul(
      int m, int n, int k,
      float[] a, int ao, int ars, int acs,
      float[] b, int bo, int brs, int bcs,
      float[] c, int co, int crs, boolean accumulate) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = accumulate ? c[co + i * crs + j] : 0;
        for (int l = 0; l < k; l++) {
          sum = Fma.fma(a[ao + i * ars + l * acs], b[bo + l * brs + j * bcs], sum);
        }
        c[co + i * crs + j] = sum;
      }
    }
  }
}
