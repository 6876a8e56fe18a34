package dev.loci.nn;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.kernel.Scratch;

/**
 * The keys and values of positions that a causal attention has seen, with room for all that it may
 * see. What it computes for a position has the bits that {@link
 * dev.loci.autograd.op.CausalAttention} gives it in the whole sequence: the same chains and sums
 * over the positions up to its own.
 */
public final class KeyValueCache {
  private final Tensor keys; // (B, heads * K, positions): kernels' lanes run along the positions
  private final Tensor values; // (B, positions, heads * W)

  /**
   * Makes room for {@code length} positions of {@code batch} sequences.
   *
   * @param keyWidth width of the keys of all heads together
   * @param valueWidth width of the values of all heads together
   */
  public KeyValueCache(DType type, int batch, int length, int keyWidth, int valueWidth) {
    keys = Tensor.zeros(type, Shape.of(batch, keyWidth, length));
    values = Tensor.zeros(type, Shape.of(batch, length, valueWidth));
  }

  /**
   * Takes in keys and values of the positions from {@code past} on and returns what their queries
   * see, {@code (B, T, heads * W)}; queries and keys are {@code (B, T, heads * K)}. What was taken
   * in for these positions before is replaced.
   */
  Tensor attend(
      int past, Tensor queries, Tensor newKeys, Tensor newValues, int heads, double scale) {
    int length = queries.shape().dim(1);
    keys.slice(2, past, past + length).copyFrom(newKeys.transpose());
    values.slice(1, past, past + length).copyFrom(newValues);
    Tensor seen = Tensor.empty(queries.dtype(), newValues.shape());
    attend(past, queries.contiguous(), seen, heads, scale);
    return seen;
  }

  private <A> void attend(int past, Tensor queries, Tensor seen, int heads, double scale) {
    int length = queries.shape().dim(1);
    int k = queries.shape().dim(2);
    int w = seen.shape().dim(2);
    int room = keys.shape().dim(2);
    int keySize = k / heads;
    int valueSize = w / heads;
    A qs = queries.array();
    A ks = keys.array();
    A vs = values.array();
    A ys = seen.array();
    Elements<A> elements = keys.dtype().elements();
    Parallel.RangeTask task =
        (from, to) -> {
          Kernels<A> kernels = keys.dtype().kernels();
          A row = Scratch.of(elements, Scratch.Slot.SECOND_ROW, room + 1);
          elements.set(row, room, scale);
          for (int i = from; i < to; i++) {
            int b = i / heads;
            int head = i % heads;
            int key = (b * k + head * keySize) * room;
            int value = b * room * w + head * valueSize;
            for (int t = 0; t < length; t++) {
              int n = past + t + 1; // the positions that it sees
              int q = queries.offset() + (b * length + t) * k + head * keySize;
              int y = (b * length + t) * w + head * valueSize;
              kernels.matmul(1, n, keySize, qs, q, k, 1, ks, key, room, 1, row, 0, n, false);
              kernels.binary(BinaryOp.MUL, n, row, 0, 1, row, room, 0, row, 0);
              kernels.rows().softmax(1, n, row, 0, row, 0);
              kernels.matmul(1, valueSize, n, row, 0, n, 1, vs, value, w, 1, ys, y, w, false);
            }
          }
        };
    Parallel.ranges(
        seen.shape().dim(0) * heads, grain(length, past + length, (keySize + valueSize) / 2), task);
  }

  /** How many heads of sequences are worth handing to another thread. */
  private static int grain(int rows, int positions, int size) {
    return (int) Math.max(1, (1 << 13) / ((long) rows * positions * (size + 1)));
  }
}
