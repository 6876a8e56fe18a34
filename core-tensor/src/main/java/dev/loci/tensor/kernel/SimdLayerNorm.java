package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdLanes.HALF;
import static dev.loci.tensor.kernel.SimdLanes.W;
import static dev.loci.tensor.kernel.SimdMath.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The loops of layer normalisation; h stands for {@code (x - mean) reciprocal}. */
final class SimdLayerNorm {
  private SimdLayerNorm() {}

  /** The sum of {@code (x - mean)^2}. */
  static float squares(int n, float[] x, int xo, float mean, float[] lanes) {
    for (int first = 0; first < HALF; first += W) {
      squares(first, n, x, xo, mean, lanes);
    }
    return SimdLanes.sum(lanes, 0);
  }

  private static void squares(int first, int n, float[] x, int xo, float mean, float[] lanes) {
    FloatVector sum = FloatVector.zero(S);
    FloatVector other = sum;
    int whole = S.loopBound(n);
    int i = first;
    for (; i < whole; i += HALF) {
      FloatVector v = FloatVector.fromArray(S, x, xo + i).sub(mean);
      FloatVector added = v.fma(v, sum);
      sum = other;
      other = added;
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector v = FloatVector.fromArray(S, x, xo + i, mask).sub(mean);
      sum = sum.blend(v.fma(v, sum), mask);
    }
    sum.add(other).intoArray(lanes, first);
  }

  /** {@code y = h gain + bias}. */
  static void scaleAndShift(
      int n,
      float[] x,
      int xo,
      float mean,
      float reciprocal,
      float[] gain,
      int go,
      float[] bias,
      int bo,
      float[] y,
      int yo) {
    int whole = S.loopBound(n);
    int i = 0;
    for (; i < whole; i += W) {
      FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean).mul(reciprocal);
      FloatVector shift = FloatVector.fromArray(S, bias, bo + i);
      h.fma(FloatVector.fromArray(S, gain, go + i), shift).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector h = FloatVector.fromArray(S, x, xo + i, mask).sub(mean).mul(reciprocal);
      FloatVector shift = FloatVector.fromArray(S, bias, bo + i, mask);
      h.fma(FloatVector.fromArray(S, gain, go + i, mask), shift).intoArray(y, yo + i, mask);
    }
  }

  /**
   * As {@link #scaleAndShift} for four rows, which share what is read of gain and bias.
   *
   * @param so of the first row's mean and reciprocal
   */
  static void scaleAndShiftFour(
      int n,
      float[] x,
      int xo,
      float[] means,
      float[] reciprocals,
      int so,
      float[] gain,
      int go,
      float[] bias,
      int bo,
      float[] y,
      int yo) {
    float mean0 = means[so];
    float mean1 = means[so + 1];
    float mean2 = means[so + 2];
    float mean3 = means[so + 3];
    float reciprocal0 = reciprocals[so];
    float reciprocal1 = reciprocals[so + 1];
    float reciprocal2 = reciprocals[so + 2];
    float reciprocal3 = reciprocals[so + 3];
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += W) {
      FloatVector scale = FloatVector.fromArray(S, gain, go + i);
      FloatVector shift = FloatVector.fromArray(S, bias, bo + i);
      FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean0).mul(reciprocal0);
      h.fma(scale, shift).intoArray(y, yo + i);
      h = FloatVector.fromArray(S, x, xo + n + i).sub(mean1).mul(reciprocal1);
      h.fma(scale, shift).intoArray(y, yo + n + i);
      h = FloatVector.fromArray(S, x, xo + 2 * n + i).sub(mean2).mul(reciprocal2);
      h.fma(scale, shift).intoArray(y, yo + 2 * n + i);
      h = FloatVector.fromArray(S, x, xo + 3 * n + i).sub(mean3).mul(reciprocal3);
      h.fma(scale, shift).intoArray(y, yo + 3 * n + i);
    }
    if (whole < n) {
      VectorMask<Float> mask = S.indexInRange(whole, n);
      FloatVector scale = FloatVector.fromArray(S, gain, go + whole, mask);
      FloatVector shift = FloatVector.fromArray(S, bias, bo + whole, mask);
      for (int row = 0; row < 4; row++) {
        int at = row * n + whole;
        FloatVector h = FloatVector.fromArray(S, x, xo + at, mask).sub(means[so + row]);
        h = h.mul(reciprocals[so + row]).fma(scale, shift);
        h.intoArray(y, yo + at, mask);
      }
    }
  }

  /** {@code dx = e = g gain}; leaves the sums of e and of {@code e h} in the lanes 0 and 1. */
  static void sums(
      int n,
      float[] x,
      int xo,
      float mean,
      float reciprocal,
      float[] gain,
      int wo,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      float[] lanes) {
    for (int first = 0; first < HALF; first += W) {
      sums(first, n, x, xo, mean, reciprocal, gain, wo, g, go, dx, dxo, lanes);
    }
    lanes[0] = SimdLanes.sum(lanes, 0);
    lanes[1] = SimdLanes.sum(lanes, HALF);
  }

  private static void sums(
      int first,
      int n,
      float[] x,
      int xo,
      float mean,
      float reciprocal,
      float[] gain,
      int wo,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      float[] lanes) {
    FloatVector sum = FloatVector.zero(S);
    FloatVector otherSum = sum;
    FloatVector dot = sum;
    FloatVector otherDot = sum;
    int whole = S.loopBound(n);
    int i = first;
    for (; i < whole; i += HALF) {
      FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean).mul(reciprocal);
      FloatVector e = FloatVector.fromArray(S, g, go + i);
      e = e.mul(FloatVector.fromArray(S, gain, wo + i));
      e.intoArray(dx, dxo + i);
      FloatVector addedSum = sum.add(e);
      sum = otherSum;
      otherSum = addedSum;
      FloatVector addedDot = e.fma(h, dot);
      dot = otherDot;
      otherDot = addedDot;
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector h = FloatVector.fromArray(S, x, xo + i, mask).sub(mean).mul(reciprocal);
      FloatVector e = FloatVector.fromArray(S, g, go + i, mask);
      e = e.mul(FloatVector.fromArray(S, gain, wo + i, mask));
      e.intoArray(dx, dxo + i, mask);
      sum = sum.blend(sum.add(e), mask);
      dot = dot.blend(e.fma(h, dot), mask);
    }
    sum.add(otherSum).intoArray(lanes, first);
    dot.add(otherDot).intoArray(lanes, HALF + first);
  }

  /** {@code dx = (dx + a + h b) reciprocal}. */
  static void finish(
      int n,
      float[] x,
      int xo,
      float mean,
      float reciprocal,
      float a,
      float b,
      float[] dx,
      int dxo) {
    int whole = S.loopBound(n);
    int i = 0;
    for (; i < whole; i += W) {
      FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean).mul(reciprocal);
      FloatVector e = FloatVector.fromArray(S, dx, dxo + i).add(a);
      h.fma(FloatVector.broadcast(S, b), e).mul(reciprocal).intoArray(dx, dxo + i);
    }
    if (i < n) {
      VectorMask<Float> mask = S.indexInRange(i, n);
      FloatVector h = FloatVector.fromArray(S, x, xo + i, mask).sub(mean).mul(reciprocal);
      FloatVector e = FloatVector.fromArray(S, dx, dxo + i, mask).add(a);
      h.fma(FloatVector.broadcast(S, b), e).mul(reciprocal).intoArray(dx, dxo + i, mask);
    }
  }

  /**
   * The sums of {@code g h} and g over the rows, for some columns.
   *
   * @param columns a multiple of the vector's length
   * @param lanes room for 2 LANES rows of so many columns
   */
  static void parameterGradients(
      int rows,
      int columns,
      int rs,
      float[] x,
      int xo,
      float[] means,
      float[] reciprocals,
      float[] g,
      int go,
      float[] dGain,
      int dgo,
      float[] dBias,
      int dbo,
      float[] lanes) {
    int second = LANES * columns;
    Arrays.fill(lanes, 0, 2 * second, 0);
    for (int row = 0; row < rows; row++) {
      int lane = row % LANES * columns;
      addRow(
          columns,
          x,
          xo + row * rs,
          means[row],
          reciprocals[row],
          g,
          go + row * rs,
          lanes,
          lane,
          second + lane);
    }
    SimdRows.sumLanes(LANES, columns, lanes, 0, dGain, dgo);
    SimdRows.sumLanes(LANES, columns, lanes, second, dBias, dbo);
  }

  private static void addRow(
      int n,
      float[] x,
      int xo,
      float mean,
      float reciprocal,
      float[] g,
      int go,
      float[] lanes,
      int gainLane,
      int biasLane) {
    for (int i = 0; i < n; i += W) {
      FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean).mul(reciprocal);
      FloatVector v = FloatVector.fromArray(S, g, go + i);
      FloatVector sum = FloatVector.fromArray(S, lanes, gainLane + i);
      sum.add(v.mul(h)).intoArray(lanes, gainLane + i);
      FloatVector.fromArray(S, lanes, biasLane + i).add(v).intoArray(lanes, biasLane + i);
    }
  }
}
