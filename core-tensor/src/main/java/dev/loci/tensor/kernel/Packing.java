package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMicrokernel.COLUMNS;
import static dev.loci.tensor.kernel.SimdMicrokernel.SPECIES;
import static dev.loci.tensor.kernel.SimdMicrokernel.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies a strip of a matrix into the order in which the innermost loop reads it: {@code width}
 * elements side by side for each k, {@code packed[p * width + i] = x[p * ks + i * is]}. A strip is
 * some rows of A or some columns of B.
 *
 * <p>Where k runs along the rows of memory, blocks of four by four, or of eight by eight where
 * there are 512-bit registers, are turned in registers by rounds of interleaving.
 */
final class Packing {
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  /** Whether the processor selects from two vectors in one instruction. */
  private static final boolean TURNS_EIGHT = WIDTH >= 16;

  // What selects from two vectors (0..n-1 and n..2n-1) their first halves, interleaved, and then
  // the second.
  private static final FloatVector LOW = FloatVector.fromArray(FOUR, new float[] {0, 4, 1, 5}, 0);
  private static final FloatVector HIGH = FloatVector.fromArray(FOUR, new float[] {2, 6, 3, 7}, 0);
  private static final FloatVector LOW_8 =
      FloatVector.fromArray(EIGHT, new float[] {0, 8, 1, 9, 2, 10, 3, 11}, 0);
  private static final FloatVector HIGH_8 =
      FloatVector.fromArray(EIGHT, new float[] {4, 12, 5, 13, 6, 14, 7, 15}, 0);

  /** So many k at a time, so that what is written stays in the first-level cache. */
  private static final int CHUNK = 64;

  private Packing() {}

  /**
   * Packs one strip.
   *
   * @param count the rows of A or columns of B in the strip, at most {@code width}; the elements
   *     from count on are left as they are
   * @param ks the distance from one k to the next, {@code is} from one row or column to the next
   */
  static void strip(
      int k, int count, int width, float[] x, int xo, int ks, int is, float[] packed, int po) {
    if (is == 1) {
      for (int p = 0; p < k; p++) {
        copy(count, x, xo + p * ks, packed, po + p * width);
      }
      return;
    }
    int eights = ks == 1 && TURNS_EIGHT ? count / 8 * 8 : 0;
    int quads = ks == 1 ? count / 4 * 4 : 0;
    for (int p = 0; p < k; p += CHUNK) {
      int length = Math.min(CHUNK, k - p);
      int from = xo + p * ks;
      int to = po + p * width;
      for (int i = 0; i < eights; i += 8) {
        transposeEight(length, x, from + i * is, is, packed, to + i, width);
      }
      for (int i = eights; i < quads; i += 4) {
        transposeFour(length, x, from + i * is, is, packed, to + i, width);
      }
      for (int i = quads; i < count; i++) {
        column(length, x, from + i * is, ks, packed, to + i, width);
      }
    }
  }

  private static void copy(int n, float[] x, int xo, float[] packed, int po) {
    if (n == COLUMNS) {
      FloatVector.fromArray(SPECIES, x, xo).intoArray(packed, po);
      FloatVector.fromArray(SPECIES, x, xo + WIDTH).intoArray(packed, po + WIDTH);
      return;
    }
    if (n == 12) {
      FloatVector.fromArray(FOUR, x, xo).intoArray(packed, po);
      FloatVector.fromArray(FOUR, x, xo + 4).intoArray(packed, po + 4);
      FloatVector.fromArray(FOUR, x, xo + 8).intoArray(packed, po + 8);
      return;
    }
    int quads = n / 4 * 4;
    for (int i = 0; i < quads; i += 4) {
      FloatVector.fromArray(FOUR, x, xo + i).intoArray(packed, po + i);
    }
    for (int i = quads; i < n; i++) {
      packed[po + i] = x[xo + i];
    }
  }

  /** Four rows, along which k runs. */
  private static void transposeFour(
      int k, float[] x, int xo, int is, float[] packed, int po, int width) {
    int whole = k / 4 * 4;
    for (int p = 0; p < whole; p += 4) {
      FloatVector r0 = FloatVector.fromArray(FOUR, x, xo + p);
      FloatVector r1 = FloatVector.fromArray(FOUR, x, xo + is + p);
      FloatVector r2 = FloatVector.fromArray(FOUR, x, xo + 2 * is + p);
      FloatVector r3 = FloatVector.fromArray(FOUR, x, xo + 3 * is + p);
      FloatVector even0 = LOW.selectFrom(r0, r2);
      FloatVector even1 = HIGH.selectFrom(r0, r2);
      FloatVector odd0 = LOW.selectFrom(r1, r3);
      FloatVector odd1 = HIGH.selectFrom(r1, r3);
      int to = po + p * width;
      LOW.selectFrom(even0, odd0).intoArray(packed, to);
      HIGH.selectFrom(even0, odd0).intoArray(packed, to + width);
      LOW.selectFrom(even1, odd1).intoArray(packed, to + 2 * width);
      HIGH.selectFrom(even1, odd1).intoArray(packed, to + 3 * width);
    }
    for (int i = 0; i < 4; i++) {
      column(k - whole, x, xo + i * is + whole, 1, packed, po + whole * width + i, width);
    }
  }

  /** Eight rows, along which k runs. */
  private static void transposeEight(
      int k, float[] x, int xo, int is, float[] packed, int po, int width) {
    int whole = k / 8 * 8;
    for (int p = 0; p < whole; p += 8) {
      int from = xo + p;
      FloatVector r0 = FloatVector.fromArray(EIGHT, x, from);
      FloatVector r1 = FloatVector.fromArray(EIGHT, x, from + is);
      FloatVector r2 = FloatVector.fromArray(EIGHT, x, from + 2 * is);
      FloatVector r3 = FloatVector.fromArray(EIGHT, x, from + 3 * is);
      FloatVector r4 = FloatVector.fromArray(EIGHT, x, from + 4 * is);
      FloatVector r5 = FloatVector.fromArray(EIGHT, x, from + 5 * is);
      FloatVector r6 = FloatVector.fromArray(EIGHT, x, from + 6 * is);
      FloatVector r7 = FloatVector.fromArray(EIGHT, x, from + 7 * is);
      FloatVector s0 = LOW_8.selectFrom(r0, r4);
      FloatVector s1 = HIGH_8.selectFrom(r0, r4);
      FloatVector s2 = LOW_8.selectFrom(r1, r5);
      FloatVector s3 = HIGH_8.selectFrom(r1, r5);
      FloatVector s4 = LOW_8.selectFrom(r2, r6);
      FloatVector s5 = HIGH_8.selectFrom(r2, r6);
      FloatVector s6 = LOW_8.selectFrom(r3, r7);
      FloatVector s7 = HIGH_8.selectFrom(r3, r7);
      FloatVector t0 = LOW_8.selectFrom(s0, s4);
      FloatVector t1 = HIGH_8.selectFrom(s0, s4);
      FloatVector t2 = LOW_8.selectFrom(s1, s5);
      FloatVector t3 = HIGH_8.selectFrom(s1, s5);
      FloatVector t4 = LOW_8.selectFrom(s2, s6);
      FloatVector t5 = HIGH_8.selectFrom(s2, s6);
      FloatVector t6 = LOW_8.selectFrom(s3, s7);
      FloatVector t7 = HIGH_8.selectFrom(s3, s7);
      int to = po + p * width;
      LOW_8.selectFrom(t0, t4).intoArray(packed, to);
      HIGH_8.selectFrom(t0, t4).intoArray(packed, to + width);
      LOW_8.selectFrom(t1, t5).intoArray(packed, to + 2 * width);
      HIGH_8.selectFrom(t1, t5).intoArray(packed, to + 3 * width);
      LOW_8.selectFrom(t2, t6).intoArray(packed, to + 4 * width);
      HIGH_8.selectFrom(t2, t6).intoArray(packed, to + 5 * width);
      LOW_8.selectFrom(t3, t7).intoArray(packed, to + 6 * width);
      HIGH_8.selectFrom(t3, t7).intoArray(packed, to + 7 * width);
    }
    for (int i = 0; i < 8; i++) {
      column(k - whole, x, xo + i * is + whole, 1, packed, po + whole * width + i, width);
    }
  }

  private static void column(int k, float[] x, int xo, int ks, float[] packed, int po, int width) {
    for (int p = 0; p < k; p++) {
      packed[po + p * width] = x[xo + p * ks];
    }
  }
}
