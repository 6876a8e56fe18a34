package dev.loci.tensor.kernel;

import static dev.loci.tensor.kernel.Kernels.LANES;

/**
 * The specification of {@link ScanKernels}: sequences of operations of {@link Kernels} on adjacent
 * channels.
 *
 * @param <A> the array type
 */
class ComposedScan<A> implements ScanKernels<A> {
  private final Kernels<A> kernels;
  private final Elements<A> elements;

  ComposedScan(Kernels<A> kernels, Elements<A> elements) {
    this.kernels = kernels;
    this.elements = elements;
  }

  @Override
  public void forward(
      Scan<A> scan, int row, int rows, int from, int to, A state, int before, int after, A y) {
    int n = to - from;
    for (int k = 0; k < scan.states(); k++) {
      int own = k * scan.channels() + from;
      elements.copy(n, state, before + own, 1, state, after + own, 1);
    }
    A du = Scratch.of(elements, Scratch.Slot.ROW, 2 * n);
    A kept = Scratch.of(elements, Scratch.Slot.SECOND_ROW, n);
    for (int i = row; i < row + rows; i++) {
      int place = i * scan.channels() + from;
      int xo = scan.xo() + place;
      kernels.binary(BinaryOp.MUL, n, scan.delta(), place, 1, scan.x(), xo, 1, du, 0);
      kernels.binary(BinaryOp.MUL, n, scan.skip(), scan.so() + from, 1, scan.x(), xo, 1, y, place);
      for (int k = 0; k < scan.states(); k++) {
        int h = after + k * scan.channels() + from;
        int c = scan.co() + scan.place(i, k);
        kept(scan, i, k, from, n, kept, 0);
        advance(scan, i, k, n, du, kept, 0, state, h, state, h);
        kernels.fma(n, state, h, 1, scan.c(), c, 0, y, place, 1, y, place);
      }
    }
  }

  /** {@code e = exp(max(delta a, LEAST))}. */
  private void kept(Scan<A> scan, int row, int k, int from, int n, A e, int eo) {
    A least = Scratch.of(elements, Scratch.Slot.CONSTANT, 1);
    elements.set(least, 0, LEAST);
    int delta = row * scan.channels() + from;
    int a = k * scan.channels() + from;
    kernels.binary(BinaryOp.MUL, n, scan.delta(), delta, 1, scan.a(), a, 1, e, eo);
    kernels.binary(BinaryOp.MAX, n, e, eo, 1, least, 0, 0, e, eo);
    kernels.unary(UnaryOp.EXP, n, e, eo, 1, e, eo);
  }

  /** {@code h = fma(e, before, du b)}; the second half of du is for the product. */
  private void advance(
      Scan<A> scan, int row, int k, int n, A du, A e, int eo, A before, int bo, A h, int ho) {
    int b = scan.bo() + scan.place(row, k);
    kernels.binary(BinaryOp.MUL, n, du, 0, 1, scan.b(), b, 0, du, n);
    kernels.fma(n, e, eo, 1, before, bo, 1, du, n, 1, h, ho);
  }

  @Override
  public void backward(
      Scan<A> scan,
      Scan.Gradients<A> gradients,
      int sequence,
      int row,
      int rows,
      int fromLane,
      int toLane,
      A state,
      int at,
      A lanes) {
    for (int first = fromLane; first < scan.channels(); first += LANES) {
      int n = Math.min(scan.channels() - first, toLane - fromLane);
      adjacent(scan, gradients, sequence, row, rows, first, n, state, at, lanes);
    }
  }

  /** Goes back with n channels, whose lanes are adjacent. */
  final void adjacent(
      Scan<A> scan,
      Scan.Gradients<A> gradients,
      int sequence,
      int row,
      int rows,
      int from,
      int n,
      A state,
      int at,
      A lanes) {
    int size = scan.states() * n;
    A tile = Scratch.of(elements, Scratch.Slot.TILE, (2 * rows + 1) * size); // h, then e
    int es = (rows + 1) * size;
    A du = Scratch.of(elements, Scratch.Slot.ROW, 2 * n);
    for (int k = 0; k < scan.states(); k++) {
      elements.copy(n, state, at + k * scan.channels() + from, 1, tile, k * n, 1);
    }
    for (int i = 0; i < rows; i++) {
      stepSizeTimesInput(scan, row + i, from, n, du);
      for (int k = 0; k < scan.states(); k++) {
        int h = i * size + k * n;
        kept(scan, row + i, k, from, n, tile, es + h);
        advance(scan, row + i, k, n, du, tile, es + h, tile, h, tile, h + size);
      }
    }
    for (int i = rows - 1; i >= 0; i--) {
      stepSizeTimesInput(scan, row + i, from, n, du);
      back(
          scan,
          gradients,
          sequence,
          row + i,
          from,
          n,
          du,
          tile,
          i * size,
          es + i * size,
          lanes,
          i * 2 * LANES + from % LANES,
          rows * 2 * LANES);
    }
  }

  private void stepSizeTimesInput(Scan<A> scan, int row, int from, int n, A du) {
    int place = row * scan.channels() + from;
    kernels.binary(BinaryOp.MUL, n, scan.delta(), place, 1, scan.x(), scan.xo() + place, 1, du, 0);
  }

  /**
   * One row; its states before it are at {@code ho} of the tile, what is kept of them at eo, and
   * {@code next} lanes lie between those of one state and the next.
   */
  private void back(
      Scan<A> scan,
      Scan.Gradients<A> to,
      int sequence,
      int row,
      int from,
      int n,
      A du,
      A tile,
      int ho,
      int eo,
      A lanes,
      int lane,
      int next) {
    int place = row * scan.channels() + from;
    int g = to.go() + place;
    int own = sequence * scan.states() * scan.channels() + from;
    A d = Scratch.of(elements, Scratch.Slot.SECOND_ROW, 2 * n); // d, then q
    elements.fill(n, 0, to.dx(), place, 1); // s
    elements.fill(n, 0, to.dDelta(), place, 1); // r
    for (int k = 0; k < scan.states(); k++) {
      int inner = scan.place(row, k);
      int carry = own + k * scan.channels();
      int before = ho + k * n;
      int after = before + scan.states() * n;
      int cLane = lane + k * next;
      int bLane = cLane + LANES;
      kernels.fma(n, to.g(), g, 1, scan.c(), scan.co() + inner, 0, to.carry(), carry, 1, d, 0);
      kernels.fma(n, to.g(), g, 1, tile, after, 1, lanes, cLane, 1, lanes, cLane);
      kernels.fma(n, d, 0, 1, du, 0, 1, lanes, bLane, 1, lanes, bLane);
      kernels.fma(n, d, 0, 1, scan.b(), scan.bo() + inner, 0, to.dx(), place, 1, to.dx(), place);
      kernels.binary(BinaryOp.MUL, n, tile, eo + k * n, 1, d, 0, 1, to.carry(), carry);
      kernels.binary(BinaryOp.MUL, n, to.carry(), carry, 1, tile, before, 1, d, n);
      int a = k * scan.channels() + from;
      kernels.fma(n, d, n, 1, scan.a(), a, 1, to.dDelta(), place, 1, to.dDelta(), place);
      kernels.fma(n, d, n, 1, scan.delta(), place, 1, to.da(), carry, 1, to.da(), carry);
    }
    int x = scan.xo() + place;
    kernels.fma(n, to.dx(), place, 1, scan.x(), x, 1, to.dDelta(), place, 1, to.dDelta(), place);
    kernels.binary(BinaryOp.MUL, n, scan.skip(), scan.so() + from, 1, to.g(), g, 1, d, 0);
    kernels.fma(n, to.dx(), place, 1, scan.delta(), place, 1, d, 0, 1, to.dx(), place);
    int skip = sequence * scan.channels() + from;
    kernels.fma(n, to.g(), g, 1, scan.x(), x, 1, to.dSkip(), skip, 1, to.dSkip(), skip);
  }

  @Override
  public void sumLanes(int rows, int states, A lanes, A dc, A db, int at) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < states; k++) {
        int lane = (k * rows + i) * 2 * LANES;
        elements.set(dc, at + i * states + k, kernels.sum(LANES, lanes, lane));
        elements.set(db, at + i * states + k, kernels.sum(LANES, lanes, lane + LANES));
      }
    }
  }
}
