package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;
import static dev.loci.tensor.kernel.SimdMicrokernel.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Copies a strip of a matrix into the order in which the innermost loop reads it: {@code width}
 * elements side by side for each k, {@code packed[p * width + i] = x[p * ks + i * is]}. A strip is
 * some rows of A or some columns of B.
 *
 * <p>Where k runs along the rows of memory, four rows, or eight where the processor selects from
 * two vectors in one instruction, are turned in registers by rounds of interleaving: two vectors
 * become their first halves, interleaved, and their second. After log2(rows) rounds a vector holds
 * all rows of some k, one k after the other.
 */
final class Packing {
  /** Whether the processor selects from two vectors in one instruction. */
  private static final boolean TURNS_EIGHT = WIDTH >= 16;

  /** What selects from two vectors (0..WIDTH-1 and on) their first halves, interleaved. */
  private static final FloatVector LOW = interleaving(0);

  private static final FloatVector HIGH = interleaving(WIDTH / 2);

  // The rows of the first k of a vector, of the second and so on.
  private static final VectorMask<Float> FOUR_1 = lanes(0, 4);
  private static final VectorMask<Float> FOUR_2 = lanes(4, 4);
  private static final VectorMask<Float> FOUR_3 = lanes(8, 4);
  private static final VectorMask<Float> FOUR_4 = lanes(12, 4);
  private static final VectorMask<Float> EIGHT_1 = lanes(0, 8);
  private static final VectorMask<Float> EIGHT_2 = lanes(8, 8);

  /** So many k at a time, so that what is written stays in the first-level cache. */
  private static final int CHUNK = 64;

  private Packing() {}

  private static FloatVector interleaving(int from) {
    float[] lanes = new float[WIDTH];
    for (int i = 0; i < WIDTH; i += 2) {
      lanes[i] = from + i / 2;
      lanes[i + 1] = WIDTH + from + i / 2;
    }
    return FloatVector.fromArray(S, lanes, 0);
  }

  private static VectorMask<Float> lanes(int from, int count) {
    return S.indexInRange(0, from + count).andNot(S.indexInRange(0, from));
  }

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
    int i = 0;
    for (; i + WIDTH <= n; i += WIDTH) {
      FloatVector.fromArray(S, x, xo + i).intoArray(packed, po + i);
    }
    if (i < n) {
      VectorMask<Float> rest = S.indexInRange(i, n);
      FloatVector.fromArray(S, x, xo + i, rest).intoArray(packed, po + i, rest);
    }
  }

  /** Four rows, along which k runs. */
  private static void transposeFour(
      int k, float[] x, int xo, int is, float[] packed, int po, int width) {
    int whole = k - k % WIDTH;
    int each = WIDTH / 4;
    for (int p = 0; p < whole; p += WIDTH) {
      int from = xo + p;
      FloatVector r0 = FloatVector.fromArray(S, x, from);
      FloatVector r1 = FloatVector.fromArray(S, x, from + is);
      FloatVector r2 = FloatVector.fromArray(S, x, from + 2 * is);
      FloatVector r3 = FloatVector.fromArray(S, x, from + 3 * is);
      FloatVector s0 = LOW.selectFrom(r0, r2);
      FloatVector s1 = HIGH.selectFrom(r0, r2);
      FloatVector s2 = LOW.selectFrom(r1, r3);
      FloatVector s3 = HIGH.selectFrom(r1, r3);
      FloatVector t0 = LOW.selectFrom(s0, s2);
      FloatVector t1 = HIGH.selectFrom(s0, s2);
      FloatVector t2 = LOW.selectFrom(s1, s3);
      FloatVector t3 = HIGH.selectFrom(s1, s3);
      int to = po + p * width;
      t0.intoArray(packed, to, FOUR_1);
      if (WIDTH > 4) {
        t0.intoArray(packed, to + width - 4, FOUR_2);
      }
      if (WIDTH > 8) {
        t0.intoArray(packed, to + 2 * width - 8, FOUR_3);
        t0.intoArray(packed, to + 3 * width - 12, FOUR_4);
      }
      int to1 = to + each * width;
      t1.intoArray(packed, to1, FOUR_1);
      if (WIDTH > 4) {
        t1.intoArray(packed, to1 + width - 4, FOUR_2);
      }
      if (WIDTH > 8) {
        t1.intoArray(packed, to1 + 2 * width - 8, FOUR_3);
        t1.intoArray(packed, to1 + 3 * width - 12, FOUR_4);
      }
      int to2 = to + 2 * each * width;
      t2.intoArray(packed, to2, FOUR_1);
      if (WIDTH > 4) {
        t2.intoArray(packed, to2 + width - 4, FOUR_2);
      }
      if (WIDTH > 8) {
        t2.intoArray(packed, to2 + 2 * width - 8, FOUR_3);
        t2.intoArray(packed, to2 + 3 * width - 12, FOUR_4);
      }
      int to3 = to + 3 * each * width;
      t3.intoArray(packed, to3, FOUR_1);
      if (WIDTH > 4) {
        t3.intoArray(packed, to3 + width - 4, FOUR_2);
      }
      if (WIDTH > 8) {
        t3.intoArray(packed, to3 + 2 * width - 8, FOUR_3);
        t3.intoArray(packed, to3 + 3 * width - 12, FOUR_4);
      }
    }
    for (int i = 0; i < 4; i++) {
      column(k - whole, x, xo + i * is + whole, 1, packed, po + whole * width + i, width);
    }
  }

  /** Eight rows, along which k runs. */
  private static void transposeEight(
      int k, float[] x, int xo, int is, float[] packed, int po, int width) {
    int whole = k - k % WIDTH;
    for (int p = 0; p < whole; p += WIDTH) {
      int from = xo + p;
      FloatVector r0 = FloatVector.fromArray(S, x, from);
      FloatVector r1 = FloatVector.fromArray(S, x, from + is);
      FloatVector r2 = FloatVector.fromArray(S, x, from + 2 * is);
      FloatVector r3 = FloatVector.fromArray(S, x, from + 3 * is);
      FloatVector r4 = FloatVector.fromArray(S, x, from + 4 * is);
      FloatVector r5 = FloatVector.fromArray(S, x, from + 5 * is);
      FloatVector r6 = FloatVector.fromArray(S, x, from + 6 * is);
      FloatVector r7 = FloatVector.fromArray(S, x, from + 7 * is);
      FloatVector s0 = LOW.selectFrom(r0, r4);
      FloatVector s1 = HIGH.selectFrom(r0, r4);
      FloatVector s2 = LOW.selectFrom(r1, r5);
      FloatVector s3 = HIGH.selectFrom(r1, r5);
      FloatVector s4 = LOW.selectFrom(r2, r6);
      FloatVector s5 = HIGH.selectFrom(r2, r6);
      FloatVector s6 = LOW.selectFrom(r3, r7);
      FloatVector s7 = HIGH.selectFrom(r3, r7);
      FloatVector t0 = LOW.selectFrom(s0, s4);
      FloatVector t1 = HIGH.selectFrom(s0, s4);
      FloatVector t2 = LOW.selectFrom(s1, s5);
      FloatVector t3 = HIGH.selectFrom(s1, s5);
      FloatVector t4 = LOW.selectFrom(s2, s6);
      FloatVector t5 = HIGH.selectFrom(s2, s6);
      FloatVector t6 = LOW.selectFrom(s3, s7);
      FloatVector t7 = HIGH.selectFrom(s3, s7);
      FloatVector u0 = LOW.selectFrom(t0, t4);
      FloatVector u1 = HIGH.selectFrom(t0, t4);
      FloatVector u2 = LOW.selectFrom(t1, t5);
      FloatVector u3 = HIGH.selectFrom(t1, t5);
      FloatVector u4 = LOW.selectFrom(t2, t6);
      FloatVector u5 = HIGH.selectFrom(t2, t6);
      FloatVector u6 = LOW.selectFrom(t3, t7);
      FloatVector u7 = HIGH.selectFrom(t3, t7);
      int to = po + p * width;
      u0.intoArray(packed, to, EIGHT_1);
      u0.intoArray(packed, to + width - 8, EIGHT_2);
      u1.intoArray(packed, to + 2 * width, EIGHT_1);
      u1.intoArray(packed, to + 3 * width - 8, EIGHT_2);
      u2.intoArray(packed, to + 4 * width, EIGHT_1);
      u2.intoArray(packed, to + 5 * width - 8, EIGHT_2);
      u3.intoArray(packed, to + 6 * width, EIGHT_1);
      u3.intoArray(packed, to + 7 * width - 8, EIGHT_2);
      u4.intoArray(packed, to + 8 * width, EIGHT_1);
      u4.intoArray(packed, to + 9 * width - 8, EIGHT_2);
      u5.intoArray(packed, to + 10 * width, EIGHT_1);
      u5.intoArray(packed, to + 11 * width - 8, EIGHT_2);
      u6.intoArray(packed, to + 12 * width, EIGHT_1);
      u6.intoArray(packed, to + 13 * width - 8, EIGHT_2);
      u7.intoArray(packed, to + 14 * width, EIGHT_1);
      u7.intoArray(packed, to + 15 * width - 8, EIGHT_2);
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
