package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.FloatMath.*;
import static dev.loci.tensor.kernel.Kernels.LANES;
import static dev.loci.tensor.kernel.SimdMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The selective scan in vector code. A vector holds one state of adjacent channels and goes through
 * the rows in a register; what all states of these channels need of a row lies in a record. Back go
 * two states at a time, which share what they read of it.
 *
 * <p>Channels that do not fill a vector take the specification's way, and on the way back so does
 * an odd number of states.
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
    int whole = from + S.loopBound(to - from);
    float[] records = records((whole - from) / W * rows);
    for (int j = from, r = 0; j < whole; j += W, r += size) {
      begin(scan, row, rows, j, records, r);
    }
    for (int k = 0; k < scan.states(); k++) {
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

  /** Takes state k of one vector of channels through rows. */
  private static void forward(
      Scan<float[]> scan,
      int row,
      int rows,
      int k,
      int from,
      float[] records,
      int first,
      float[] state,
      int before,
      int after) {
    int place = scan.place(row, k);
    float[] bs = scan.b();
    float[] cs = scan.c();
    int b = scan.bo() + place;
    int c = scan.co() + place;
    FloatVector a = FloatVector.fromArray(S, scan.a(), k * scan.channels() + from);
    FloatVector h = FloatVector.fromArray(S, state, before);
    for (int i = 0; i < rows; i++) {
      int record = first + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, records, record);
      FloatVector du = FloatVector.fromArray(S, records, record + DU);
      FloatVector y = FloatVector.fromArray(S, records, record + Y);
      FloatVector z = delta.mul(a);
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
      h = e.fma(h, du.mul(bs[b + i]));
      h.fma(broadcast(S, cs[c + i]), y).intoArray(records, record + Y);
    }
    h.intoArray(state, after);
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
      begin(scan, to, row, rows, channel(v, most, fromLane), records, v * size);
    }
    for (int k = 0; k < scan.states(); k += 2) {
      int lane = k * rows * 2 * LANES + fromLane;
      for (int v = 0; v < vectors; v++) {
        int from = channel(v, most, fromLane);
        int own = k * channels + from;
        int before = at + own;
        again(scan, row, rows, k, from, records, v * size, state, before, kept, 0);
        again(scan, row, rows, k + 1, from, records, v * size, state, before + channels, kept, W);
        own += sequence * scan.states() * channels;
        back(
            scan, to, own, row, rows, k, from, records, v * size, kept, lanes, lane + v % most * W);
      }
    }
    for (int v = 0; v < vectors; v++) {
      end(scan, to, sequence, row, rows, channel(v, most, fromLane), records, v * size);
    }
    if (rest % W != 0) {
      int from = channel(vectors, most, fromLane);
      adjacent(scan, to, sequence, row, rows, from, rest % W, state, at, lanes);
    }
  }

  /** Where vector v begins, if {@code most} vectors of each run of all lanes are taken. */
  private static int channel(int v, int most, int fromLane) {
    return v / most * LANES + fromLane + v % most * W;
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

  /**
   * As {@link #forward}, but stores the states before each row and what is kept of them, from
   * {@code to} on.
   */
  private static void again(
      Scan<float[]> scan,
      int row,
      int rows,
      int k,
      int from,
      float[] records,
      int first,
      float[] state,
      int at,
      float[] kept,
      int to) {
    float[] bs = scan.b();
    int b = scan.bo() + scan.place(row, k);
    FloatVector a = FloatVector.fromArray(S, scan.a(), k * scan.channels() + from);
    FloatVector h = FloatVector.fromArray(S, state, at);
    for (int i = 0; i < rows; i++) {
      int record = first + i * RECORD;
      FloatVector delta = FloatVector.fromArray(S, records, record);
      FloatVector du = FloatVector.fromArray(S, records, record + DU);
      FloatVector z = delta.mul(a);
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
      h.intoArray(kept, to + i * BOTH);
      e.intoArray(kept, to + i * BOTH + KEPT);
      h = e.fma(h, du.mul(bs[b + i]));
    }
    h.intoArray(kept, to + rows * BOTH);
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
      int first,
      float[] kept,
      float[] lanes,
      int firstLane) {
    int channels = scan.channels();
    int length = scan.length();
    int place = scan.place(row, k);
    float[] bs = scan.b();
    float[] cs = scan.c();
    int b = scan.bo() + place;
    int c = scan.co() + place;
    FloatVector a = FloatVector.fromArray(S, scan.a(), k * channels + from);
    FloatVector a2 = FloatVector.fromArray(S, scan.a(), (k + 1) * channels + from);
    FloatVector carry = FloatVector.fromArray(S, to.carry(), own);
    FloatVector carry2 = FloatVector.fromArray(S, to.carry(), own + channels);
    FloatVector da = FloatVector.fromArray(S, to.da(), own);
    FloatVector da2 = FloatVector.fromArray(S, to.da(), own + channels);
    FloatVector h = FloatVector.fromArray(S, kept, rows * BOTH);
    FloatVector h2 = FloatVector.fromArray(S, kept, rows * BOTH + W);
    for (int i = rows - 1; i >= 0; i--) {
      int record = first + i * RECORD;
      int lane = firstLane + i * 2 * LANES;
      int lane2 = firstLane + (rows + i) * 2 * LANES;
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
      g.fma(h2, FloatVector.fromArray(S, lanes, lane2)).intoArray(lanes, lane2);
      d.fma(du, FloatVector.fromArray(S, lanes, lane2 + LANES)).intoArray(lanes, lane2 + LANES);
      d.fma(broadcast(S, bs[b + length + i]), s).intoArray(records, record + SUM);
      carry2 = FloatVector.fromArray(S, kept, i * BOTH + KEPT + W).mul(d);
      h2 = FloatVector.fromArray(S, kept, i * BOTH + W);
      q = carry2.mul(h2);
      q.fma(a2, r).intoArray(records, record + REST);
      da2 = q.fma(delta, da2);
    }
    carry.intoArray(to.carry(), own);
    carry2.intoArray(to.carry(), own + channels);
    da.intoArray(to.da(), own);
    da2.intoArray(to.da(), own + channels);
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

  @Override
  public void sumLanes(int rows, int states, float[] lanes, float[] dc, float[] db, int at) {
    int sums = 2 * rows * states;
    int whole = S.loopBound(sums);
    SimdLaneSums.sum(whole, lanes);
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
}
