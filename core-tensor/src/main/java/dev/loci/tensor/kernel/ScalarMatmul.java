package dev.loci.tensor.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product in plain Java: the specification of {@link Kernels#matmul}.
 *
 * <p>The inner loop runs along a row of C, so that the JIT compiler vectorises it; k is ascending
 * for every element of C, and a later block of k goes on from the value in C.
 */
final class ScalarMatmul extends MatmulJob {
  /** Rows of the panel of B that stays in the cache. */
  private static final int PANEL_ROWS = 64;

  private static final int PANEL_COLUMNS = 512;

  /** With fewer columns, one element of C at a time is faster. */
  private static final int NARROW = 16;

  /** Multiply-adds that are worth a hand-over to another thread. */
  private static final long GRAIN = 1 << 17;

  private static final ThreadLocal<ScalarMatmul> OF_THREAD =
      ThreadLocal.withInitial(ScalarMatmul::new);

  private final Parallel.RangeTask rows = this::addRows;
  private final Parallel.RangeTask columns = this::addColumns;

  private ScalarMatmul() {}

  /** See {@link Kernels#matmul}. */
  static void matmul(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      int bcs,
      float[] c,
      int co,
      int crs,
      boolean accumulate,
      @Nullable Epilogue epilogue) {
    if (m == 0 || n == 0) {
      return;
    }
    KernelSelector.noteProduct(m, n, k);
    if (!accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * crs, co + i * crs + n, 0);
      }
    }
    ScalarMatmul own = OF_THREAD.get();
    ScalarMatmul job = own.isBusy() ? new ScalarMatmul() : own;
    job.begin(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, epilogue);
    try {
      job.add();
    } finally {
      job.end();
    }
  }

  private void add() {
    if (m >= Math.min(n, 2 * Parallel.threads())) {
      Parallel.ranges(m, grain((long) n * k), rows);
    } else {
      Parallel.ranges(n, Math.max(4 * NARROW, grain((long) m * k)), columns);
    }
  }

  /** The rows or columns, each of so much work, that are worth a hand-over. */
  private static int grain(long work) {
    return (int) (1 + GRAIN / Math.max(1, work));
  }

  private void addRows(int from, int to) {
    add(from, to, 0, n);
    finish(from, to, 0, n);
  }

  private void addColumns(int from, int to) {
    add(0, m, from, to);
    finish(0, m, from, to);
  }

  /** Adds the product to the rows i0..i1-1 and the columns j0..j1-1 of C. */
  private void add(int i0, int i1, int j0, int j1) {
    if (j1 - j0 < NARROW) {
      addNarrow(i0, i1, j0, j1);
      return;
    }
    for (int j = j0; j < j1; j += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, j1 - j);
      for (int p = 0; p < k; p += PANEL_ROWS) {
        int rows = Math.min(PANEL_ROWS, k - p);
        int from = bo + p * brs + j * bcs;
        if (bcs == 1) {
          addPanel(i0, i1, p, rows, j, columns, b, from, brs);
        } else {
          float[] panel = PackBuffers.floats(PANEL_ROWS * PANEL_COLUMNS);
          copyPanel(from, rows, columns, panel);
          addPanel(i0, i1, p, rows, j, columns, panel, 0, columns);
        }
      }
    }
  }

  /** Lays a panel of B out row by row. */
  private void copyPanel(int from, int rows, int columns, float[] panel) {
    for (int j = 0; j < columns; j++) {
      for (int p = 0; p < rows; p++) {
        panel[p * columns + j] = b[from + p * brs + j * bcs];
      }
    }
  }

  /** Adds the product of the columns p.. of A and a panel, whose rows lie {@code prs} apart. */
  private void addPanel(
      int i0, int i1, int p, int rows, int j, int columns, float[] panel, int po, int prs) {
    for (int i = i0; i < i1; i++) {
      int ai = ao + i * ars + p * acs;
      int ci = co + i * crs + j;
      int q = 0;
      for (; q + 3 < rows; q += 4) {
        int aq = ai + q * acs;
        int pq = po + q * prs;
        addFour(
            columns, a[aq], a[aq + acs], a[aq + 2 * acs], a[aq + 3 * acs], panel, pq, prs, c, ci);
      }
      for (; q < rows; q++) {
        addRow(columns, a[ai + q * acs], panel, po + q * prs, c, ci);
      }
    }
  }

  /** Four rows, one after the other, with a quarter of the traffic. */
  private static void addFour(
      int n,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co) {
    int b1 = bo + brs;
    int b2 = b1 + brs;
    int b3 = b2 + brs;
    for (int j = 0; j < n; j++) {
      float sum = Fma.fma(x0, b[bo + j], c[co + j]);
      sum = Fma.fma(x1, b[b1 + j], sum);
      sum = Fma.fma(x2, b[b2 + j], sum);
      c[co + j] = Fma.fma(x3, b[b3 + j], sum);
    }
  }

  private static void addRow(int n, float x, float[] b, int bo, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Fma.fma(x, b[bo + j], c[co + j]);
    }
  }

  private void addNarrow(int i0, int i1, int j0, int j1) {
    for (int i = i0; i < i1; i++) {
      for (int j = j0; j < j1; j++) {
        c[co + i * crs + j] =
            chain(k, a, ao + i * ars, acs, b, bo + j * bcs, brs, c[co + i * crs + j]);
      }
    }
  }

  private static float chain(
      int k, float[] a, int ao, int as, float[] b, int bo, int bs, float start) {
    float sum = start;
    for (int p = 0; p < k; p++) {
      sum = Fma.fma(a[ao + p * as], b[bo + p * bs], sum);
    }
    return sum;
  }
}
