package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdMath.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The virtual lanes of a reduction, for loops that do more than reduce.
 *
 * <p>Such a loop makes {@link #HALF} / {@link #W} passes over a row, one on 512 bits. The pass
 * {@code first} takes the vectors at first, first + HALF, first + 2 HALF and so on, adds them to
 * two sums in turn, and stores the total of both, the first step of the tree, at {@code first} of
 * an array of HALF lanes.
 */
final class SimdLanes {
  static final int W = S.length();
  static final int HALF = LANES / 2;

  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(S, W > 8 ? 8 : 0, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, W > 4 ? 4 : 0, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  private SimdLanes() {}

  /** Adds up what the passes have stored by the rest of the tree. */
  static float sum(float[] lanes, int at) {
    FloatVector v = FloatVector.fromArray(S, lanes, at);
    if (W == 8) {
      v = v.add(FloatVector.fromArray(S, lanes, at + 8));
    }
    if (W == 4) {
      FloatVector second = FloatVector.fromArray(S, lanes, at + 4);
      v = v.add(FloatVector.fromArray(S, lanes, at + 8));
      v = v.add(second.add(FloatVector.fromArray(S, lanes, at + 12)));
    }
    return sum(v).lane(0);
  }

  /** The sum of a vector's elements by the last steps of the tree, in every element. */
  static FloatVector sum(FloatVector v) {
    FloatVector s = v;
    if (W > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (W > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    s = s.add(s.rearrange(BY_2));
    return s.add(s.rearrange(BY_1));
  }
}
