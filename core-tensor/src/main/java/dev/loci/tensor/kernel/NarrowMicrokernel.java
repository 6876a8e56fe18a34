package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;
import static dev.loci.tensor.kernel.SimdMicrokernel.COLUMNS;
import static dev.loci.tensor.kernel.SimdMicrokernel.start;

import jdk.incubator.vector.FloatVector;

/**
 * Twelve rows by one vector of columns, for the last strip of a packed B whose second vector is
 * empty. Four rows at a time would wait for the chains of four accumulators, and take as long as a
 * whole strip.
 *
 * <p>C is a room for one block, {@link SimdMicrokernel#COLUMNS} from one row to the next. There is
 * one method for each way A may lie, as in {@link WideMicrokernel}.
 */
final class NarrowMicrokernel {
  private NarrowMicrokernel() {}

  /** Where A lies row by row. */
  static void rows12(
      int k, float[] a, int ao, int ars, float[] b, int bo, float[] c, boolean load) {
    FloatVector c0 = start(c, 0, load);
    FloatVector c1 = start(c, COLUMNS, load);
    FloatVector c2 = start(c, 2 * COLUMNS, load);
    FloatVector c3 = start(c, 3 * COLUMNS, load);
    FloatVector c4 = start(c, 4 * COLUMNS, load);
    FloatVector c5 = start(c, 5 * COLUMNS, load);
    FloatVector c6 = start(c, 6 * COLUMNS, load);
    FloatVector c7 = start(c, 7 * COLUMNS, load);
    FloatVector c8 = start(c, 8 * COLUMNS, load);
    FloatVector c9 = start(c, 9 * COLUMNS, load);
    FloatVector c10 = start(c, 10 * COLUMNS, load);
    FloatVector c11 = start(c, 11 * COLUMNS, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * COLUMNS);
      int q = ao + p;
      c0 = FloatVector.broadcast(S, a[q]).fma(u, c0);
      c1 = FloatVector.broadcast(S, a[q + ars]).fma(u, c1);
      c2 = FloatVector.broadcast(S, a[q + 2 * ars]).fma(u, c2);
      c3 = FloatVector.broadcast(S, a[q + 3 * ars]).fma(u, c3);
      c4 = FloatVector.broadcast(S, a[q + 4 * ars]).fma(u, c4);
      c5 = FloatVector.broadcast(S, a[q + 5 * ars]).fma(u, c5);
      c6 = FloatVector.broadcast(S, a[q + 6 * ars]).fma(u, c6);
      c7 = FloatVector.broadcast(S, a[q + 7 * ars]).fma(u, c7);
      c8 = FloatVector.broadcast(S, a[q + 8 * ars]).fma(u, c8);
      c9 = FloatVector.broadcast(S, a[q + 9 * ars]).fma(u, c9);
      c10 = FloatVector.broadcast(S, a[q + 10 * ars]).fma(u, c10);
      c11 = FloatVector.broadcast(S, a[q + 11 * ars]).fma(u, c11);
    }
    c0.intoArray(c, 0);
    c1.intoArray(c, COLUMNS);
    c2.intoArray(c, 2 * COLUMNS);
    c3.intoArray(c, 3 * COLUMNS);
    c4.intoArray(c, 4 * COLUMNS);
    c5.intoArray(c, 5 * COLUMNS);
    c6.intoArray(c, 6 * COLUMNS);
    c7.intoArray(c, 7 * COLUMNS);
    c8.intoArray(c, 8 * COLUMNS);
    c9.intoArray(c, 9 * COLUMNS);
    c10.intoArray(c, 10 * COLUMNS);
    c11.intoArray(c, 11 * COLUMNS);
  }

  /** Where A lies column by column. */
  static void columns12(
      int k, float[] a, int ao, int acs, float[] b, int bo, float[] c, boolean load) {
    FloatVector c0 = start(c, 0, load);
    FloatVector c1 = start(c, COLUMNS, load);
    FloatVector c2 = start(c, 2 * COLUMNS, load);
    FloatVector c3 = start(c, 3 * COLUMNS, load);
    FloatVector c4 = start(c, 4 * COLUMNS, load);
    FloatVector c5 = start(c, 5 * COLUMNS, load);
    FloatVector c6 = start(c, 6 * COLUMNS, load);
    FloatVector c7 = start(c, 7 * COLUMNS, load);
    FloatVector c8 = start(c, 8 * COLUMNS, load);
    FloatVector c9 = start(c, 9 * COLUMNS, load);
    FloatVector c10 = start(c, 10 * COLUMNS, load);
    FloatVector c11 = start(c, 11 * COLUMNS, load);
    for (int p = 0; p < k; p++) {
      FloatVector u = FloatVector.fromArray(S, b, bo + p * COLUMNS);
      int q = ao + p * acs;
      c0 = FloatVector.broadcast(S, a[q]).fma(u, c0);
      c1 = FloatVector.broadcast(S, a[q + 1]).fma(u, c1);
      c2 = FloatVector.broadcast(S, a[q + 2]).fma(u, c2);
      c3 = FloatVector.broadcast(S, a[q + 3]).fma(u, c3);
      c4 = FloatVector.broadcast(S, a[q + 4]).fma(u, c4);
      c5 = FloatVector.broadcast(S, a[q + 5]).fma(u, c5);
      c6 = FloatVector.broadcast(S, a[q + 6]).fma(u, c6);
      c7 = FloatVector.broadcast(S, a[q + 7]).fma(u, c7);
      c8 = FloatVector.broadcast(S, a[q + 8]).fma(u, c8);
      c9 = FloatVector.broadcast(S, a[q + 9]).fma(u, c9);
      c10 = FloatVector.broadcast(S, a[q + 10]).fma(u, c10);
      c11 = FloatVector.broadcast(S, a[q + 11]).fma(u, c11);
    }
    c0.intoArray(c, 0);
    c1.intoArray(c, COLUMNS);
    c2.intoArray(c, 2 * COLUMNS);
    c3.intoArray(c, 3 * COLUMNS);
    c4.intoArray(c, 4 * COLUMNS);
    c5.intoArray(c, 5 * COLUMNS);
    c6.intoArray(c, 6 * COLUMNS);
    c7.intoArray(c, 7 * COLUMNS);
    c8.intoArray(c, 8 * COLUMNS);
    c9.intoArray(c, 9 * COLUMNS);
    c10.intoArray(c, 10 * COLUMNS);
    c11.intoArray(c, 11 * COLUMNS);
  }
}
