package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMicrokernel.COLUMNS;
import static dev.loci.tensor.kernel.SimdMicrokernel.ROWS;
import static dev.loci.tensor.kernel.SimdMicrokernel.WIDTH;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product with the Vector API, with the bits of {@link ScalarMatmul}.
 *
 * <p>Blocks that fit the caches, as in Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008): a panel of B (KC x NC) is packed into strips, by all threads and for all
 * of them, where reading it in place would be slow. Then tiles of C are handed to the team of
 * {@link Parallel}; whoever computes a tile packs its rows of A, if that pays. k is never split
 * between threads, and its blocks follow one another, so an element of C stays one chain.
 */
final class SimdMatmul extends MatmulJob {
  /** The block in k: a strip of A stays in the first-level cache, one of B in the second. */
  private static final int KC = 384;

  /** The columns of a panel of B. */
  private static final int NC = 3072;

  /** The rows of a tile of C: its rows of A stay in the second-level cache. */
  private static final int TILE_ROWS = 240;

  /** Up to so many multiply-adds a product stays on the caller's thread. */
  private static final int SMALL = 1 << 17;

  /** Up to so many multiply-adds all operands stay in the caches, and k is not blocked. */
  private static final long MEDIUM = 1 << 21;

  /** With so few rows, packing B costs more than it saves. */
  private static final int FEW_ROWS = 24;

  /** With so few columns, packing A costs more than it saves. */
  private static final int FEW_COLUMNS = 160;

  /** The elements of B that are worth a hand-over to pack. */
  private static final int PACK_GRAIN = 1 << 14;

  private static final float[] NO_ROOM = {};

  private static final ThreadLocal<SimdMatmul> OF_THREAD = ThreadLocal.withInitial(SimdMatmul::new);

  private final Parallel.RangeTask packing = this::pack;
  private final Parallel.RangeTask tiling = this::tiles;

  /** Packed strips of B; not the thread's common buffer, because epilogues run while it is used. */
  private float[] panel = {};

  private boolean packA;
  private boolean packB;

  // The block under way: the columns j.. and the chain links p.. of the product.
  private int j;
  private int nc;
  private int p;
  private int kc;
  private boolean load;
  private boolean last;
  private int tileRows;
  private int tileColumns;
  private int across;

  private SimdMatmul() {}

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
    long work = (long) m * n * k;
    boolean large = work > MEDIUM;
    boolean packA = (acs != 1 && ars != 1) || (large && n >= FEW_COLUMNS);
    boolean packB = bcs != 1 || (m >= FEW_ROWS && (large || n % COLUMNS > WIDTH));
    if (work > SMALL || (k > 0 && (packA || packB))) {
      multiply(
          m,
          n,
          k,
          a,
          ao,
          ars,
          acs,
          packA,
          b,
          bo,
          brs,
          bcs,
          packB,
          c,
          co,
          crs,
          accumulate,
          epilogue);
      return;
    }
    if (k > 0) {
      blocks(
          m,
          n,
          k,
          a,
          ao,
          ars,
          acs,
          ROWS * ars,
          b,
          bo,
          brs,
          COLUMNS,
          c,
          co,
          crs,
          NO_ROOM,
          accumulate);
    } else if (!accumulate) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(c, co + i * crs, co + i * crs + n, 0);
      }
    }
    if (epilogue != null) {
      epilogue.apply(0, m, 0, n);
    }
  }

  /** A product that is packed or shared with other threads. */
  private static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      boolean packA,
      float[] b,
      int bo,
      int brs,
      int bcs,
      boolean packB,
      float[] c,
      int co,
      int crs,
      boolean accumulate,
      @Nullable Epilogue epilogue) {
    SimdMatmul own = OF_THREAD.get();
    SimdMatmul job = own.isBusy() ? new SimdMatmul() : own;
    job.begin(m, n, k, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, epilogue);
    job.packA = packA;
    job.packB = packB;
    try {
      job.run(accumulate);
    } finally {
      job.end();
    }
  }

  private void run(boolean accumulate) {
    long work = (long) m * n * k;
    boolean large = work > MEDIUM;
    int blockColumns = large ? part(n, NC, COLUMNS) : n;
    int blockLinks = large ? part(k, KC, 1) : k;
    for (j = 0; j < n; j += blockColumns) {
      nc = Math.min(blockColumns, n - j);
      for (p = 0; p < k; p += blockLinks) {
        kc = Math.min(blockLinks, k - p);
        load = accumulate || p > 0;
        last = p + kc == k;
        multiply(work <= SMALL);
      }
    }
  }

  /** The size of equal parts of at most {@code most}, rounded up to a multiple of {@code unit}. */
  private static int part(int size, int most, int unit) {
    return roundUp(Math.ceilDiv(size, Math.ceilDiv(size, most)), unit);
  }

  private static int roundUp(int size, int unit) {
    return Math.ceilDiv(size, unit) * unit;
  }

  /** Multiplies one block. */
  private void multiply(boolean alone) {
    if (packB) {
      int strips = Math.ceilDiv(nc, COLUMNS);
      int size = strips * COLUMNS * kc;
      if (panel.length < size) {
        panel = new float[size];
      }
      if (alone) {
        pack(0, strips);
      } else {
        Parallel.ranges(strips, 1 + PACK_GRAIN / (COLUMNS * kc), packing);
      }
    }
    if (alone) {
      tileRows = m;
      tileColumns = nc;
      across = 1;
      tiles(0, 1);
    } else {
      split(Parallel.threads());
      Parallel.forEach(Math.ceilDiv(m, tileRows) * across, 1, tiling);
    }
  }

  /** Packs strips of B into the panel. */
  private void pack(int from, int to) {
    int start = bo + p * brs + j * bcs;
    for (int s = from; s < to; s++) {
      int first = s * COLUMNS;
      Packing.strip(
          kc,
          Math.min(COLUMNS, nc - first),
          COLUMNS,
          b,
          start + first * bcs,
          brs,
          bcs,
          panel,
          first * kc);
    }
  }

  /** Chooses tiles that let all threads end at about the same time. */
  private void split(int threads) {
    int fewest = Math.ceilDiv(m, TILE_ROWS);
    int most = fewest + 4 * threads;
    long best = Long.MAX_VALUE;
    for (int down = fewest; down <= most; down++) {
      int rows = roundUp(Math.ceilDiv(m, down), ROWS);
      for (int wide = 1; wide <= threads; wide += Math.max(1, threads - 1)) {
        int columns = roundUp(Math.ceilDiv(nc, wide), COLUMNS);
        int tiles = Math.ceilDiv(m, rows) * Math.ceilDiv(nc, columns);
        long time = (long) Math.ceilDiv(tiles, threads) * (rows * (long) columns * kc + TILE_COST);
        if (time < best) {
          best = time;
          tileRows = rows;
          tileColumns = columns;
          across = Math.ceilDiv(nc, columns);
        }
      }
    }
  }

  /** What a tile costs besides its arithmetic, in multiply-adds. */
  private static final int TILE_COST = 1 << 13;

  private void tiles(int from, int to) {
    for (int t = from; t < to; t++) {
      tile(t);
    }
  }

  /** Computes a tile of C on one thread, row of blocks by row of blocks. */
  private void tile(int t) {
    int i0 = t / across * tileRows;
    int j0 = t % across * tileColumns;
    int rows = Math.min(tileRows, m - i0);
    int columns = Math.min(tileColumns, nc - j0);
    int edge = ROWS * COLUMNS;
    float[] room =
        packA || packB
            ? PackBuffers.floats(edge + (packA ? roundUp(rows, ROWS) * kc : 0))
            : NO_ROOM;
    int start = ao + i0 * ars + p * acs;
    if (packA) {
      for (int i = 0; i < rows; i += ROWS) {
        Packing.strip(
            kc, Math.min(ROWS, rows - i), ROWS, a, start + i * ars, acs, ars, room, edge + i * kc);
      }
    }
    blocks(
        rows,
        columns,
        kc,
        packA ? room : a,
        packA ? edge : start,
        packA ? 1 : ars,
        packA ? ROWS : acs,
        ROWS * (packA ? kc : ars),
        packB ? panel : b,
        packB ? j0 * kc : bo + p * brs + j + j0,
        packB ? COLUMNS : brs,
        COLUMNS * (packB ? kc : 1),
        c,
        co + i0 * crs + j + j0,
        crs,
        packB ? room : NO_ROOM,
        load);
    if (last) {
      finish(i0, i0 + rows, j + j0, j + j0 + columns);
    }
  }

  /**
   * Computes a part of C block by block; {@code as} and {@code bs} lead from one strip to the next.
   *
   * @param room for one block, if B is packed
   */
  private static void blocks(
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
      float[] room,
      boolean load) {
    for (int i = 0, ai = ao; i < m; i += ROWS, ai += as) {
      int rows = Math.min(ROWS, m - i);
      for (int j = 0, bj = bo; j < n; j += COLUMNS, bj += bs) {
        int columns = Math.min(COLUMNS, n - j);
        int cij = co + i * crs + j;
        if (columns < COLUMNS && columns > WIDTH && room.length > 0) {
          SimdMicrokernel.edge(rows, columns, k, a, ai, ars, acs, b, bj, c, cij, crs, room, load);
        } else if (columns <= WIDTH && rows == 12 && room.length > 0 && (acs == 1 || ars == 1)) {
          SimdMicrokernel.narrowEdge(columns, k, a, ai, ars, acs, b, bj, c, cij, crs, room, load);
        } else {
          SimdMicrokernel.block(rows, columns, k, a, ai, ars, acs, b, bj, brs, c, cij, crs, load);
        }
      }
    }
  }
}
