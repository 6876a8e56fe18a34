package dev.loci.tensor.kernel;

/**
 * The kernels of the selective scan (Gu and Dao, "Mamba", 2023). For each channel and each of its
 * states, from one row to the next:
 *
 * <pre>{@code
 * e = exp(max(delta a, LEAST))      what is kept
 * h = fma(e, h, (delta x) b)        the state
 * y = skip x, then fma(h, c, y)     for state 0, 1, ...
 * }</pre>
 *
 * <p>A row's bits depend on the states before it and on itself, so a scan may stop anywhere and go
 * on from the states it left.
 *
 * @param <A> the array type: {@code float[]} or {@code double[]}
 */
public interface ScanKernels<A> {
  /** Less than {@code exp(LEAST)} is never kept: a number next to the smallest normal one. */
  float LEAST = -87;

  /** The most rows that {@link #backward} takes at once, so that their states stay in the cache. */
  int STEPS = 16;

  /**
   * Takes the channels {@code from..to-1} through rows of one sequence.
   *
   * @param row the first
   * @param state {@code (states, channels)} at {@code before}, before the first row, and at {@code
   *     after}, which may be the same place, after the last
   * @param y the output, as wide as x
   */
  void forward(
      Scan<A> scan, int row, int rows, int from, int to, A state, int before, int after, A y);

  /**
   * Goes back through at most {@link #STEPS} rows, for the channels whose number modulo {@link
   * Kernels#LANES} is in {@code fromLane..toLane-1}. With q standing for {@code carry h'}, h' being
   * the state before a row:
   *
   * <pre>{@code
   * d = fma(g, c, carry)                  the gradient by h
   * carry = e d
   * s, r, da: fma(d, b, s), fma(q, a, r)  from +0; fma(q, delta, da)
   * dx = fma(s, delta, skip g),  dDelta = fma(s, x, r),  dSkip: fma(g, x, dSkip)
   * }</pre>
   *
   * <p>The gradients by c and b sum {@code g h} and {@code d (delta x)} over the channels; each
   * channel is added to its virtual lane.
   *
   * @param sequence carry and da, {@code (states, channels)}, and dSkip, {@code (channels)}, have a
   *     part for each sequence, which goes on with what it holds
   * @param state {@code (states, channels)} at {@code at}: before the first row
   * @param lanes {@code (states, rows, 2, LANES)}: for c, then for b
   */
  void backward(
      Scan<A> scan,
      Scan.Gradients<A> gradients,
      int sequence,
      int row,
      int rows,
      int fromLane,
      int toLane,
      A state,
      int at,
      A lanes);

  /**
   * Adds up the lanes of rows by the tree, into dc and db, which are {@code (rows, states)} from at
   * on; the lanes hold anything then.
   */
  void sumLanes(int rows, int states, A lanes, A dc, A db, int at);
}
