package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMicrokernel.COLUMNS;
import static dev.loci.tensor.kernel.SimdMicrokernel.ROWS;

import java.util.Arrays;

/**
 * The matrix product with the Vector API, with the bits of {@link ScalarMatmul}.
 *
 * <p>Blocks that fit the caches, as in Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008): a panel of B (KC x NC) and the rows of A that meet it are packed into
 * strips where reading them in place would be slow; tiles of C are handed to the team of {@link
 * Parallel}. k is never split between threads, and its blocks follow one another, so an element of
 * C stays one chain.
 */
final class SimdMatmul {
  /** The block in k: a strip of A and one of B stay in the nearest caches. */
  private static final int KC = 384;

  /** The columns of a panel of B. */
  private static final int NC = 3072;

  /** The rows of A that are packed at a time. */
  private static final int MC = 4080;

  /** The rows of a tile of C: its rows of A stay in the second-level cache. */
  private static final int TILE_ROWS = 240;

  /** Up to so many multiply-adds a product stays on the caller's thread, and is not blocked. */
  private static final int SMALL = 1 << 17;

  /** With so few rows, packing B costs more than it saves. */
  private static final int FEW_ROWS = 24;

  /** A row of A longer than this is packed: every row lies on a page of its own. */
  private static final int LONG_ROW = 1024;

  private final int m;
  private final int n;
  private final int k;
  private final float[] a;
  private final int ao;
  private final int ars;
  private final int acs;
  private final float[] b;
  private final int bo;
  private final int brs;
  private final int bcs;
  private final float[] c;
  private final int co;
  private final int crs;
  private final boolean packA;
  private final boolean packB;

  private SimdMatmul(
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
      int crs) {
    this.m = m;
    this.n = n;
    this.k = k;
    this.a = a;
    this.ao = ao;
    this.ars = ars;
    this.acs = acs;
    this.b = b;
    this.bo = bo;
    this.brs = brs;
    this.bcs = bcs;
    this.c = c;
    this.co = co;
    this.crs = crs;
    packA = n > COLUMNS && (acs != 1 || ars > LONG_ROW || ars % 512 == 0);
    packB = bcs != 1 || m > FEW_ROWS;
  }

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
      boolean accumulate) {
    if (k == 0 && !accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * crs, co + i * crs + n, 0);
      }
    }
    if (m == 0 || n == 0 || k == 0) {
      return;
    }
    if ((long) m * n * k > SMALL) {
      new SimdMatmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs).run(accumulate);
    } else if (bcs == 1) {
      tile(m, n, k, a, ao, ars, acs, ROWS * ars, b, bo, brs, COLUMNS, c, co, crs, accumulate);
    } else {
      float[] panel = PackBuffers.forB(Math.ceilDiv(n, COLUMNS) * COLUMNS * k);
      for (int j = 0; j < n; j += COLUMNS) {
        Packing.strip(
            k, Math.min(COLUMNS, n - j), COLUMNS, b, bo + j * bcs, brs, bcs, panel, j * k);
      }
      tile(
          m,
          n,
          k,
          a,
          ao,
          ars,
          acs,
          ROWS * ars,
          panel,
          0,
          COLUMNS,
          COLUMNS * k,
          c,
          co,
          crs,
          accumulate);
    }
  }

  private void run(boolean accumulate) {
    for (int j = 0; j < n; j += NC) {
      for (int p = 0; p < k; p += KC) {
        for (int i = 0; i < m; i += MC) {
          multiply(
              i,
              Math.min(MC, m - i),
              j,
              Math.min(NC, n - j),
              p,
              Math.min(KC, k - p),
              accumulate || p > 0);
        }
      }
    }
  }

  /** Multiplies the rows i.. of A with the columns j.. of B, over the block p.. of k. */
  private void multiply(int i, int mc, int j, int nc, int p, int kc, boolean load) {
    int stripsA = packA ? Math.ceilDiv(mc, ROWS) : 0;
    int stripsB = packB && i == 0 ? Math.ceilDiv(nc, COLUMNS) : 0;
    float[] panelA = packA ? PackBuffers.forA(stripsA * ROWS * kc) : a;
    float[] panelB = packB ? PackBuffers.forB(Math.ceilDiv(nc, COLUMNS) * COLUMNS * kc) : b;
    int offsetA = ao + i * ars + p * acs;
    int offsetB = bo + p * brs + j * bcs;
    Parallel.ranges(
        stripsA + stripsB,
        8,
        (from, to) -> {
          for (int s = from; s < to; s++) {
            if (s < stripsA) {
              int r = s * ROWS;
              Packing.strip(
                  kc, Math.min(ROWS, mc - r), ROWS, a, offsetA + r * ars, acs, ars, panelA, r * kc);
            } else {
              int r = (s - stripsA) * COLUMNS;
              Packing.strip(
                  kc,
                  Math.min(COLUMNS, nc - r),
                  COLUMNS,
                  b,
                  offsetB + r * bcs,
                  brs,
                  bcs,
                  panelB,
                  r * kc);
            }
          }
        });
    int tileRows = tileRows(mc);
    int tileColumns = tileColumns(nc, Math.ceilDiv(mc, tileRows));
    int across = Math.ceilDiv(nc, tileColumns);
    Parallel.forEach(
        across * Math.ceilDiv(mc, tileRows),
        t -> {
          int r = t / across * tileRows;
          int s = t % across * tileColumns;
          int rows = Math.min(tileRows, mc - r);
          int columns = Math.min(tileColumns, nc - s);
          tile(
              rows,
              columns,
              kc,
              panelA,
              packA ? r * kc : offsetA + r * ars,
              packA ? 1 : ars,
              packA ? ROWS : acs,
              packA ? ROWS * kc : ROWS * ars,
              panelB,
              packB ? s * kc : offsetB + s,
              packB ? COLUMNS : brs,
              packB ? COLUMNS * kc : COLUMNS,
              c,
              co + (i + r) * crs + j + s,
              crs,
              load);
        });
  }

  private static int tileRows(int mc) {
    int blocks = Math.ceilDiv(mc, TILE_ROWS);
    return Math.ceilDiv(Math.ceilDiv(mc, blocks), ROWS) * ROWS;
  }

  /** Enough tiles for all threads to end at about the same time. */
  private static int tileColumns(int nc, int blocks) {
    int across = Parallel.threads() == 1 ? 1 : Math.ceilDiv(4 * Parallel.threads(), blocks);
    return Math.ceilDiv(Math.ceilDiv(nc, across), COLUMNS) * COLUMNS;
  }

  /** A tile of C, on one thread; {@code as} and {@code bs} lead from one strip to the next. */
  private static void tile(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      int as,
      float[] b,
      int bo,
      int brs,
      int bs,
      float[] c,
      int co,
      int crs,
      boolean load) {
    for (int i = 0, ai = ao; i < m; i += ROWS, ai += as) {
      int rows = Math.min(ROWS, m - i);
      for (int j = 0, bj = bo; j < n; j += COLUMNS, bj += bs) {
        int columns = Math.min(COLUMNS, n - j);
        int cij = co + i * crs + j;
        SimdMicrokernel.block(rows, columns, k, a, ai, ars, acs, b, bj, brs, c, cij, crs, load);
      }
    }
  }
}
