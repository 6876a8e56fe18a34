package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;
import static dev.loci.tensor.kernel.SimdMicrokernel.WIDTH;
import static dev.loci.tensor.kernel.SimdMicrokernel.start;

import jdk.incubator.vector.FloatVector;

/**
 * The blocks of {@link SimdMicrokernel} for machines with 32 registers.
 *
 * <p>Twelve rows by two vectors take 27 of them. There is one method for each way A may lie: with
 * one of its two distances constant, the range checks of twelve rows move out of the loop or melt
 * into two, which is worth a tenth of the time.
 */
final class WideMicrokernel {
  private WideMicrokernel() {}

  /** Twelve rows of A by two vectors of columns, where A lies row by row. */
  static void rows12(
      int k,
      float[] a,
      int ao,
      int ars,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co,
      int crs,
      boolean load) {
    FloatVector c0 = start(c, co, load);
    FloatVector d0 = start(c, co + WIDTH, load);
    FloatVector c1 = start(c, co + crs, load);
    FloatVector d1 = start(c, co + crs + WIDTH, load);
    FloatVector c2 = start(c, co + 2 * crs, load);
    FloatVector d2 = start(c, co + 2 * crs + WIDTH, load);
    FloatVector c3 = start(c, co + 3 * crs, load);
    FloatVector d3 = start(c, co + 3 * crs + WIDTH, load);
    FloatVector c4 = start(c, co + 4 * crs, load);
    FloatVector d4 = start(c, co + 4 * crs + WIDTH, load);
    FloatVector c5 = start(c, co + 5 * crs, load);
    FloatVector d5 = start(c, co + 5 * crs + WIDTH, load);
    FloatVector c6 = start(c, co + 6 * crs, load);
    FloatVector d6 = start(c, co + 6 * crs + WIDTH, load);
    FloatVector c7 = start(c, co + 7 * crs, load);
    FloatVector d7 = start(c, co + 7 * crs + WIDTH, load);
    FloatVector c8 = start(c, co + 8 * crs, load);
    FloatVector d8 = start(c, co + 8 * crs + WIDTH, load);
    FloatVector c9 = start(c, co + 9 * crs, load);
    FloatVector d9 = start(c, co + 9 * crs + WIDTH, load);
    FloatVector c10 = start(c, co + 10 * crs, load);
    FloatVector d10 = start(c, co + 10 * crs + WIDTH, load);
    FloatVector c11 = start(c, co + 11 * crs, load);
    FloatVector d11 = start(c, co + 11 * crs + WIDTH, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * brs);
      FloatVector v = FloatVector.fromArray(S, b, bo + p * brs + WIDTH);
      int q = ao + p;
      FloatVector x = FloatVector.broadcast(S, a[q]);
      c0 = x.fma(u, c0);
      d0 = x.fma(v, d0);
      x = FloatVector.broadcast(S, a[q + ars]);
      c1 = x.fma(u, c1);
      d1 = x.fma(v, d1);
      x = FloatVector.broadcast(S, a[q + 2 * ars]);
      c2 = x.fma(u, c2);
      d2 = x.fma(v, d2);
      x = FloatVector.broadcast(S, a[q + 3 * ars]);
      c3 = x.fma(u, c3);
      d3 = x.fma(v, d3);
      x = FloatVector.broadcast(S, a[q + 4 * ars]);
      c4 = x.fma(u, c4);
      d4 = x.fma(v, d4);
      x = FloatVector.broadcast(S, a[q + 5 * ars]);
      c5 = x.fma(u, c5);
      d5 = x.fma(v, d5);
      x = FloatVector.broadcast(S, a[q + 6 * ars]);
      c6 = x.fma(u, c6);
      d6 = x.fma(v, d6);
      x = FloatVector.broadcast(S, a[q + 7 * ars]);
      c7 = x.fma(u, c7);
      d7 = x.fma(v, d7);
      x = FloatVector.broadcast(S, a[q + 8 * ars]);
      c8 = x.fma(u, c8);
      d8 = x.fma(v, d8);
      x = FloatVector.broadcast(S, a[q + 9 * ars]);
      c9 = x.fma(u, c9);
      d9 = x.fma(v, d9);
      x = FloatVector.broadcast(S, a[q + 10 * ars]);
      c10 = x.fma(u, c10);
      d10 = x.fma(v, d10);
      x = FloatVector.broadcast(S, a[q + 11 * ars]);
      c11 = x.fma(u, c11);
      d11 = x.fma(v, d11);
    }
    c0.intoArray(c, co);
    d0.intoArray(c, co + WIDTH);
    c1.intoArray(c, co + crs);
    d1.intoArray(c, co + crs + WIDTH);
    c2.intoArray(c, co + 2 * crs);
    d2.intoArray(c, co + 2 * crs + WIDTH);
    c3.intoArray(c, co + 3 * crs);
    d3.intoArray(c, co + 3 * crs + WIDTH);
    c4.intoArray(c, co + 4 * crs);
    d4.intoArray(c, co + 4 * crs + WIDTH);
    c5.intoArray(c, co + 5 * crs);
    d5.intoArray(c, co + 5 * crs + WIDTH);
    c6.intoArray(c, co + 6 * crs);
    d6.intoArray(c, co + 6 * crs + WIDTH);
    c7.intoArray(c, co + 7 * crs);
    d7.intoArray(c, co + 7 * crs + WIDTH);
    c8.intoArray(c, co + 8 * crs);
    d8.intoArray(c, co + 8 * crs + WIDTH);
    c9.intoArray(c, co + 9 * crs);
    d9.intoArray(c, co + 9 * crs + WIDTH);
    c10.intoArray(c, co + 10 * crs);
    d10.intoArray(c, co + 10 * crs + WIDTH);
    c11.intoArray(c, co + 11 * crs);
    d11.intoArray(c, co + 11 * crs + WIDTH);
  }

  /** Twelve rows by two vectors of columns, where A lies column by column. */
  static void columns12(
      int k,
      float[] a,
      int ao,
      int acs,
      float[] b,
      int bo,
      int brs,
      float[] c,
      int co,
      int crs,
      boolean load) {
    FloatVector c0 = start(c, co, load);
    FloatVector d0 = start(c, co + WIDTH, load);
    FloatVector c1 = start(c, co + crs, load);
    FloatVector d1 = start(c, co + crs + WIDTH, load);
    FloatVector c2 = start(c, co + 2 * crs, load);
    FloatVector d2 = start(c, co + 2 * crs + WIDTH, load);
    FloatVector c3 = start(c, co + 3 * crs, load);
    FloatVector d3 = start(c, co + 3 * crs + WIDTH, load);
    FloatVector c4 = start(c, co + 4 * crs, load);
    FloatVector d4 = start(c, co + 4 * crs + WIDTH, load);
    FloatVector c5 = start(c, co + 5 * crs, load);
    FloatVector d5 = start(c, co + 5 * crs + WIDTH, load);
    FloatVector c6 = start(c, co + 6 * crs, load);
    FloatVector d6 = start(c, co + 6 * crs + WIDTH, load);
    FloatVector c7 = start(c, co + 7 * crs, load);
    FloatVector d7 = start(c, co + 7 * crs + WIDTH, load);
    FloatVector c8 = start(c, co + 8 * crs, load);
    FloatVector d8 = start(c, co + 8 * crs + WIDTH, load);
    FloatVector c9 = start(c, co + 9 * crs, load);
    FloatVector d9 = start(c, co + 9 * crs + WIDTH, load);
    FloatVector c10 = start(c, co + 10 * crs, load);
    FloatVector d10 = start(c, co + 10 * crs + WIDTH, load);
    FloatVector c11 = start(c, co + 11 * crs, load);
    FloatVector d11 = start(c, co + 11 * crs + WIDTH, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * brs);
      FloatVector v = FloatVector.fromArray(S, b, bo + p * brs + WIDTH);
      int q = ao + p * acs;
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
      x = FloatVector.broadcast(S, a[q + 4]);
      c4 = x.fma(u, c4);
      d4 = x.fma(v, d4);
      x = FloatVector.broadcast(S, a[q + 5]);
      c5 = x.fma(u, c5);
      d5 = x.fma(v, d5);
      x = FloatVector.broadcast(S, a[q + 6]);
      c6 = x.fma(u, c6);
      d6 = x.fma(v, d6);
      x = FloatVector.broadcast(S, a[q + 7]);
      c7 = x.fma(u, c7);
      d7 = x.fma(v, d7);
      x = FloatVector.broadcast(S, a[q + 8]);
      c8 = x.fma(u, c8);
      d8 = x.fma(v, d8);
      x = FloatVector.broadcast(S, a[q + 9]);
      c9 = x.fma(u, c9);
      d9 = x.fma(v, d9);
      x = FloatVector.broadcast(S, a[q + 10]);
      c10 = x.fma(u, c10);
      d10 = x.fma(v, d10);
      x = FloatVector.broadcast(S, a[q + 11]);
      c11 = x.fma(u, c11);
      d11 = x.fma(v, d11);
    }
    c0.intoArray(c, co);
    d0.intoArray(c, co + WIDTH);
    c1.intoArray(c, co + crs);
    d1.intoArray(c, co + crs + WIDTH);
    c2.intoArray(c, co + 2 * crs);
    d2.intoArray(c, co + 2 * crs + WIDTH);
    c3.intoArray(c, co + 3 * crs);
    d3.intoArray(c, co + 3 * crs + WIDTH);
    c4.intoArray(c, co + 4 * crs);
    d4.intoArray(c, co + 4 * crs + WIDTH);
    c5.intoArray(c, co + 5 * crs);
    d5.intoArray(c, co + 5 * crs + WIDTH);
    c6.intoArray(c, co + 6 * crs);
    d6.intoArray(c, co + 6 * crs + WIDTH);
    c7.intoArray(c, co + 7 * crs);
    d7.intoArray(c, co + 7 * crs + WIDTH);
    c8.intoArray(c, co + 8 * crs);
    d8.intoArray(c, co + 8 * crs + WIDTH);
    c9.intoArray(c, co + 9 * crs);
    d9.intoArray(c, co + 9 * crs + WIDTH);
    c10.intoArray(c, co + 10 * crs);
    d10.intoArray(c, co + 10 * crs + WIDTH);
    c11.intoArray(c, co + 11 * crs);
    d11.intoArray(c, co + 11 * crs + WIDTH);
  }

  /**
   * One to eight rows by two vectors of columns. Missing rows repeat the last one: they compute the
   * same bits and store them twice.
   */
  static void rows8(
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
    int r4 = Math.min(4, rows - 1);
    int r5 = Math.min(5, rows - 1);
    int r6 = Math.min(6, rows - 1);
    int r7 = Math.min(7, rows - 1);
    int a1 = ao + r1 * ars;
    int a2 = ao + r2 * ars;
    int a3 = ao + r3 * ars;
    int a4 = ao + r4 * ars;
    int a5 = ao + r5 * ars;
    int a6 = ao + r6 * ars;
    int a7 = ao + r7 * ars;
    int o1 = co + r1 * crs;
    int o2 = co + r2 * crs;
    int o3 = co + r3 * crs;
    int o4 = co + r4 * crs;
    int o5 = co + r5 * crs;
    int o6 = co + r6 * crs;
    int o7 = co + r7 * crs;
    FloatVector c0 = start(c, co, load);
    FloatVector d0 = start(c, co + WIDTH, load);
    FloatVector c1 = start(c, o1, load);
    FloatVector d1 = start(c, o1 + WIDTH, load);
    FloatVector c2 = start(c, o2, load);
    FloatVector d2 = start(c, o2 + WIDTH, load);
    FloatVector c3 = start(c, o3, load);
    FloatVector d3 = start(c, o3 + WIDTH, load);
    FloatVector c4 = start(c, o4, load);
    FloatVector d4 = start(c, o4 + WIDTH, load);
    FloatVector c5 = start(c, o5, load);
    FloatVector d5 = start(c, o5 + WIDTH, load);
    FloatVector c6 = start(c, o6, load);
    FloatVector d6 = start(c, o6 + WIDTH, load);
    FloatVector c7 = start(c, o7, load);
    FloatVector d7 = start(c, o7 + WIDTH, load);
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
      x = FloatVector.broadcast(S, a[a4 + q]);
      c4 = x.fma(u, c4);
      d4 = x.fma(v, d4);
      x = FloatVector.broadcast(S, a[a5 + q]);
      c5 = x.fma(u, c5);
      d5 = x.fma(v, d5);
      x = FloatVector.broadcast(S, a[a6 + q]);
      c6 = x.fma(u, c6);
      d6 = x.fma(v, d6);
      x = FloatVector.broadcast(S, a[a7 + q]);
      c7 = x.fma(u, c7);
      d7 = x.fma(v, d7);
    }
    c0.intoArray(c, co);
    d0.intoArray(c, co + WIDTH);
    c1.intoArray(c, o1);
    d1.intoArray(c, o1 + WIDTH);
    c2.intoArray(c, o2);
    d2.intoArray(c, o2 + WIDTH);
    c3.intoArray(c, o3);
    d3.intoArray(c, o3 + WIDTH);
    c4.intoArray(c, o4);
    d4.intoArray(c, o4 + WIDTH);
    c5.intoArray(c, o5);
    d5.intoArray(c, o5 + WIDTH);
    c6.intoArray(c, o6);
    d6.intoArray(c, o6 + WIDTH);
    c7.intoArray(c, o7);
    d7.intoArray(c, o7 + WIDTH);
  }
}
