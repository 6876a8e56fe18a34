package dev.loci.tensor.kernel;

import java.util.Arrays;

/** The float64 matrix product, which is for checking and not for speed. */
final class Float64Matmul {
  /** Multiply-adds that are worth a hand-over to another thread. */
  private static final int GRAIN = 1 << 17;

  private Float64Matmul() {}

  static void matmul(
      int m,
      int n,
      int k,
      double[] a,
      int ao,
      int ars,
      int acs,
      double[] b,
      int bo,
      int brs,
      int bcs,
      double[] c,
      int co,
      int crs,
      boolean accumulate) {
    int grain = (int) Math.min(m, 1 + GRAIN / (1 + (long) n * k));
    Parallel.ranges(
        m,
        grain,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int row = co + i * crs;
            if (!accumulate) {
              Arrays.fill(c, row, row + n, 0);
            }
            for (int p = 0; p < k; p++) {
              addRow(n, a[ao + i * ars + p * acs], b, bo + p * brs, bcs, c, row);
            }
          }
        });
  }

  private static void addRow(
      int n, double factor, double[] b, int bo, int bcs, double[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(factor, b[bo + j * bcs], c[co + j]);
    }
  }
}
