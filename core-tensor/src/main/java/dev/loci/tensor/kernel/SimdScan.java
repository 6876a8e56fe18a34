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
 * The selective scan in vector code. A vector holds one state of adjacent channels. Two states of a
 * vector's channels go through the rows at a time: they and their gradients stay in registers, and
 * what all states of these channels need of a row lies in a record.
 *
 * <p>Channels that do not fill a vector take the specification's way, and so does an odd number of
 * states.
 *
 * <p>The exponential stands in the loops that need it: see {@link SimdFunctions}. Its argument is
 * at least {@link #LEAST} and at most 0, where 2^n is a normal number; multiplying by it keeps NaN.
 */
final class SimdScan extends ComposedScan<float[]> {
  private static final int W = S.length();

  // The vectors of a record: step size, step size times input; then the output or, going back, its
  // gradient, and the sums of the gradients of the two.
  private static final int DU = W;
  private static final int Y = 2 * W;
  private static final int G = 2 * W;
  private static final int SUM = 3 * W;
  private static final int REST = 4 * W;
  private static final int RECORD = 5 * W;

  // The vectors that are kept of a row's two states: those before it, what is kept of them.
  private static final int KEPT = 2 * W;
  private static final int BOTH = 4 * W;

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

  private static float[] records(int count) {
    return Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.ROW, count * RECORD);
  }

  @Override
  public void forward(
      Scan<float[]> scan,
      int row,
      int rows,
      int from,
      int to,
      float[] state,
      int before,
      int after,
      float[] y) {
    int channels = scan.channels();
    int size = rows * RECORD;
    int whole = scan.states() % 2 == 0 ? from + S.loopBound(to - from) : from;
    float[] records = records((whole - from) / W * rows);
    for (int j = from, r = 0; j < whole; j += W, r += size) {
      begin(scan, row, rows, j, records, r);
    }
    for (int k = 0; k < scan.states(); k += 2) {
      for (int j = from, r = 0; j < whole; j += W, r += size) {
        int own = k * channels + j;
        forward(scan, row, rows, k, j, records, r, state, before + own, after + own);
      }
    }
    for (int j = from, r = 0; j < whole; j += W, r += size) {
      for (int i = 0; i < rows; i++) {
        FloatVector sum = FloatVector.fromArray(S, records, r + i * RECORD + Y);
        sum.intoArray(y, (row + i) * channels + j);
      }
    }
    if (whole < to) {
      super.forward(scan, row, rows, whole, to, state, before, after, y);
    }
  }

  /** Makes the records of rows for one vector of channels. */
  private static void begin(
      Scan<float[]> scan, int row, int rows, int from, float[] records, int r) {
    int channels = scan.channels();
    FloatVector skip = FloatVector.fromArray(S, scan.skip(), scan.so() + from);
    for (int i = 0; i < rows; i++) {
      int place = (row + i) * channels + from;
      int record = r + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, scan.delta(), place);
      FloatVector x = FloatVector.fromArray(S, scan.x(), scan.xo() + place);
      delta.intoArray(records, record);
      delta.mul(x).intoArray(records, record + DU);
      skip.mul(x).intoArray(records, record + Y);
    }
  }

  /** Takes the states k and k + 1 of one vector of channels through rows. */
  private static void forward(
      Scan<float[]> scan,
      int row,
      int rows,
      int k,
      int from,
      float[] records,
      int r,
      float[] state,
      int before,
      int after) {
    int channels = scan.channels();
    int length = scan.length();
    int place = scan.place(row, k);
    float[] bs = scan.b();
    float[] cs = scan.c();
    int b = scan.bo() + place;
    int c = scan.co() + place;
    FloatVector a = FloatVector.fromArray(S, scan.a(), k * channels + from);
    FloatVector aa = FloatVector.fromArray(S, scan.a(), (k + 1) * channels + from);
    FloatVector h = FloatVector.fromArray(S, state, before);
    FloatVector hh = FloatVector.fromArray(S, state, before + channels);
    for (int i = 0; i < rows; i++) {
      int record = r + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, records, record);
      FloatVector du = FloatVector.fromArray(S, records, record + DU);
      FloatVector y = FloatVector.fromArray(S, records, record + Y);
      FloatVector z = delta.mul(a);
      z = z.blend(LEAST, z.compare(LT, LEAST));
      FloatVector zt = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector zn = zt.sub(ROUND);
      FloatVector zr = zn.fma(broadcast(S, -LN2_LOW), zn.fma(broadcast(S, -LN2_HIGH), z));
      FloatVector zq = broadcast(S, EXP_4).fma(zr, broadcast(S, EXP_3));
      zq = zq.fma(zr, broadcast(S, EXP_2));
      zq = zq.fma(zr, broadcast(S, EXP_1));
      zq = zq.fma(zr, broadcast(S, EXP_0));
      zq = zq.fma(zr.mul(zr), zr).add(1f);
      IntVector zp = zt.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector e = zq.mul(zp.reinterpretAsFloats());
      h = e.fma(h, du.mul(bs[b + i]));
      y = h.fma(broadcast(S, cs[c + i]), y);
      FloatVector zz = delta.mul(aa);
      zz = zz.blend(LEAST, zz.compare(LT, LEAST));
      FloatVector zzt = zz.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector zzn = zzt.sub(ROUND);
      FloatVector zzr = zzn.fma(broadcast(S, -LN2_LOW), zzn.fma(broadcast(S, -LN2_HIGH), zz));
      FloatVector zzq = broadcast(S, EXP_4).fma(zzr, broadcast(S, EXP_3));
      zzq = zzq.fma(zzr, broadcast(S, EXP_2));
      zzq = zzq.fma(zzr, broadcast(S, EXP_1));
      zzq = zzq.fma(zzr, broadcast(S, EXP_0));
      zzq = zzq.fma(zzr.mul(zzr), zzr).add(1f);
      IntVector zzp = zzt.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector ee = zzq.mul(zzp.reinterpretAsFloats());
      hh = ee.fma(hh, du.mul(bs[b + length + i]));
      hh.fma(broadcast(S, cs[c + length + i]), y).intoArray(records, record + Y);
    }
    h.intoArray(state, after);
    hh.intoArray(state, after + channels);
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
    int channels = scan.channels();
    if (scan.states() % 2 != 0) {
      super.backward(scan, to, sequence, row, rows, fromLane, toLane, state, at, lanes);
      return;
    }
    int most = (toLane - fromLane) / W; // vectors of each run of all lanes
    int rest = Math.clamp(channels % LANES - fromLane, 0, toLane - fromLane);
    int vectors = channels / LANES * most + rest / W;
    int size = rows * RECORD;
    float[] records = records(vectors * rows);
    float[] kept = Scratch.of(Float32Elements.INSTANCE, Scratch.Slot.TILE, (rows + 1) * BOTH);
    for (int v = 0; v < vectors; v++) {
      begin(scan, to, row, rows, fromLane + v / most * LANES + v % most * W, records, v * size);
    }
    for (int k = 0; k < scan.states(); k += 2) {
      int lane = k * rows * 2 * LANES + fromLane;
      for (int v = 0; v < vectors; v++) {
        int from = fromLane + v / most * LANES + v % most * W;
        int own = k * channels + from;
        again(scan, row, rows, k, from, records, v * size, state, at + own, kept);
        own += sequence * scan.states() * channels;
        back(
            scan, to, own, row, rows, k, from, records, v * size, kept, lanes, lane + v % most * W);
      }
    }
    for (int v = 0; v < vectors; v++) {
      end(
          scan,
          to,
          sequence,
          row,
          rows,
          fromLane + v / most * LANES + v % most * W,
          records,
          v * size);
    }
    if (rest % W != 0) {
      int from = fromLane + vectors / most * LANES + vectors % most * W;
      adjacent(scan, to, sequence, row, rows, from, rest % W, state, at, lanes);
    }
  }

  /** Makes the records of rows for one vector of channels, to go back. */
  private static void begin(
      Scan<float[]> scan,
      Scan.Gradients<float[]> to,
      int row,
      int rows,
      int from,
      float[] records,
      int r) {
    for (int i = 0; i < rows; i++) {
      int place = (row + i) * scan.channels() + from;
      int record = r + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, scan.delta(), place);
      FloatVector x = FloatVector.fromArray(S, scan.x(), scan.xo() + place);
      delta.intoArray(records, record);
      delta.mul(x).intoArray(records, record + DU);
      FloatVector.fromArray(S, to.g(), to.go() + place).intoArray(records, record + G);
      FloatVector.zero(S).intoArray(records, record + SUM);
      FloatVector.zero(S).intoArray(records, record + REST);
    }
  }

  /** As {@link #forward}, but the states before each row and what is kept of them are stored. */
  private static void again(
      Scan<float[]> scan,
      int row,
      int rows,
      int k,
      int from,
      float[] records,
      int r,
      float[] state,
      int at,
      float[] kept) {
    int channels = scan.channels();
    int length = scan.length();
    float[] bs = scan.b();
    int b = scan.bo() + scan.place(row, k);
    FloatVector a = FloatVector.fromArray(S, scan.a(), k * channels + from);
    FloatVector aa = FloatVector.fromArray(S, scan.a(), (k + 1) * channels + from);
    FloatVector h = FloatVector.fromArray(S, state, at);
    FloatVector hh = FloatVector.fromArray(S, state, at + channels);
    for (int i = 0; i < rows; i++) {
      int record = r + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, records, record);
      FloatVector du = FloatVector.fromArray(S, records, record + DU);
      h.intoArray(kept, i * BOTH);
      hh.intoArray(kept, i * BOTH + W);
      FloatVector z = delta.mul(a);
      z = z.blend(LEAST, z.compare(LT, LEAST));
      FloatVector zt = z.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector zn = zt.sub(ROUND);
      FloatVector zr = zn.fma(broadcast(S, -LN2_LOW), zn.fma(broadcast(S, -LN2_HIGH), z));
      FloatVector zq = broadcast(S, EXP_4).fma(zr, broadcast(S, EXP_3));
      zq = zq.fma(zr, broadcast(S, EXP_2));
      zq = zq.fma(zr, broadcast(S, EXP_1));
      zq = zq.fma(zr, broadcast(S, EXP_0));
      zq = zq.fma(zr.mul(zr), zr).add(1f);
      IntVector zp = zt.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector e = zq.mul(zp.reinterpretAsFloats());
      e.intoArray(kept, i * BOTH + KEPT);
      h = e.fma(h, du.mul(bs[b + i]));
      FloatVector zz = delta.mul(aa);
      zz = zz.blend(LEAST, zz.compare(LT, LEAST));
      FloatVector zzt = zz.fma(broadcast(S, LOG2_E), broadcast(S, ROUND));
      FloatVector zzn = zzt.sub(ROUND);
      FloatVector zzr = zzn.fma(broadcast(S, -LN2_LOW), zzn.fma(broadcast(S, -LN2_HIGH), zz));
      FloatVector zzq = broadcast(S, EXP_4).fma(zzr, broadcast(S, EXP_3));
      zzq = zzq.fma(zzr, broadcast(S, EXP_2));
      zzq = zzq.fma(zzr, broadcast(S, EXP_1));
      zzq = zzq.fma(zzr, broadcast(S, EXP_0));
      zzq = zzq.fma(zzr.mul(zzr), zzr).add(1f);
      IntVector zzp = zzt.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector ee = zzq.mul(zzp.reinterpretAsFloats());
      ee.intoArray(kept, i * BOTH + KEPT + W);
      hh = ee.fma(hh, du.mul(bs[b + length + i]));
    }
    h.intoArray(kept, rows * BOTH);
    hh.intoArray(kept, rows * BOTH + W);
  }

  /** Takes the gradients by the states k and k + 1 of one vector of channels back through rows. */
  private static void back(
      Scan<float[]> scan,
      Scan.Gradients<float[]> to,
      int own,
      int row,
      int rows,
      int k,
      int from,
      float[] records,
      int record0,
      float[] kept,
      float[] lanes,
      int lane0) {
    int channels = scan.channels();
    int length = scan.length();
    int place = scan.place(row, k);
    float[] bs = scan.b();
    float[] cs = scan.c();
    int b = scan.bo() + place;
    int c = scan.co() + place;
    FloatVector a = FloatVector.fromArray(S, scan.a(), k * channels + from);
    FloatVector aa = FloatVector.fromArray(S, scan.a(), (k + 1) * channels + from);
    FloatVector carry = FloatVector.fromArray(S, to.carry(), own);
    FloatVector carry2 = FloatVector.fromArray(S, to.carry(), own + channels);
    FloatVector da = FloatVector.fromArray(S, to.da(), own);
    FloatVector daa = FloatVector.fromArray(S, to.da(), own + channels);
    FloatVector h = FloatVector.fromArray(S, kept, rows * BOTH);
    FloatVector hh = FloatVector.fromArray(S, kept, rows * BOTH + W);
    for (int i = rows - 1; i >= 0; i--) {
      int record = record0 + i * RECORD;
      int lane = lane0 + i * 2 * LANES;
      int lane2 = lane0 + (rows + i) * 2 * LANES;
      FloatVector delta = FloatVector.fromArray(S, records, record);
      FloatVector du = FloatVector.fromArray(S, records, record + DU);
      FloatVector g = FloatVector.fromArray(S, records, record + G);
      FloatVector s = FloatVector.fromArray(S, records, record + SUM);
      FloatVector r = FloatVector.fromArray(S, records, record + REST);
      FloatVector d = g.fma(broadcast(S, cs[c + i]), carry);
      g.fma(h, FloatVector.fromArray(S, lanes, lane)).intoArray(lanes, lane);
      d.fma(du, FloatVector.fromArray(S, lanes, lane + LANES)).intoArray(lanes, lane + LANES);
      s = d.fma(broadcast(S, bs[b + i]), s);
      carry = FloatVector.fromArray(S, kept, i * BOTH + KEPT).mul(d);
      h = FloatVector.fromArray(S, kept, i * BOTH);
      FloatVector q = carry.mul(h);
      r = q.fma(a, r);
      da = q.fma(delta, da);
      d = g.fma(broadcast(S, cs[c + length + i]), carry2);
      g.fma(hh, FloatVector.fromArray(S, lanes, lane2)).intoArray(lanes, lane2);
      d.fma(du, FloatVector.fromArray(S, lanes, lane2 + LANES)).intoArray(lanes, lane2 + LANES);
      d.fma(broadcast(S, bs[b + length + i]), s).intoArray(records, record + SUM);
      carry2 = FloatVector.fromArray(S, kept, i * BOTH + KEPT + W).mul(d);
      hh = FloatVector.fromArray(S, kept, i * BOTH + W);
      q = carry2.mul(hh);
      q.fma(aa, r).intoArray(records, record + REST);
      daa = q.fma(delta, daa);
    }
    carry.intoArray(to.carry(), own);
    carry2.intoArray(to.carry(), own + channels);
    da.intoArray(to.da(), own);
    daa.intoArray(to.da(), own + channels);
  }

  /** Makes the gradients by the inputs of one vector of channels from its records. */
  private static void end(
      Scan<float[]> scan,
      Scan.Gradients<float[]> to,
      int sequence,
      int row,
      int rows,
      int from,
      float[] records,
      int r) {
    int channels = scan.channels();
    FloatVector skip = FloatVector.fromArray(S, scan.skip(), scan.so() + from);
    FloatVector dSkip = FloatVector.fromArray(S, to.dSkip(), sequence * channels + from);
    for (int i = rows - 1; i >= 0; i--) {
      int place = (row + i) * channels + from;
      int record = r + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, records, record);
      FloatVector g = FloatVector.fromArray(S, records, record + G);
      FloatVector s = FloatVector.fromArray(S, records, record + SUM);
      FloatVector x = FloatVector.fromArray(S, scan.x(), scan.xo() + place);
      FloatVector rest = FloatVector.fromArray(S, records, record + REST);
      s.fma(x, rest).intoArray(to.dDelta(), place);
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
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < states; k++) {
        int sum = 2 * (k * rows + i);
        boolean done = sum < whole;
        int to = at + i * states + k;
        dc[to] = done ? lanes[sum] : SimdReductions.sum(LANES, lanes, sum * LANES);
        db[to] = done ? lanes[sum + 1] : SimdReductions.sum(LANES, lanes, (sum + 1) * LANES);
      }
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
