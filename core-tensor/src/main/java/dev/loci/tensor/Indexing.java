package dev.loci.tensor;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import java.util.List;

/** Choosing, scattering and joining. Indices are int32 tensors and are checked at every run. */
public final class Indexing {
  /** Fewer elements than this are not worth handing to another thread. */
  private static final int GRAIN = 1 << 14;

  private Indexing() {}

  /** The rows of a width that are worth handing to another thread. */
  private static int grain(int width) {
    return Math.max(1, GRAIN / Math.max(1, width));
  }

  /** Rows of a table: {@code table (V, ...)}, {@code ids (S...)} to {@code (S..., ...)}. */
  public static Computation gather(Tensor table, Tensor ids) {
    ids.require("gather", DType.INT32);
    Shape row = rowShape("gather", table);
    Tensor y = Tensor.empty(table.dtype(), ids.shape().append(row));
    Computation from = Elementwise.pack(table);
    Computation at = Elementwise.pack(ids);
    return new Computation(
        y, from.step().then(at.step()).then(gather(from.output(), at.output(), y, row.size())));
  }

  private static <A> Step gather(Tensor table, Tensor ids, Tensor y, int width) {
    Elements<A> elements = table.dtype().elements();
    A rows = table.array();
    A out = y.array();
    int[] index = ids.array();
    int count = table.shape().dim(0);
    Parallel.RangeTask task =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int id = checked("gather", index[ids.offset() + i], count, table);
            elements.copy(width, rows, table.offset() + id * width, 1, out, i * width, 1);
          }
        };
    return () -> Parallel.ranges(ids.size(), grain(width), task);
  }

  /**
   * The adjoint of {@link #gather}: a table of {@code count} rows of zeros to which each row of
   * {@code rows (S..., ...)} is added at its id, in order.
   */
  public static Computation scatterAdd(int count, Tensor ids, Tensor rows) {
    ids.require("scatter_add", DType.INT32);
    int rank = ids.rank();
    if (rows.rank() < rank || !rows.shape().range(0, rank).equals(ids.shape())) {
      throw new IllegalArgumentException(
          "scatter_add: rows " + rows.shape() + " do not begin with the ids' " + ids.shape());
    }
    Shape row = rows.shape().range(rank, rows.rank());
    Tensor y = Tensor.empty(rows.dtype(), Shape.of(count).append(row));
    Computation at = Elementwise.pack(ids);
    Computation from = Elementwise.pack(rows);
    return new Computation(
        y, at.step().then(from.step()).then(scatterAdd(at.output(), from.output(), y, row.size())));
  }

  private static <A> Step scatterAdd(Tensor ids, Tensor rows, Tensor y, int width) {
    Elements<A> elements = y.dtype().elements();
    A in = rows.array();
    A out = y.array();
    int[] index = ids.array();
    int count = y.shape().dim(0);
    Parallel.RangeTask clear = (from, to) -> elements.fill(to - from, 0, out, from, 1);
    // Columns, not rows, are shared out: the additions to an element keep their order.
    Parallel.RangeTask add =
        (from, to) -> {
          Kernels<A> kernels = y.dtype().kernels();
          for (int i = 0; i < ids.size(); i++) {
            int place = index[ids.offset() + i] * width + from;
            int row = rows.offset() + i * width + from;
            kernels.binary(BinaryOp.ADD, to - from, out, place, 1, in, row, 1, out, place);
          }
        };
    int grain = Math.max(64, GRAIN / Math.max(1, ids.size()));
    return () -> {
      for (int i = 0; i < ids.size(); i++) {
        checked("scatter_add", index[ids.offset() + i], count, y);
      }
      Parallel.ranges(y.size(), GRAIN, clear);
      Parallel.ranges(width, grain, add);
    };
  }

  /**
   * One element of each row along the last axis: {@code x (S..., n)}, {@code ids (S...)} to {@code
   * (S...)}; an id of -1 gives 0.
   */
  public static Computation pick(Tensor x, Tensor ids) {
    ids.require("pick", DType.INT32);
    requireRows("pick", x.shape(), ids.shape());
    Tensor y = Tensor.empty(x.dtype(), ids.shape());
    Computation from = Elementwise.pack(x);
    Computation at = Elementwise.pack(ids);
    return new Computation(
        y,
        from.step().then(at.step()).then(pick(from.output(), at.output(), y, x.shape().dim(-1))));
  }

  private static <A> Step pick(Tensor x, Tensor ids, Tensor y, int n) {
    Elements<A> elements = x.dtype().elements();
    A in = x.array();
    A out = y.array();
    int[] index = ids.array();
    return () -> {
      for (int i = 0; i < ids.size(); i++) {
        int id = index[ids.offset() + i];
        double value =
            id == -1 ? 0 : elements.get(in, x.offset() + i * n + checked("pick", id, n, x));
        elements.set(out, i, value);
      }
    };
  }

  /**
   * The adjoint of {@link #pick}: rows of n zeros, {@code (S..., n)}, with each value of {@code
   * values (S...)} put at its id; none where the id is -1.
   */
  public static Computation place(int n, Tensor ids, Tensor values) {
    ids.require("place", DType.INT32);
    if (!ids.shape().equals(values.shape())) {
      throw new IllegalArgumentException(
          "place: values " + values.shape() + " and ids " + ids.shape() + " differ in shape");
    }
    Tensor y = Tensor.empty(values.dtype(), ids.shape().insert(ids.rank(), n));
    Computation at = Elementwise.pack(ids);
    Computation from = Elementwise.pack(values);
    return new Computation(
        y, at.step().then(from.step()).then(place(at.output(), from.output(), y, n)));
  }

  private static <A> Step place(Tensor ids, Tensor values, Tensor y, int n) {
    Elements<A> elements = y.dtype().elements();
    A in = values.array();
    A out = y.array();
    int[] index = ids.array();
    return () -> {
      elements.fill(y.size(), 0, out, 0, 1);
      for (int i = 0; i < ids.size(); i++) {
        int id = index[ids.offset() + i];
        if (id != -1) {
          elements.set(
              out, i * n + checked("place", id, n, y), elements.get(in, values.offset() + i));
        }
      }
    };
  }

  /** Joins tensors along an axis. */
  public static Computation concat(int axis, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("concat: there is nothing to join");
    }
    Tensor first = parts.get(0);
    int at = first.shape().axis(axis);
    int length = 0;
    for (Tensor part : parts) {
      Elementwise.requireSameType("concat", first, part);
      if (part.rank() != first.rank()
          || !part.shape().with(at, 0).equals(first.shape().with(at, 0))) {
        throw new IllegalArgumentException(
            "concat: shapes %s and %s differ beside axis %d"
                .formatted(first.shape(), part.shape(), at));
      }
      length += part.shape().dim(at);
    }
    Tensor y = Tensor.empty(first.dtype(), first.shape().with(at, length));
    Step[] copies = new Step[parts.size()];
    int from = 0;
    for (int i = 0; i < copies.length; i++) {
      int to = from + parts.get(i).shape().dim(at);
      copies[i] = Elementwise.copy(parts.get(i), y.slice(at, from, to));
      from = to;
    }
    return new Computation(
        y,
        () -> {
          for (Step copy : copies) {
            copy.run();
          }
        });
  }

  /** The adjoint of {@link Tensor#slice}: x put into the places of that slice among zeros. */
  public static Computation unslice(Tensor x, Shape whole, int axis, int from, int to, int stride) {
    Tensor y = Tensor.empty(x.dtype(), whole);
    Step copy = Elementwise.copy(x, y.slice(axis, from, to, stride));
    return new Computation(y, Elementwise.clear(y).then(copy));
  }

  private static Shape rowShape(String name, Tensor table) {
    if (table.rank() == 0) {
      throw new IllegalArgumentException(name + ": a scalar has no rows");
    }
    return table.shape().range(1, table.rank());
  }

  private static void requireRows(String name, Shape x, Shape ids) {
    if (x.rank() == 0 || !x.remove(-1).equals(ids)) {
      throw new IllegalArgumentException(
          name + ": ids " + ids + " are not one for each row of " + x);
    }
  }

  private static int checked(String name, int id, int count, Tensor x) {
    if (id < 0 || id >= count) {
      throw new IndexOutOfBoundsException(
          "%s: id %d is out of range for an extent of %d in shape %s"
              .formatted(name, id, count, x.shape()));
    }
    return id;
  }
}
