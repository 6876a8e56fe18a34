package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.SimdMath.S;
import static dev.loci.tensor.kernel.SimdMicrokernel.MASKS;
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
      copy(k, count, width, x, xo, ks, packed, po);
      return;
    }
    int whole = ks == 1 ? S.loopBound(k) : 0;
    int eights = TURNS_EIGHT ? count / 8 * 8 : 0;
    int fours = count / 4 * 4;
    float[] turned = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.TILE, 8 * CHUNK);
    for (int p = 0; p < whole; p += CHUNK) {
      int length = Math.min(CHUNK, whole - p);
      int from = xo + p;
      int to = po + p * width;
      for (int i = 0; i < eights; i += 8) {
        turnEight(length, x, from + i * is, is, turned);
        copy(length, 8, width, turned, 0, 8, packed, to + i);
      }
      for (int i = eights; i < fours; i += 4) {
        turnFour(length, x, from + i * is, is, turned);
        copy(length, 4, width, turned, 0, 4, packed, to + i);
      }
      for (int i = fours; i < count; i++) {
        column(length, x, from + i * is, 1, packed, to + i, width);
      }
    }
    for (int i = 0; i < count; i++) {
      column(k - whole, x, xo + whole * ks + i * is, ks, packed, po + whole * width + i, width);
    }
  }

  private static void copy(
      int k, int count, int width, float[] x, int xo, int ks, float[] packed, int po) {
    int whole = S.loopBound(count);
    for (int i = 0; i < whole; i += WIDTH) {
      for (int p = 0; p < k; p++) {
        FloatVector.fromArray(S, x, xo + i + p * ks).intoArray(packed, po + i + p * width);
      }
    }
    if (whole < count) {
      VectorMask<Float> rest = MASKS.get(count - whole);
      for (int p = 0; p < k; p++) {
        FloatVector.fromArray(S, x, xo + whole + p * ks, rest)
            .intoArray(packed, po + whole + p * width, rest);
      }
    }
  }

  /** Writes four elements for each k, of as many rows along which k runs. */
  private static void turnFour(int k, float[] x, int xo, int is, float[] turned) {
    for (int p = 0; p < k; p += WIDTH) {
      int from = xo + p;
      FloatVector r0 = FloatVector.fromArray(S, x, from);
      FloatVector r1 = FloatVector.fromArray(S, x, from + is);
      FloatVector r2 = FloatVector.fromArray(S, x, from + 2 * is);
      FloatVector r3 = FloatVector.fromArray(S, x, from + 3 * is);
      FloatVector s0 = LOW.selectFrom(r0, r2);
      FloatVector s1 = HIGH.selectFrom(r0, r2);
      FloatVector s2 = LOW.selectFrom(r1, r3);
      FloatVector s3 = HIGH.selectFrom(r1, r3);
      int to = p * 4;
      LOW.selectFrom(s0, s2).intoArray(turned, to);
      HIGH.selectFrom(s0, s2).intoArray(turned, to + WIDTH);
      LOW.selectFrom(s1, s3).intoArray(turned, to + 2 * WIDTH);
      HIGH.selectFrom(s1, s3).intoArray(turned, to + 3 * WIDTH);
    }
  }

  /** Writes eight elements for each k, of as many rows along which k runs. */
  private static void turnEight(int k, float[] x, int xo, int is, float[] turned) {
    for (int p = 0; p < k; p += WIDTH) {
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
      int to = p * 8;
      LOW.selectFrom(t0, t4).intoArray(turned, to);
      HIGH.selectFrom(t0, t4).intoArray(turned, to + WIDTH);
      LOW.selectFrom(t1, t5).intoArray(turned, to + 2 * WIDTH);
      HIGH.selectFrom(t1, t5).intoArray(turned, to + 3 * WIDTH);
      LOW.selectFrom(t2, t6).intoArray(turned, to + 4 * WIDTH);
      HIGH.selectFrom(t2, t6).intoArray(turned, to + 5 * WIDTH);
      LOW.selectFrom(t3, t7).intoArray(turned, to + 6 * WIDTH);
      HIGH.selectFrom(t3, t7).intoArray(turned, to + 7 * WIDTH);
    }
  }

  private static void column(int k, float[] x, int xo, int ks, float[] packed, int po, int width) {
    for (int p = 0; p < k; p++) {
      packed[po + p * width] = x[xo + p * ks];
    }
  }
}
