package dev.loci.tensor;

import java.util.Arrays;

/**
 * Where the elements of a tensor lie in its array: the element at index {@code (i, j, ...)} at
 * {@code offset + i * strides[0] + j * strides[1] + ...}. The methods are those of {@link Tensor}
 * with the same names.
 */
record Layout(Shape shape, int[] strides, int offset) {
  /** Without elements a layout begins at 0, which no empty copy or fill finds out of range. */
  Layout {
    offset = shape.size() == 0 ? 0 : offset;
  }

  /** Row-major order without gaps, from {@code offset} on. */
  static Layout contiguous(Shape shape, int offset) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(shape.dim(axis), 1);
    }
    return new Layout(shape, strides, offset);
  }

  private int rank() {
    return shape.rank();
  }

  boolean isContiguous() {
    int expected = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      if (shape.dim(axis) != 1 && strides[axis] != expected) {
        return shape.size() == 0;
      }
      expected *= shape.dim(axis);
    }
    return true;
  }

  /** The place of an element. */
  int place(int... index) {
    if (index.length != rank()) {
      throw new IllegalArgumentException(
          "index " + Arrays.toString(index) + " does not fit shape " + shape);
    }
    int place = offset;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape.dim(axis)) {
        throw new IndexOutOfBoundsException(
            "index " + Arrays.toString(index) + " is out of range for shape " + shape);
      }
      place += index[axis] * strides[axis];
    }
    return place;
  }

  Layout permute(int... order) {
    boolean[] seen = new boolean[rank()];
    boolean isOrder = order.length == rank();
    int[] extents = new int[order.length];
    int[] permuted = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      int axis = shape.axis(order[i]);
      isOrder &= !seen[axis];
      seen[axis] = true;
      extents[i] = shape.dim(axis);
      permuted[i] = strides[axis];
    }
    if (!isOrder) {
      throw new IllegalArgumentException(
          "permute: " + Arrays.toString(order) + " is not an order of the axes of " + shape);
    }
    return new Layout(Shape.of(extents), permuted, offset);
  }

  Layout transpose(int axis, int other) {
    int[] order = axes();
    order[shape.axis(axis)] = shape.axis(other);
    order[shape.axis(other)] = shape.axis(axis);
    return permute(order);
  }

  Layout moveAxis(int from, int to) {
    int source = shape.axis(from);
    int target = shape.axis(to);
    int[] order = axes();
    int step = source < target ? 1 : -1;
    for (int axis = source; axis != target; axis += step) {
      order[axis] = order[axis + step];
    }
    order[target] = source;
    return permute(order);
  }

  private int[] axes() {
    int[] axes = new int[rank()];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  Layout slice(int axis, int from, int to, int step) {
    int at = shape.axis(axis);
    if (from < 0 || to < from || to > shape.dim(at) || step < 1) {
      throw new IllegalArgumentException(
          "slice: %d..%d by %d is out of range for axis %d of %s"
              .formatted(from, to, step, axis, shape));
    }
    int[] stepped = strides.clone();
    stepped[at] *= step;
    Shape part = shape.with(at, Math.ceilDiv(to - from, step));
    return new Layout(part, stepped, offset + from * strides[at]);
  }

  Layout select(int axis, int index) {
    int at = shape.axis(axis);
    if (index < 0 || index >= shape.dim(at)) {
      throw new IllegalArgumentException(
          "select: index %d is out of range for axis %d of %s".formatted(index, axis, shape));
    }
    int[] rest = new int[rank() - 1];
    System.arraycopy(strides, 0, rest, 0, at);
    System.arraycopy(strides, at + 1, rest, at, rest.length - at);
    return new Layout(shape.remove(at), rest, offset + index * strides[at]);
  }

  Layout diagonal() {
    if (rank() != 2) {
      throw new IllegalArgumentException("diagonal: expected a matrix, got " + shape);
    }
    int n = Math.min(shape.dim(0), shape.dim(1));
    return new Layout(Shape.of(n), new int[] {strides[0] + strides[1]}, offset);
  }

  Layout unsqueeze(int axis) {
    int at = axis < 0 ? axis + rank() + 1 : axis;
    if (at < 0 || at > rank()) {
      throw new IllegalArgumentException(
          "unsqueeze: axis " + axis + " is out of range for " + shape);
    }
    int[] wider = new int[rank() + 1];
    System.arraycopy(strides, 0, wider, 0, at);
    System.arraycopy(strides, at, wider, at + 1, rank() - at);
    return new Layout(shape.insert(at, 1), wider, offset);
  }

  Layout broadcastTo(Shape target) {
    int extra = target.rank() - rank();
    boolean stretches = extra >= 0;
    int[] repeated = new int[target.rank()];
    for (int axis = 0; stretches && axis < rank(); axis++) {
      boolean same = shape.dim(axis) == target.dim(axis + extra);
      stretches = same || shape.dim(axis) == 1;
      repeated[axis + extra] = same ? strides[axis] : 0;
    }
    if (!stretches) {
      throw new IllegalArgumentException("broadcast: " + shape + " does not stretch to " + target);
    }
    return new Layout(target, repeated, offset);
  }
}
