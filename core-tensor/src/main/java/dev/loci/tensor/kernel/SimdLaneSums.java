package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The sums of virtual lanes, many at a time: each step of the tree puts the halves of two vectors
 * side by side, so that half as many vectors are left, until each element is a sum.
 */
final class SimdLaneSums {
  private static final int W = S.length();

  private static final VectorShuffle<Float> LOWER_8 = part(8, 0);
  private static final VectorShuffle<Float> UPPER_8 = part(8, 8);
  private static final VectorShuffle<Float> LOWER_4 = part(4, 0);
  private static final VectorShuffle<Float> UPPER_4 = part(4, 4);
  private static final VectorShuffle<Float> LOWER_2 = part(2, 0);
  private static final VectorShuffle<Float> UPPER_2 = part(2, 2);
  private static final VectorShuffle<Float> LOWER_1 = part(1, 0);
  private static final VectorShuffle<Float> UPPER_1 = part(1, 1);

  private SimdLaneSums() {}

  /** Makes the n sums of n times {@link Kernels#LANES} lanes; n is a multiple of the width. */
  static void sum(int n, float[] lanes) {
    for (int i = 0; i < n; i++) {
      for (int half = LANES / 2; half > W; half /= 2) {
        for (int j = i * LANES; j < i * LANES + half; j += W) {
          FloatVector v = FloatVector.fromArray(S, lanes, j);
          v.add(FloatVector.fromArray(S, lanes, j + half)).intoArray(lanes, j);
        }
      }
      FloatVector v = FloatVector.fromArray(S, lanes, i * LANES);
      v.add(FloatVector.fromArray(S, lanes, i * LANES + W)).intoArray(lanes, i * W);
    }
    if (W > 8) {
      halve(n / 2, lanes, LOWER_8, UPPER_8);
    }
    if (W > 4) {
      halve(n / (W / 4), lanes, LOWER_4, UPPER_4);
    }
    halve(n / (W / 2), lanes, LOWER_2, UPPER_2);
    halve(n / W, lanes, LOWER_1, UPPER_1);
  }

  /** Makes n vectors of the 2n that x begins with. */
  private static void halve(
      int n, float[] x, VectorShuffle<Float> lower, VectorShuffle<Float> upper) {
    for (int i = 0; i < n; i++) {
      FloatVector v = FloatVector.fromArray(S, x, 2 * i * W);
      FloatVector w = FloatVector.fromArray(S, x, (2 * i + 1) * W);
      v.rearrange(lower, w).add(v.rearrange(upper, w)).intoArray(x, i * W);
    }
  }

  /** Of every {@code 2 distance} elements of two vectors {@code distance}, beginning at from. */
  private static VectorShuffle<Float> part(int distance, int from) {
    return VectorShuffle.fromOp(
        S,
        i -> {
          int inOne = i % (W / 2);
          int index = inOne / distance * 2 * distance + inOne % distance + from;
          return i < W / 2 ? index : index - W; // below 0: of the second vector
        });
  }
}
