package dev.loci.tensor;

import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.Kernels;
import dev.loci.tensor.kernel.Parallel;
import java.util.Arrays;

/**
 * Sums and maxima along axes.
 *
 * <p>The elements that meet in one result are numbered in row-major order of the reduced axes; with
 * that numbering the rule of {@link Kernels} fixes every bit, whatever the layout in memory.
 */
public final class Reduction {
  private static final int GRAIN = 1 << 14;

  /** What is made of the elements that meet. */
  public enum Kind {
    SUM,
    MAX
  }

  private Reduction() {}

  /**
   * Reduces along the given axes, or along all if none is given.
   *
   * @param keep whether reduced axes stay, with extent 1
   */
  public static Computation reduce(Kind kind, Tensor x, boolean keep, int... axes) {
    boolean[] reduced = reducedAxes(Elementwise.name(kind), x.shape(), axes);
    Shape kept = x.shape();
    int[] order = new int[x.rank()];
    int next = 0;
    for (int axis = 0; axis < reduced.length; axis++) {
      if (reduced[axis]) {
        kept = kept.with(axis, 1);
      } else {
        order[next++] = axis;
      }
    }
    int keptRank = next;
    for (int axis = 0; axis < reduced.length; axis++) {
      if (reduced[axis]) {
        order[next++] = axis;
      }
    }
    Tensor arranged = x.permute(order); // (kept axes..., reduced axes...)
    Tensor y = Tensor.empty(x.dtype(), arranged.shape().range(0, keptRank));
    Step step = step(kind, arranged, keptRank, y);
    return new Computation(keep ? y.reshape(kept) : y, step);
  }

  private static boolean[] reducedAxes(String name, Shape shape, int[] axes) {
    boolean[] reduced = new boolean[shape.rank()];
    Arrays.fill(reduced, axes.length == 0);
    for (int axis : axes) {
      int at = shape.axis(axis);
      if (reduced[at]) {
        throw new IllegalArgumentException(
            name + ": axis " + axis + " is given twice: " + Arrays.toString(axes));
      }
      reduced[at] = true;
    }
    return reduced;
  }

  private static Step step(Kind kind, Tensor x, int keptRank, Tensor y) {
    int count = x.shape().range(keptRank, x.rank()).size();
    if (y.size() == 0) {
      return Step.NONE;
    }
    if (count == 0) {
      if (kind == Kind.MAX) {
        throw new IllegalArgumentException("max: there are no elements in " + x.shape());
      }
      return Elementwise.clear(y);
    }
    LoopNest kept = new LoopNest(leading(x, keptRank), y);
    LoopNest reduced = new LoopNest(trailing(x, keptRank));
    if (reduced.rows == 1 && (reduced.stride(0) == 1 || reduced.n == 1)) {
      return alongRows(kind, x, y, kept, count);
    }
    if (reduced.rows == 1 && kept.stride(0) == 1) {
      return acrossRows(kind, x, y, kept, count, reduced.stride(0));
    }
    Computation packed = Elementwise.pack(x);
    return packed.step().then(step(kind, packed.output(), keptRank, y));
  }

  /** The elements of each result are adjacent. */
  private static <A> Step alongRows(Kind kind, Tensor x, Tensor y, LoopNest kept, int count) {
    A xs = x.array();
    A ys = y.array();
    DType type = x.dtype();
    Elements<A> elements = type.elements();
    int grain = Math.max(1, GRAIN / count);
    Parallel.RangeTask task =
        (from, to) -> {
          Kernels<A> kernels = type.kernels();
          for (int r = from; r < to; r++) {
            int row = r / kept.n;
            int i = r - row * kept.n;
            int xo = kept.at(0, row, i);
            double result =
                kind == Kind.SUM ? kernels.sum(count, xs, xo) : kernels.max(count, xs, xo);
            elements.set(ys, kept.at(1, row, i), result);
          }
        };
    return () -> Parallel.ranges(y.size(), grain, task);
  }

  /** The elements of each result are {@code stride} apart and results are adjacent. */
  private static <A> Step acrossRows(
      Kind kind, Tensor x, Tensor y, LoopNest kept, int count, int stride) {
    A xs = x.array();
    A ys = y.array();
    DType type = x.dtype();
    int n = kept.n;
    if (kept.rows == 1) {
      Parallel.RangeTask columns =
          (from, to) ->
              across(
                  kind,
                  type.<A>kernels(),
                  count,
                  to - from,
                  xs,
                  kept.at(0, 0, from),
                  stride,
                  ys,
                  kept.at(1, 0, from));
      return () -> Parallel.ranges(n, Math.max(32, GRAIN / count), columns);
    }
    Parallel.RangeTask rows =
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int xo = kept.at(0, row, 0);
            across(kind, type.<A>kernels(), count, n, xs, xo, stride, ys, kept.at(1, row, 0));
          }
        };
    return () -> Parallel.ranges(kept.rows, Math.max(1, GRAIN / count / n), rows);
  }

  private static <A> void across(
      Kind kind, Kernels<A> kernels, int count, int n, A x, int xo, int stride, A y, int yo) {
    if (kind == Kind.SUM) {
      kernels.sumRows(count, n, x, xo, stride, y, yo);
    } else {
      kernels.maxRows(count, n, x, xo, stride, y, yo);
    }
  }

  /** The view of the first axes at index 0 of the others. */
  private static Tensor leading(Tensor x, int axes) {
    Tensor view = x;
    while (view.rank() > axes) {
      view = view.select(view.rank() - 1, 0);
    }
    return view;
  }

  /** The view of the axes from {@code axes} on at index 0 of those before. */
  private static Tensor trailing(Tensor x, int axes) {
    Tensor view = x;
    for (int axis = 0; axis < axes; axis++) {
      view = view.select(0, 0);
    }
    return view;
  }

  /** The index of the largest element along one axis, the first of equals, a NaN before all. */
  public static Computation argmax(Tensor x, int axis) {
    Tensor rows = x.moveAxis(axis, -1);
    int n = rows.shape().dim(-1);
    if (n == 0) {
      throw new IllegalArgumentException("argmax: there are no elements along axis " + axis);
    }
    Tensor y = Tensor.empty(DType.INT32, rows.shape().remove(-1));
    return new Computation(y, argmax(rows, y, n));
  }

  private static <A> Step argmax(Tensor x, Tensor y, int n) {
    LoopNest kept = new LoopNest(x.select(-1, 0), y);
    A xs = x.array();
    int[] ys = y.array();
    Elements<A> elements = x.dtype().elements();
    int stride = x.stride(x.rank() - 1);
    LoopNest.Body body =
        (row, from, count) -> {
          for (int r = from; r < from + count; r++) {
            int xo = kept.at(0, row, r);
            int best = 0;
            double largest = elements.get(xs, xo);
            for (int i = 1; i < n && !Double.isNaN(largest); i++) {
              double value = elements.get(xs, xo + i * stride);
              if (value > largest || Double.isNaN(value)) {
                best = i;
                largest = value;
              }
            }
            ys[kept.at(1, row, r)] = best;
          }
        };
    return kept.step(body);
  }
}
