package dev.loci.tensor;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Comparison;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.Locale;

/** Element-wise operations. Operands broadcast; element types must agree. */
public final class Elementwise {
  private Elementwise() {}

  /** {@code y = op(x)}. */
  public static Computation unary(UnaryOp op, Tensor x) {
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    return new Computation(y, unary(op, x, y));
  }

  private static <A> Step unary(UnaryOp op, Tensor x, Tensor y) {
    LoopNest loop = new LoopNest(x, y);
    A xs = x.array();
    A ys = y.array();
    DType type = x.dtype();
    LoopNest.Body body =
        (row, from, n) ->
            type.<A>kernels()
                .unary(op, n, xs, loop.at(0, row, from), loop.stride(0), ys, loop.at(1, row, from));
    return loop.step(body);
  }

  /** {@code y = op(a, b)}. */
  public static Computation binary(BinaryOp op, Tensor a, Tensor b) {
    String name = name(op);
    requireSameType(name, a, b);
    Tensor y = Tensor.empty(a.dtype(), broadcast(name, a.shape(), b.shape()));
    return new Computation(y, binary(op, a, b, y));
  }

  /** {@code y = op(a, b)} into a contiguous tensor of the broadcast shape; y may be a or b. */
  static <A> Step binary(BinaryOp op, Tensor a, Tensor b, Tensor y) {
    LoopNest loop = new LoopNest(a.broadcastTo(y.shape()), b.broadcastTo(y.shape()), y);
    A as = a.array();
    A bs = b.array();
    A ys = y.array();
    DType type = a.dtype();
    LoopNest.Body body =
        (row, from, n) ->
            type.<A>kernels()
                .binary(
                    op,
                    n,
                    as,
                    loop.at(0, row, from),
                    loop.stride(0),
                    bs,
                    loop.at(1, row, from),
                    loop.stride(1),
                    ys,
                    loop.at(2, row, from));
    return loop.step(body);
  }

  /** {@code y = 1} where the relation holds between a and b, else 0, as int32. */
  public static Computation compare(Comparison op, Tensor a, Tensor b) {
    String name = name(op);
    requireSameType(name, a, b);
    Tensor y = Tensor.empty(DType.INT32, broadcast(name, a.shape(), b.shape()));
    return new Computation(y, compare(op, a, b, y));
  }

  private static <A> Step compare(Comparison op, Tensor a, Tensor b, Tensor y) {
    LoopNest loop = new LoopNest(a.broadcastTo(y.shape()), b.broadcastTo(y.shape()), y);
    A as = a.array();
    A bs = b.array();
    int[] ys = y.array();
    Elements<A> elements = a.dtype().elements();
    LoopNest.Body body =
        (row, from, n) ->
            elements.compare(
                op,
                n,
                as,
                loop.at(0, row, from),
                loop.stride(0),
                bs,
                loop.at(1, row, from),
                loop.stride(1),
                ys,
                loop.at(2, row, from));
    return loop.step(body);
  }

  /** {@code y = condition != 0 ? a : b}; the condition is int32. */
  public static Computation where(Tensor condition, Tensor a, Tensor b) {
    condition.require("where", DType.INT32);
    requireSameType("where", a, b);
    Shape shape = broadcast("where", condition.shape(), broadcast("where", a.shape(), b.shape()));
    Tensor y = Tensor.empty(a.dtype(), shape);
    return new Computation(y, where(condition, a, b, y));
  }

  private static <A> Step where(Tensor condition, Tensor a, Tensor b, Tensor y) {
    Shape shape = y.shape();
    LoopNest loop =
        new LoopNest(condition.broadcastTo(shape), a.broadcastTo(shape), b.broadcastTo(shape), y);
    int[] cs = condition.array();
    A as = a.array();
    A bs = b.array();
    A ys = y.array();
    Elements<A> elements = a.dtype().elements();
    LoopNest.Body body =
        (row, from, n) ->
            elements.select(
                n,
                cs,
                loop.at(0, row, from),
                loop.stride(0),
                as,
                loop.at(1, row, from),
                loop.stride(1),
                bs,
                loop.at(2, row, from),
                loop.stride(2),
                ys,
                loop.at(3, row, from));
    return loop.step(body);
  }

  /** The elements of x in row-major order: x itself if that is how they lie, else a copy. */
  public static Computation pack(Tensor x) {
    if (x.isContiguous()) {
      return Computation.view(x);
    }
    Tensor y = Tensor.empty(x.dtype(), x.shape());
    return new Computation(y, copy(x, y));
  }

  /** Sets every element of a contiguous tensor to zero. */
  static <A> Step clear(Tensor y) {
    A ys = y.array();
    Elements<A> elements = y.dtype().elements();
    return () -> elements.fill(y.size(), 0, ys, y.offset(), 1);
  }

  /** Copies the elements of x into the places of y, which may be any view of the same shape. */
  static <A> Step copy(Tensor x, Tensor y) {
    requireSameType("copy", x, y);
    LoopNest loop = new LoopNest(x.broadcastTo(y.shape()), y);
    A xs = x.array();
    A ys = y.array();
    Elements<A> elements = x.dtype().elements();
    LoopNest.Body body =
        (row, from, n) ->
            elements.copy(
                n,
                xs,
                loop.at(0, row, from),
                loop.stride(0),
                ys,
                loop.at(1, row, from),
                loop.stride(1));
    return loop.step(body);
  }

  /** Converts to another element type: to int32 by truncation, to float32 by rounding. */
  public static Computation convert(Tensor x, DType type) {
    Tensor y = Tensor.empty(type, x.shape());
    return new Computation(y, convert(x, y));
  }

  private static <A, B> Step convert(Tensor x, Tensor y) {
    LoopNest loop = new LoopNest(x, y);
    A xs = x.array();
    B ys = y.array();
    Elements<A> from = x.dtype().elements();
    Elements<B> to = y.dtype().elements();
    LoopNest.Body body =
        (row, start, n) -> {
          int xo = loop.at(0, row, start);
          int yo = loop.at(1, row, start);
          for (int i = 0; i < n; i++) {
            to.set(ys, yo + i, from.get(xs, xo + i * loop.stride(0)));
          }
        };
    return loop.step(body);
  }

  static String name(Enum<?> op) {
    return op.name().toLowerCase(Locale.ROOT);
  }

  static void requireSameType(String name, Tensor a, Tensor b) {
    if (a.dtype() != b.dtype()) {
      throw new IllegalArgumentException(
          name + ": element types differ: " + a.dtype() + " and " + b.dtype());
    }
  }

  private static Shape broadcast(String name, Shape a, Shape b) {
    try {
      return Shape.broadcast(a, b);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }
}
