package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMicrokernel.COLUMNS;
import static dev.loci.tensor.kernel.SimdMicrokernel.ROWS;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /** Up to so many multiply-adds all operands stay in the caches, and are read in place. */
  private static final long UNPACKED = 1 << 21;

  /** The fewest multiply-adds of a tile that is worth a hand-over. */
  private static final long GRAIN = 1 << 16;

  private static final int STRIPS_PER_TASK = 8;

  /** With so few rows, packing B costs more than it saves. */
  private static final int FEW_ROWS = 24;

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
  private final @Nullable Epilogue epilogue;
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
      int crs,
      @Nullable Epilogue epilogue) {
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
    this.epilogue = epilogue;
    boolean large = (long) m * n * k > UNPACKED;
    // Rows a multiple of 2 KiB apart fall into the same few sets of the cache.
    packA = large && n > COLUMNS && (ROWS < 12 || acs != 1 || ars % 512 == 0);
    packB = bcs != 1 || (large && m > FEW_ROWS);
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
    matmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate, null);
  }

  /** The product with an epilogue, or without. */
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
    if (k == 0 && !accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * crs, co + i * crs + n, 0);
      }
    }
    if (m == 0 || n == 0) {
      return;
    }
    if ((long) m * n * k > SMALL) {
      new SimdMatmul(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, epilogue)
          .run(accumulate);
      return;
    }
    if (k > 0) {
      multiplySmall(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, accumulate);
    }
    if (epilogue != null) {
      epilogue.apply(0, m, 0, n);
    }
  }

  private static void multiplySmall(
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
    if (bcs == 1) {
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
              accumulate || p > 0,
              p + KC >= k ? epilogue : null);
        }
      }
    }
  }

  /** Multiplies the rows i.. of A with the columns j.. of B, over the block p.. of k. */
  private void multiply(
      int i, int mc, int j, int nc, int p, int kc, boolean load, @Nullable Epilogue last) {
    Strips left =
        packA
            ? new Strips(PackBuffers.forA(room(mc, ROWS, kc)), 0, 1, ROWS, ROWS * kc)
            : new Strips(a, ao + i * ars + p * acs, ars, acs, ROWS * ars);
    Strips right =
        packB
            ? new Strips(PackBuffers.forB(room(nc, COLUMNS, kc)), 0, 1, COLUMNS, COLUMNS * kc)
            : new Strips(b, bo + p * brs + j * bcs, 1, brs, COLUMNS);
    if (packA) {
      pack(mc, ROWS, kc, a, ao + i * ars + p * acs, acs, ars, left.data);
    }
    if (packB && i == 0) {
      pack(nc, COLUMNS, kc, b, bo + p * brs + j * bcs, brs, bcs, right.data);
    }
    multiply(i, mc, j, nc, kc, left, right, load, last);
  }

  /**
   * Where the strips of an operand lie, packed or in place: element i of strip s, for k = p, is
   * {@code data[offset + s * distance + i * is + p * ks]}.
   */
  private record Strips(float[] data, int offset, int is, int ks, int distance) {}

  private static int room(int count, int width, int k) {
    return Math.ceilDiv(count, width) * width * k;
  }

  private static void pack(
      int count, int width, int k, float[] x, int xo, int ks, int is, float[] packed) {
    Parallel.ranges(
        Math.ceilDiv(count, width),
        STRIPS_PER_TASK,
        (from, to) -> {
          for (int i = from * width; i < Math.min(to * width, count); i += width) {
            Packing.strip(
                k, Math.min(width, count - i), width, x, xo + i * is, ks, is, packed, i * k);
          }
        });
  }

  /** Multiplies a block, tile by tile, on all threads. */
  private void multiply(
      int i,
      int mc,
      int j,
      int nc,
      int kc,
      Strips left,
      Strips right,
      boolean load,
      @Nullable Epilogue last) {
    int tiles = tiles((long) mc * nc * kc);
    int down = Math.max(Math.ceilDiv(mc, TILE_ROWS), Math.min(tiles, Math.ceilDiv(mc, 4 * ROWS)));
    int tileRows = Math.ceilDiv(Math.ceilDiv(mc, down), ROWS) * ROWS;
    int tileColumns = Math.ceilDiv(Math.ceilDiv(nc, Math.ceilDiv(tiles, down)), COLUMNS) * COLUMNS;
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
              left.data,
              left.offset + r / ROWS * left.distance,
              left.is,
              left.ks,
              left.distance,
              right.data,
              right.offset + s / COLUMNS * right.distance,
              right.ks,
              right.distance,
              c,
              co + (i + r) * crs + j + s,
              crs,
              load);
          if (last != null) {
            last.apply(i + r, i + r + rows, j + s, j + s + columns);
          }
        });
  }

  /** Enough tiles for all threads to end at about the same time. */
  private static int tiles(long work) {
    int threads = Parallel.threads();
    return threads == 1 ? 1 : Math.clamp(work / GRAIN, 1, 4 * threads);
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
