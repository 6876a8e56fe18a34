package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;

import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The innermost loops of the matrix product: a block of C stays in registers while k runs over one
 * row of B and one column of A after the other.
 *
 * <p>Every block does {@code C = A B}, or {@code C += A B} with {@code load}. The accumulators are
 * local variables, one by one, because a vector in an array or a field is boxed. Twelve rows by two
 * vectors take 27 of the 32 registers of AVX-512; four by two take 11 of the 16 of AVX2.
 */
final class SimdMicrokernel {

  /** The lanes of a vector. */
  static final int WIDTH = S.length();

  /** The columns of a full block. */
  static final int COLUMNS = 2 * WIDTH;

  /** The most rows that {@link #block} takes: twelve at once, or two times four. */
  static final int ROWS = WIDTH >= 16 ? 12 : 8;

  /** The masks of the first 0 to {@link #WIDTH} lanes: one made in a method may be allocated. */
  static final List<VectorMask<Float>> MASKS =
      IntStream.rangeClosed(0, WIDTH).mapToObj(n -> S.indexInRange(0, n)).toList();

  private SimdMicrokernel() {}

  /** A block of 1 to {@link #ROWS} rows by 1 to {@link #COLUMNS} columns. */
  static void block(
      int rows,
      int columns,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co,
      int crs,
      boolean load) {
    if (columns < COLUMNS) {
      for (int j = 0; j < columns; j += WIDTH) {
        int width = Math.min(WIDTH, columns - j);
        for (int i = 0; i < rows; i += 4) {
          tail(
              Math.min(4, rows - i),
              width,
              k,
              a,
              ao + i * ars,
              ars,
              acs,
              b,
              bo + j,
              brs,
              c,
              co + i * crs + j,
              crs,
              load);
        }
      }
    } else if (rows == 12 && acs == 1) {
      WideMicrokernel.rows12(k, a, ao, ars, b, bo, brs, c, co, crs, load);
    } else if (rows == 12) {
      WideMicrokernel.columns12(k, a, ao, acs, b, bo, brs, c, co, crs, load);
    } else if (WIDTH >= 16) {
      for (int i = 0; i < rows; i += 8) {
        int ai = ao + i * ars;
        int ci = co + i * crs;
        if (rows - i > 4) {
          int some = Math.min(8, rows - i);
          WideMicrokernel.rows8(some, k, a, ai, ars, acs, b, bo, brs, c, ci, crs, load);
        } else {
          rows4(rows - i, k, a, ai, ars, acs, b, bo, brs, c, ci, crs, load);
        }
      }
    } else {
      boolean packed = ars == 1 && acs == ROWS && brs == COLUMNS;
      for (int i = 0; i < rows; i += 4) {
        int ai = ao + i * ars;
        int ci = co + i * crs;
        if (packed && rows - i >= 4) {
          packed4(k, a, ai, b, bo, c, ci, crs, load);
        } else {
          rows4(Math.min(4, rows - i), k, a, ai, ars, acs, b, bo, brs, c, ci, crs, load);
        }
      }
    }
  }

  /**
   * A block of more than one vector of columns, but less than two, of a packed strip: computed in
   * full in {@code room}, of which the columns that exist are copied.
   */
  static void edge(
      int rows,
      int columns,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      float[] c,
      int co,
      int crs,
      float[] room,
      boolean load) {
    VectorMask<Float> rest = MASKS.get(columns - WIDTH);
    if (load) {
      for (int i = 0; i < rows; i++) {
        int ci = co + i * crs;
        FloatVector.fromArray(S, c, ci).intoArray(room, i * COLUMNS);
        FloatVector.fromArray(S, c, ci + WIDTH, rest).intoArray(room, i * COLUMNS + WIDTH);
      }
    }
    block(rows, COLUMNS, k, a, ao, ars, acs, b, bo, COLUMNS, room, 0, COLUMNS, load);
    for (int i = 0; i < rows; i++) {
      int ci = co + i * crs;
      FloatVector.fromArray(S, room, i * COLUMNS).intoArray(c, ci);
      FloatVector.fromArray(S, room, i * COLUMNS + WIDTH).intoArray(c, ci + WIDTH, rest);
    }
  }

  /**
   * As {@link #edge} for twelve rows by at most {@link #WIDTH} columns, on machines with 32
   * registers; one distance of A is 1.
   */
  static void narrowEdge(
      int columns,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      float[] c,
      int co,
      int crs,
      float[] room,
      boolean load) {
    VectorMask<Float> mask = MASKS.get(columns);
    if (load) {
      for (int i = 0; i < 12; i++) {
        FloatVector.fromArray(S, c, co + i * crs, mask).intoArray(room, i * COLUMNS);
      }
    }
    if (acs == 1) {
      NarrowMicrokernel.rows12(k, a, ao, ars, b, bo, room, load);
    } else {
      NarrowMicrokernel.columns12(k, a, ao, acs, b, bo, room, load);
    }
    for (int i = 0; i < 12; i++) {
      FloatVector.fromArray(S, room, i * COLUMNS).intoArray(c, co + i * crs, mask);
    }
  }

  /**
   * Four rows by two vectors of columns of packed strips: with constant distances the compiler
   * moves the range checks out of the loop, which decides the speed where there are few registers.
   */
  private static void packed4(
      int k, float[] a, int ao, float[] b, int bo, float[] c, int co, int crs, boolean load) {
    FloatVector c0 = start(c, co, load);
    FloatVector d0 = start(c, co + WIDTH, load);
    FloatVector c1 = start(c, co + crs, load);
    FloatVector d1 = start(c, co + crs + WIDTH, load);
    FloatVector c2 = start(c, co + 2 * crs, load);
    FloatVector d2 = start(c, co + 2 * crs + WIDTH, load);
    FloatVector c3 = start(c, co + 3 * crs, load);
    FloatVector d3 = start(c, co + 3 * crs + WIDTH, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * COLUMNS);
      FloatVector v = FloatVector.fromArray(S, b, bo + p * COLUMNS + WIDTH);
      int q = ao + p * ROWS;
      FloatVector x = FloatVector.broadcast(S, a[q]);
      c0 = x.fma(u, c0);
      d0 = x.fma(v, d0);
      x = FloatVector.broadcast(S, a[q + 1]);
      c1 = x.fma(u, c1);
      d1 = x.fma(v, d1);
      x = FloatVector.broadcast(S, a[q + 2]);
      c2 = x.fma(u, c2);
      d2 = x.fma(v, d2);
      x = FloatVector.broadcast(S, a[q + 3]);
      c3 = x.fma(u, c3);
      d3 = x.fma(v, d3);
    }
    c0.intoArray(c, co);
    d0.intoArray(c, co + WIDTH);
    c1.intoArray(c, co + crs);
    d1.intoArray(c, co + crs + WIDTH);
    c2.intoArray(c, co + 2 * crs);
    d2.intoArray(c, co + 2 * crs + WIDTH);
    c3.intoArray(c, co + 3 * crs);
    d3.intoArray(c, co + 3 * crs + WIDTH);
  }

  /**
   * One to four rows by two vectors of columns. Missing rows repeat the last one: they compute the
   * same bits and store them twice.
   */
  private static void rows4(
      int rows,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co,
      int crs,
      boolean load) {
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int a1 = ao + r1 * ars;
    int a2 = ao + r2 * ars;
    int a3 = ao + r3 * ars;
    int o1 = co + r1 * crs;
    int o2 = co + r2 * crs;
    int o3 = co + r3 * crs;
    FloatVector c0 = start(c, co, load);
    FloatVector d0 = start(c, co + WIDTH, load);
    FloatVector c1 = start(c, o1, load);
    FloatVector d1 = start(c, o1 + WIDTH, load);
    FloatVector c2 = start(c, o2, load);
    FloatVector d2 = start(c, o2 + WIDTH, load);
    FloatVector c3 = start(c, o3, load);
    FloatVector d3 = start(c, o3 + WIDTH, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * brs);
      FloatVector v = FloatVector.fromArray(S, b, bo + p * brs + WIDTH);
      int q = p * acs;
      FloatVector x = FloatVector.broadcast(S, a[ao + q]);
      c0 = x.fma(u, c0);
      d0 = x.fma(v, d0);
      x = FloatVector.broadcast(S, a[a1 + q]);
      c1 = x.fma(u, c1);
      d1 = x.fma(v, d1);
      x = FloatVector.broadcast(S, a[a2 + q]);
      c2 = x.fma(u, c2);
      d2 = x.fma(v, d2);
      x = FloatVector.broadcast(S, a[a3 + q]);
      c3 = x.fma(u, c3);
      d3 = x.fma(v, d3);
    }
    c0.intoArray(c, co);
    d0.intoArray(c, co + WIDTH);
    c1.intoArray(c, o1);
    d1.intoArray(c, o1 + WIDTH);
    c2.intoArray(c, o2);
    d2.intoArray(c, o2 + WIDTH);
    c3.intoArray(c, o3);
    d3.intoArray(c, o3 + WIDTH);
  }

  /**
   * One to four rows by 1 to {@link #WIDTH} columns; missing rows repeat the last one. With eight,
   * the client compiler runs out of registers and may leave the method slow for good.
   */
  private static void tail(
      int rows,
      int columns,
      int k,
      float[] a,
      int ao,
      int ars,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co,
      int crs,
      boolean load) {
    VectorMask<Float> mask = MASKS.get(columns);
    int r1 = Math.min(1, rows - 1);
    int r2 = Math.min(2, rows - 1);
    int r3 = Math.min(3, rows - 1);
    int a1 = ao + r1 * ars;
    int a2 = ao + r2 * ars;
    int a3 = ao + r3 * ars;
    int o1 = co + r1 * crs;
    int o2 = co + r2 * crs;
    int o3 = co + r3 * crs;
    FloatVector c0 = start(c, co, mask, load);
    FloatVector c1 = start(c, o1, mask, load);
    FloatVector c2 = start(c, o2, mask, load);
    FloatVector c3 = start(c, o3, mask, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * brs, mask);
      int q = p * acs;
      c0 = FloatVector.broadcast(S, a[ao + q]).fma(u, c0);
      c1 = FloatVector.broadcast(S, a[a1 + q]).fma(u, c1);
      c2 = FloatVector.broadcast(S, a[a2 + q]).fma(u, c2);
      c3 = FloatVector.broadcast(S, a[a3 + q]).fma(u, c3);
    }
    c0.intoArray(c, co, mask);
    c1.intoArray(c, o1, mask);
    c2.intoArray(c, o2, mask);
    c3.intoArray(c, o3, mask);
  }

  /** The first value of an accumulator. */
  static FloatVector start(float[] c, int co, boolean load) {
    return load ? FloatVector.fromArray(S, c, co) : FloatVector.zero(S);
  }

  private static FloatVector start(float[] c, int co, VectorMask<Float> mask, boolean load) {
    return load ? FloatVector.fromArray(S, c, co, mask) : FloatVector.zero(S);
  }
}
