package dev.loci.tensor;

import dev.loci.tensor.kernel.Parallel;
import java.util.Arrays;

/**
 * A loop over several operands of one shape, as an outer loop over rows and an inner one over n
 * elements. Axes are merged where every operand allows it, so that the inner loop is long.
 */
final class LoopNest {
  /** Fewer elements than this are not worth handing to another thread. */
  private static final int GRAIN = 1 << 14;

  /** What is done with {@code count} elements of one row, beginning at element {@code from}. */
  @FunctionalInterface
  interface Body {
    void run(int row, int from, int count);
  }

  private final int[] extents; // of the outer axes
  private final int[][] strides; // [operand][outer axis]
  private final int[] starts; // [operand]
  private final int[] inner; // [operand]
  final int rows;
  final int n;

  /** Lays out the loop over tensors that have the same shape. */
  LoopNest(Tensor... operands) {
    Shape shape = operands[0].shape();
    int[] merged = new int[shape.rank() + 1];
    int[][] steps = new int[operands.length][shape.rank() + 1];
    int axes = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      int extent = shape.dim(axis);
      if (extent == 1) {
        continue;
      }
      boolean merges = axes > 0;
      for (int k = 0; merges && k < operands.length; k++) {
        merges = steps[k][axes - 1] == operands[k].stride(axis) * extent;
      }
      int slot = merges ? axes - 1 : axes++;
      merged[slot] = merges ? merged[slot] * extent : extent;
      for (int k = 0; k < operands.length; k++) {
        steps[k][slot] = operands[k].stride(axis);
      }
    }
    if (axes == 0) {
      merged[axes++] = 1;
    }
    int outer = axes - 1;
    n = merged[outer];
    extents = Arrays.copyOf(merged, outer);
    strides = new int[operands.length][];
    starts = new int[operands.length];
    inner = new int[operands.length];
    for (int k = 0; k < operands.length; k++) {
      strides[k] = Arrays.copyOf(steps[k], outer);
      starts[k] = operands[k].offset();
      inner[k] = steps[k][outer];
    }
    int product = 1;
    for (int extent : extents) {
      product *= extent;
    }
    rows = product;
  }

  /** The distance between neighbours of the inner loop in an operand. */
  int stride(int operand) {
    return inner[operand];
  }

  /** Where an operand's element {@code i} of a row is stored. */
  int at(int operand, int row, int i) {
    int place = starts[operand] + i * inner[operand];
    int[] stride = strides[operand];
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      int next = row / extents[axis];
      place += (row - next * extents[axis]) * stride[axis];
      row = next;
    }
    return place;
  }

  /** The step that runs the body over everything, shared among threads when it is worth it. */
  Step step(Body body) {
    if (rows == 0 || n == 0) {
      return Step.NONE;
    }
    if (rows == 1) {
      Parallel.RangeTask task = (from, to) -> body.run(0, from, to - from);
      return () -> Parallel.ranges(n, GRAIN, task);
    }
    int grain = Math.max(1, GRAIN / n);
    Parallel.RangeTask task = (from, to) -> runRows(body, from, to);
    return () -> Parallel.ranges(rows, grain, task);
  }

  private void runRows(Body body, int from, int to) {
    for (int row = from; row < to; row++) {
      body.run(row, 0, n);
    }
  }
}
