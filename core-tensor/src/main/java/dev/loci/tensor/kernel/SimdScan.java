package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The selective scan in vector code. A vector holds one state of adjacent channels; all states of
 * one vector's channels go through the rows together and stay in the first-level cache. Channels
 * that do not fill a vector take the specification's way.
 *
 * <p>The exponential stands in the loops that need it: see {@link SimdFunctions}. Its argument is
 * at least {@link #LEAST} and at most 0, where 2^n is a normal number; multiplying by it keeps NaN.
 */
final class SimdScan extends ComposedScan<float[]> {
  private static final int W = S.length();

  private static final VectorShuffle<Float> LOWER_8 = part(8, 0);
  private static final VectorShuffle<Float> UPPER_8 = part(8, 8);
  private static final VectorShuffle<Float> LOWER_4 = part(4, 0);
  private static final VectorShuffle<Float> UPPER_4 = part(4, 4);
  private static final VectorShuffle<Float> LOWER_2 = part(2, 0);
  private static final VectorShuffle<Float> UPPER_2 = part(2, 2);
  private static final VectorShuffle<Float> LOWER_1 = part(1, 0);
  private static final VectorShuffle<Float> UPPER_1 = part(1, 1);

  SimdScan(Kernels<float[]> kernels) {
    super(kernels, Float32Elements.INSTANCE);
  }

  /** Room for {@code blocks} vectors of each state. */
  private static float[] tile(int blocks, int states) {
    return Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.TILE, blocks * states * W);
  }

  private static void gather(int states, float[] x, int xo, int distance, float[] y, int yo) {
    for (int k = 0; k < states; k++) {
      FloatVector.fromArray(S, x, xo + k * distance).intoArray(y, yo + k * W);
    }
  }

  private static void scatter(int states, float[] x, int xo, float[] y, int yo, int distance) {
    for (int k = 0; k < states; k++) {
      FloatVector.fromArray(S, x, xo + k * W).intoArray(y, yo + k * distance);
    }
  }

  @Override
  public void forward(
      Scan<float[]> scan, int row, int rows, int from, int to, float[] state, int at, float[] y) {
    int states = scan.states();
    int channels = scan.channels();
    int whole = from + S.loopBound(to - from);
    float[] tile = tile(2, states); // a, then h
    for (int j = from; j < whole; j += W) {
      gather(states, scan.a(), j, channels, tile, 0);
      gather(states, state, at + j, channels, tile, states * W);
      forward(scan, row, rows, j, tile, y);
      scatter(states, tile, states * W, state, at + j, channels);
    }
    if (whole < to) {
      super.forward(scan, row, rows, whole, to, state, at, y);
    }
  }

  private static void forward(
      Scan<float[]> scan, int row, int rows, int from, float[] tile, float[] y) {
    int states = scan.states();
    int channels = scan.channels();
    float[] xs = scan.x();
    float[] deltas = scan.delta();
    float[] bs = scan.b();
    float[] cs = scan.c();
    int hs = states * W;
    FloatVector skip = FloatVector.fromArray(S, scan.skip(), scan.so() + from);
    for (int i = row; i < row + rows; i++) {
      int place = i * channels + from;
      int b = scan.bo() + i * states;
      int c = scan.co() + i * states;
      FloatVector delta = FloatVector.fromArray(S, deltas, place);
      FloatVector x = FloatVector.fromArray(S, xs, scan.xo() + place);
      FloatVector du = delta.mul(x);
      FloatVector sum = skip.mul(x);
      for (int k = 0; k < states; k++) {
        FloatVector z = delta.mul(FloatVector.fromArray(S, tile, k * W));
        z = z.blend(LEAST, z.compare(LT, LEAST));
        FloatVector t = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), z));
        FloatVector q = broadcast(S, EXP_4).fma(r, broadcast(S, EXP_3));
        q = q.fma(r, broadcast(S, EXP_2));
        q = q.fma(r, broadcast(S, EXP_1));
        q = q.fma(r, broadcast(S, EXP_0));
        IntVector power = t.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
        FloatVector e = q.fma(r.mul(r), r).add(1f).mul(power.reinterpretAsFloats());
        FloatVector h = FloatVector.fromArray(S, tile, hs + k * W);
        h = e.fma(h, du.mul(bs[b + k]));
        h.intoArray(tile, hs + k * W);
        sum = h.fma(broadcast(S, cs[c + k]), sum);
      }
      sum.intoArray(y, place);
    }
  }

  @Override
  public void backward(
      Scan<float[]> scan,
      Scan.Gradients<float[]> to,
      int sequence,
      int row,
      int rows,
      int fromLane,
      int toLane,
      float[] state,
      int at,
      float[] lanes) {
    int states = scan.states();
    int channels = scan.channels();
    for (int first = fromLane; first < channels; first += LANES) {
      int end = Math.min(channels, first + toLane - fromLane);
      int whole = first + S.loopBound(end - first);
      for (int j = first; j < whole; j += W) {
        float[] tile = tile(3 + 2 * rows + 1, states); // a, carry, da, h, e
        int own = sequence * states * channels + j;
        gather(states, scan.a(), j, channels, tile, 0);
        gather(states, to.carry(), own, channels, tile, states * W);
        gather(states, to.da(), own, channels, tile, 2 * states * W);
        gather(states, state, at + j, channels, tile, 3 * states * W);
        again(scan, row, rows, j, tile);
        back(scan, to, sequence, row, rows, j, tile, lanes);
        scatter(states, tile, states * W, to.carry(), own, channels);
        scatter(states, tile, 2 * states * W, to.da(), own, channels);
      }
      if (whole < end) {
        adjacent(scan, to, sequence, row, rows, whole, end - whole, state, at, lanes);
      }
    }
  }

  /** Computes the states again and keeps them, and what is kept of them. */
  private static void again(Scan<float[]> scan, int row, int rows, int from, float[] tile) {
    int states = scan.states();
    int channels = scan.channels();
    float[] xs = scan.x();
    float[] deltas = scan.delta();
    float[] bs = scan.b();
    int size = states * W;
    int es = (4 + rows) * size;
    for (int i = 0; i < rows; i++) {
      int place = (row + i) * channels + from;
      int b = scan.bo() + (row + i) * states;
      int before = (3 + i) * size;
      FloatVector delta = FloatVector.fromArray(S, deltas, place);
      FloatVector du = delta.mul(FloatVector.fromArray(S, xs, scan.xo() + place));
      for (int k = 0; k < states; k++) {
        FloatVector z = delta.mul(FloatVector.fromArray(S, tile, k * W));
        z = z.blend(LEAST, z.compare(LT, LEAST));
        FloatVector t = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
        FloatVector n = t.sub(ROUND);
        FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), z));
        FloatVector q = broadcast(S, EXP_4).fma(r, broadcast(S, EXP_3));
        q = q.fma(r, broadcast(S, EXP_2));
        q = q.fma(r, broadcast(S, EXP_1));
        q = q.fma(r, broadcast(S, EXP_0));
        IntVector power = t.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
        FloatVector e = q.fma(r.mul(r), r).add(1f).mul(power.reinterpretAsFloats());
        FloatVector h = FloatVector.fromArray(S, tile, before + k * W);
        e.intoArray(tile, es + i * size + k * W);
        e.fma(h, du.mul(bs[b + k])).intoArray(tile, before + size + k * W);
      }
    }
  }

  private static void back(
      Scan<float[]> scan,
      Scan.Gradients<float[]> to,
      int sequence,
      int row,
      int rows,
      int from,
      float[] tile,
      float[] lanes) {
    int states = scan.states();
    int channels = scan.channels();
    float[] bs = scan.b();
    float[] cs = scan.c();
    int size = states * W;
    int es = (4 + rows) * size;
    FloatVector skip = FloatVector.fromArray(S, scan.skip(), scan.so() + from);
    FloatVector dSkip = FloatVector.fromArray(S, to.dSkip(), sequence * channels + from);
    for (int i = rows - 1; i >= 0; i--) {
      int place = (row + i) * channels + from;
      int b = scan.bo() + (row + i) * states;
      int c = scan.co() + (row + i) * states;
      int before = (3 + i) * size;
      int lane = i * states * 2 * LANES + from % LANES;
      FloatVector delta = FloatVector.fromArray(S, scan.delta(), place);
      FloatVector x = FloatVector.fromArray(S, scan.x(), scan.xo() + place);
      FloatVector g = FloatVector.fromArray(S, to.g(), to.go() + place);
      FloatVector du = delta.mul(x);
      FloatVector s = FloatVector.zero(S);
      FloatVector r = s;
      for (int k = 0; k < states; k++) {
        int at = k * W;
        int cLane = lane + 2 * LANES * k;
        FloatVector carry = FloatVector.fromArray(S, tile, size + at);
        FloatVector after = FloatVector.fromArray(S, tile, before + size + at);
        FloatVector d = g.fma(broadcast(S, cs[c + k]), carry);
        g.fma(after, FloatVector.fromArray(S, lanes, cLane)).intoArray(lanes, cLane);
        FloatVector sum = FloatVector.fromArray(S, lanes, cLane + LANES);
        d.fma(du, sum).intoArray(lanes, cLane + LANES);
        s = d.fma(broadcast(S, bs[b + k]), s);
        carry = FloatVector.fromArray(S, tile, es + i * size + at).mul(d);
        carry.intoArray(tile, size + at);
        FloatVector q = carry.mul(FloatVector.fromArray(S, tile, before + at));
        r = q.fma(FloatVector.fromArray(S, tile, at), r);
        FloatVector da = FloatVector.fromArray(S, tile, 2 * size + at);
        q.fma(delta, da).intoArray(tile, 2 * size + at);
      }
      s.fma(x, r).intoArray(to.dDelta(), place);
      s.fma(delta, skip.mul(g)).intoArray(to.dx(), place);
      dSkip = g.fma(x, dSkip);
    }
    dSkip.intoArray(to.dSkip(), sequence * channels + from);
  }

  /**
   * Many sums at a time: each step of the tree puts the halves of two vectors side by side, so that
   * half as many vectors are left, until each element is a sum.
   */
  @Override
  public void sumLanes(int rows, int states, float[] lanes, float[] dc, float[] db, int at) {
    int sums = 2 * rows * states;
    int whole = S.loopBound(sums);
    for (int i = 0; i < whole; i++) {
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
      halve(whole / 2, lanes, LOWER_8, UPPER_8);
    }
    if (W > 4) {
      halve(whole / (W / 4), lanes, LOWER_4, UPPER_4);
    }
    halve(whole / (W / 2), lanes, LOWER_2, UPPER_2);
    halve(whole / W, lanes, LOWER_1, UPPER_1);
    for (int i = 0; i < whole / 2; i++) {
      dc[at + i] = lanes[2 * i];
      db[at + i] = lanes[2 * i + 1];
    }
    for (int i = whole / 2; i < rows * states; i++) {
      dc[at + i] = SimdReductions.sum(LANES, lanes, 2 * i * LANES);
      db[at + i] = SimdReductions.sum(LANES, lanes, (2 * i + 1) * LANES);
    }
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
