package dev.loci.tensor.kernel;

import java.util.Arrays;

/**
 * The matrix product in plain Java: the specification of {@link Kernels#matmul}.
 *
 * <p>The inner loop runs along a row of C, so that the JIT compiler vectorises it; k is ascending
 * for every element of C, and a later block of k goes on from the value in C.
 */
final class Float64Matmul {
  /** Rows and columns of the panel of B that stays in the cache. */
  private static final int PANEL_ROWS = 64;

  private static final int PANEL_COLUMNS = 512;

  /** With fewer columns, one element of C at a time is faster. */
  private static final int NARROW = 8;

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
    if (m >= Math.min(n, 2 * Parallel.threads())) {
      int grain = (int) Math.min(m, 1 + GRAIN / (1 + (long) n * k));
      Parallel.ranges(
          m,
          grain,
          (from, to) ->
              product(
                  to - from,
                  n,
                  k,
                  a,
                  ao + from * ars,
                  ars,
                  acs,
                  b,
                  bo,
                  brs,
                  bcs,
                  c,
                  co + from * crs,
                  crs,
                  accumulate));
    } else {
      int grain = (int) Math.min(n, 2 * NARROW + GRAIN / (1 + (long) m * k));
      Parallel.ranges(
          n,
          grain,
          (from, to) ->
              product(
                  m,
                  to - from,
                  k,
                  a,
                  ao,
                  ars,
                  acs,
                  b,
                  bo + from * bcs,
                  brs,
                  bcs,
                  c,
                  co + from,
                  crs,
                  accumulate));
    }
  }

  private static void product(
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
    if (!accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * crs, co + i * crs + n, 0f);
      }
    }
    if (n < NARROW) {
      addNarrow(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs);
      return;
    }
    double[] panel = bcs == 1 ? b : new double[PANEL_ROWS * PANEL_COLUMNS];
    for (int j = 0; j < n; j += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - j);
      for (int p = 0; p < k; p += PANEL_ROWS) {
        int rows = Math.min(PANEL_ROWS, k - p);
        int from = bo + p * brs + j * bcs;
        if (bcs == 1) {
          addPanel(m, columns, rows, a, ao + p * acs, ars, acs, b, from, brs, c, co + j, crs);
        } else {
          copyPanel(rows, columns, b, from, brs, bcs, panel);
          addPanel(m, columns, rows, a, ao + p * acs, ars, acs, panel, 0, columns, c, co + j, crs);
        }
      }
    }
  }

  /** Lays a panel of B out row by row. */
  private static void copyPanel(
      int rows, int columns, double[] b, int bo, int brs, int bcs, double[] panel) {
    for (int j = 0; j < columns; j++) {
      int from = bo + j * bcs;
      for (int p = 0; p < rows; p++) {
        panel[p * columns + j] = b[from + p * brs];
      }
    }
  }

  private static void addPanel(
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
      double[] c,
      int co,
      int crs) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addRow(n, a[ao + i * ars + p * acs], b, bo + p * brs, c, co + i * crs);
      }
    }
  }

  private static void addRow(int n, double x, double[] b, int bo, double[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, b[bo + j], c[co + j]);
    }
  }

  private static void addNarrow(
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
      int crs) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = c[co + i * crs + j];
        for (int p = 0; p < k; p++) {
          sum = Math.fma(a[ao + i * ars + p * acs], b[bo + p * brs + j * bcs], sum);
        }
        c[co + i * crs + j] = sum;
      }
    }
  }
}
