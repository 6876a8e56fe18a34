package dev.loci.tensor;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Comparison;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.kernel.UnaryOp;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * A multi-dimensional array of float32, float64 or int32.
 *
 * <p>Views ({@link #transpose}, {@link #slice}, {@link #reshape} where it can, {@link
 * #broadcastTo}) share their elements with the tensor they come from; every other operation makes a
 * new, contiguous tensor. Verbs mean what they mean in NumPy and PyTorch. Axes may count from the
 * end, -1 being the last; operands of element-wise operations broadcast; element types are never
 * mixed silently.
 *
 * <p>Any number of threads may read a tensor at once. Changing one in place ({@link #set}, {@link
 * #fill}, {@link #copyFrom}, {@link #addInPlace}) while another thread uses it is a race.
 */
public final class Tensor {
  private final DType dtype;
  private final Shape shape;
  private final int[] strides;
  private final int offset;
  private final Storage storage;

  private Tensor(DType dtype, Shape shape, int[] strides, int offset, Storage storage) {
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.storage = storage;
  }

  private static Tensor contiguous(DType dtype, Shape shape, Object array) {
    return new Tensor(dtype, shape, shape.contiguousStrides(), 0, new Storage(array));
  }

  // ---- Creation

  /** Zeros of a type and shape. */
  public static Tensor zeros(DType dtype, Shape shape) {
    return contiguous(dtype, shape, dtype.elements().allocate(shape.size()));
  }

  /** Float32 zeros. */
  public static Tensor zeros(int... shape) {
    return zeros(DType.FLOAT32, Shape.of(shape));
  }

  /** Float32 ones. */
  public static Tensor ones(int... shape) {
    return full(DType.FLOAT32, Shape.of(shape), 1);
  }

  /** A tensor with one value everywhere. */
  public static Tensor full(DType dtype, Shape shape, double value) {
    Tensor x = zeros(dtype, shape);
    x.fill(value);
    return x;
  }

  /** A scalar of the given type. */
  public static Tensor scalar(DType dtype, double value) {
    return full(dtype, Shape.SCALAR, value);
  }

  /** A float32 tensor with these values in row-major order; without a shape, a vector of them. */
  public static Tensor of(float[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /** A float64 tensor with these values, as {@link #of(float[], int...)}. */
  public static Tensor of(double[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /** An int32 tensor with these values, as {@link #of(float[], int...)}. */
  public static Tensor of(int[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /** A float32 tensor that shares the array. */
  public static Tensor wrap(float[] values, int... shape) {
    return contiguous(DType.FLOAT32, fitting(values.length, shape), values);
  }

  /** A float64 tensor that shares the array. */
  public static Tensor wrap(double[] values, int... shape) {
    return contiguous(DType.FLOAT64, fitting(values.length, shape), values);
  }

  /** An int32 tensor that shares the array. */
  public static Tensor wrap(int[] values, int... shape) {
    return contiguous(DType.INT32, fitting(values.length, shape), values);
  }

  private static Shape fitting(int count, int[] extents) {
    Shape shape = extents.length == 0 ? Shape.of(count) : Shape.of(extents);
    if (shape.size() != count) {
      throw new IllegalArgumentException(
          "of: %d values do not fill shape %s (%d elements)".formatted(count, shape, shape.size()));
    }
    return shape;
  }

  /** The int32 numbers 0, 1, ..., n - 1. */
  public static Tensor arange(int n) {
    int[] values = new int[n];
    Arrays.setAll(values, i -> i);
    return wrap(values);
  }

  /** The float32 identity matrix. */
  public static Tensor eye(int n) {
    Tensor x = zeros(n, n);
    x.diagonal().fill(1);
    return x;
  }

  /** Float32 samples of N(0, 1). */
  public static Tensor randn(RandomStream random, int... shape) {
    Tensor x = zeros(shape);
    random.fillNormal(x.array(), 0, 1);
    return x;
  }

  // ---- Structure

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /** The number of axes. */
  public int rank() {
    return shape.rank();
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  /** For kernels: how far apart neighbours along an axis are stored, in elements. */
  public int stride(int axis) {
    return strides[axis];
  }

  int[] strides() {
    return strides;
  }

  /** For kernels: where the first element is stored. */
  public int offset() {
    return offset;
  }

  /**
   * For kernels: the array that the elements live in, shared with every view.
   *
   * @param <A> {@code float[]}, {@code double[]} or {@code int[]}, as the element type says
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // fixed by the element type
  public <A> A array() {
    return (A) storage.array;
  }

  /** How often the elements were changed in place, through this tensor or any view. */
  public int version() {
    return storage.version();
  }

  /** For kernels: notes that the elements were changed in place. */
  public void changed() {
    storage.changed();
  }

  /** Whether the elements lie in row-major order without gaps. */
  public boolean isContiguous() {
    int expected = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      if (shape.dim(axis) != 1 && strides[axis] != expected) {
        return size() == 0;
      }
      expected *= shape.dim(axis);
    }
    return true;
  }

  void require(String name, DType type) {
    if (dtype != type) {
      throw new IllegalArgumentException(name + ": expected " + type + ", got " + dtype);
    }
  }

  // ---- Views

  Tensor viewOf(Shape shape, int[] strides, int offset) {
    return new Tensor(dtype, shape, strides, offset, storage);
  }

  /** The view with axis i being this tensor's axis {@code order[i]}. */
  public Tensor permute(int... order) {
    int[] extents = new int[order.length];
    int[] permuted = new int[order.length];
    boolean[] seen = new boolean[rank()];
    for (int i = 0; i < order.length; i++) {
      int axis = shape.axis(order[i]);
      if (order.length != rank() || seen[axis]) {
        throw new IllegalArgumentException(
            "permute: " + Arrays.toString(order) + " is not an order of the axes of " + shape);
      }
      seen[axis] = true;
      extents[i] = shape.dim(axis);
      permuted[i] = strides[axis];
    }
    if (order.length != rank()) {
      throw new IllegalArgumentException(
          "permute: " + Arrays.toString(order) + " is not an order of the axes of " + shape);
    }
    return viewOf(Shape.of(extents), permuted, offset);
  }

  /** The view with two axes swapped. */
  public Tensor transpose(int axis, int other) {
    int[] order = axes();
    order[shape.axis(axis)] = shape.axis(other);
    order[shape.axis(other)] = shape.axis(axis);
    return permute(order);
  }

  /** The view with the last two axes swapped. */
  public Tensor transpose() {
    return transpose(-2, -1);
  }

  /** The view with one axis moved to another place, the others keeping their order. */
  public Tensor moveAxis(int from, int to) {
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

  /** The view of the elements from..to-1 along an axis. */
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /** The view of every {@code step}-th element of from..to-1 along an axis. */
  public Tensor slice(int axis, int from, int to, int step) {
    int at = shape.axis(axis);
    if (from < 0 || to < from || to > shape.dim(at) || step < 1) {
      throw new IllegalArgumentException(
          "slice: %d..%d by %d is out of range for axis %d of %s"
              .formatted(from, to, step, axis, shape));
    }
    int[] stepped = strides.clone();
    stepped[at] *= step;
    Shape part = shape.with(at, (to - from + step - 1) / step);
    return viewOf(part, stepped, part.size() == 0 ? offset : offset + from * strides[at]);
  }

  /** The view at one index of an axis, which is dropped. */
  public Tensor select(int axis, int index) {
    int at = shape.axis(axis);
    if (index < 0 || index >= shape.dim(at)) {
      throw new IllegalArgumentException(
          "select: index %d is out of range for axis %d of %s".formatted(index, axis, shape));
    }
    int[] rest = new int[rank() - 1];
    System.arraycopy(strides, 0, rest, 0, at);
    System.arraycopy(strides, at + 1, rest, at, rest.length - at);
    return viewOf(shape.remove(at), rest, offset + index * strides[at]);
  }

  /** The view of the main diagonal of a matrix. */
  public Tensor diagonal() {
    if (rank() != 2) {
      throw new IllegalArgumentException("diagonal: expected a matrix, got " + shape);
    }
    int n = Math.min(shape.dim(0), shape.dim(1));
    return viewOf(Shape.of(n), new int[] {strides[0] + strides[1]}, offset);
  }

  /** The view with an axis of extent 1 put in front of {@code axis}; rank() or -1 appends. */
  public Tensor unsqueeze(int axis) {
    int at = axis < 0 ? axis + rank() + 1 : axis;
    if (at < 0 || at > rank()) {
      throw new IllegalArgumentException(
          "unsqueeze: axis " + axis + " is out of range for " + shape);
    }
    int[] wider = new int[rank() + 1];
    System.arraycopy(strides, 0, wider, 0, at);
    System.arraycopy(strides, at, wider, at + 1, rank() - at);
    return viewOf(shape.insert(at, 1), wider, offset);
  }

  /** The view that repeats axes of extent 1, and further leading ones, to fill the shape. */
  public Tensor broadcastTo(Shape target) {
    if (shape.equals(target)) {
      return this;
    }
    int extra = target.rank() - rank();
    int[] repeated = new int[target.rank()];
    for (int axis = 0; axis < rank(); axis++) {
      boolean same = extra >= 0 && shape.dim(axis) == target.dim(axis + extra);
      if (extra < 0 || (!same && shape.dim(axis) != 1)) {
        throw new IllegalArgumentException(
            "broadcast: " + shape + " does not stretch to " + target);
      }
      repeated[axis + extra] = same ? strides[axis] : 0;
    }
    if (extra < 0) {
      throw new IllegalArgumentException("broadcast: " + shape + " does not stretch to " + target);
    }
    return viewOf(target, repeated, offset);
  }

  /** The elements in another shape: a view if they are contiguous, else a copy. One may be -1. */
  public Tensor reshape(int... extents) {
    return reshape(shape.infer(extents));
  }

  /** The elements in another shape: a view if they are contiguous, else a copy. */
  public Tensor reshape(Shape target) {
    if (target.size() != size()) {
      throw new IllegalArgumentException(
          "reshape: %s has %d elements, %s has %d".formatted(shape, size(), target, target.size()));
    }
    Tensor packed = contiguous();
    return packed.viewOf(target, target.contiguousStrides(), packed.offset);
  }

  /** This tensor if its elements are in row-major order, else a copy that is. */
  public Tensor contiguous() {
    return Elementwise.pack(this).run();
  }

  /** A copy. */
  public Tensor copy() {
    Tensor y = zeros(dtype, shape);
    Elementwise.copy(this, y).run();
    return y;
  }

  // ---- Access

  private int place(int... index) {
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

  /** The element at an index. */
  public double get(int... index) {
    return dtype.elements().get(array(), place(index));
  }

  /** Changes the element at an index. */
  public void set(double value, int... index) {
    storage.changed();
    dtype.elements().set(array(), place(index), value);
  }

  /** The only element. */
  public double item() {
    if (size() != 1) {
      throw new IllegalArgumentException("item: expected one element, got shape " + shape);
    }
    return dtype.elements().get(array(), offset);
  }

  /** The elements in row-major order; the tensor must be float32. */
  public float[] toFloatArray() {
    require("toFloatArray", DType.FLOAT32);
    return copy().array();
  }

  /** The elements in row-major order, widened if need be. */
  public double[] toDoubleArray() {
    return (dtype == DType.FLOAT64 ? copy() : to(DType.FLOAT64)).array();
  }

  /** The elements in row-major order; the tensor must be int32. */
  public int[] toIntArray() {
    require("toIntArray", DType.INT32);
    return copy().array();
  }

  // ---- Changes in place

  /** Sets every element. */
  public void fill(double value) {
    storage.changed();
    LoopNest loop = new LoopNest(this);
    Elements<Object> elements = dtype.elements();
    loop.forEach((row, from, n) ->
        elements.fill(n, value, storage.array, loop.at(0, row, from), loop.stride(0)));
  }

  /** Takes over the elements of a tensor that broadcasts to this one's shape. */
  public void copyFrom(Tensor source) {
    storage.changed();
    Elementwise.copy(source, this).run();
  }

  /** Adds a tensor that broadcasts to this one's shape; this one must be contiguous. */
  public void addInPlace(Tensor addend) {
    if (!isContiguous()) {
      throw new IllegalArgumentException(
          "add in place: the target " + shape + " is a strided view");
    }
    Elementwise.requireSameType("add in place", this, addend);
    storage.changed();
    Elementwise.binary(BinaryOp.ADD, this, addend, this).run();
  }

  // ---- Arithmetic

  public Tensor add(Tensor other) {
    return Elementwise.binary(BinaryOp.ADD, this, other).run();
  }

  public Tensor sub(Tensor other) {
    return Elementwise.binary(BinaryOp.SUB, this, other).run();
  }

  public Tensor mul(Tensor other) {
    return Elementwise.binary(BinaryOp.MUL, this, other).run();
  }

  public Tensor div(Tensor other) {
    return Elementwise.binary(BinaryOp.DIV, this, other).run();
  }

  public Tensor pow(Tensor exponent) {
    return Elementwise.binary(BinaryOp.POW, this, exponent).run();
  }

  public Tensor maximum(Tensor other) {
    return Elementwise.binary(BinaryOp.MAX, this, other).run();
  }

  public Tensor minimum(Tensor other) {
    return Elementwise.binary(BinaryOp.MIN, this, other).run();
  }

  public Tensor add(double other) {
    return add(scalar(dtype, other));
  }

  public Tensor sub(double other) {
    return sub(scalar(dtype, other));
  }

  public Tensor mul(double other) {
    return mul(scalar(dtype, other));
  }

  public Tensor div(double other) {
    return div(scalar(dtype, other));
  }

  public Tensor neg() {
    return map(UnaryOp.NEG);
  }

  public Tensor abs() {
    return map(UnaryOp.ABS);
  }

  public Tensor square() {
    return map(UnaryOp.SQUARE);
  }

  public Tensor sqrt() {
    return map(UnaryOp.SQRT);
  }

  public Tensor exp() {
    return map(UnaryOp.EXP);
  }

  public Tensor log() {
    return map(UnaryOp.LOG);
  }

  public Tensor sin() {
    return map(UnaryOp.SIN);
  }

  public Tensor cos() {
    return map(UnaryOp.COS);
  }

  public Tensor tanh() {
    return map(UnaryOp.TANH);
  }

  public Tensor sigmoid() {
    return map(UnaryOp.SIGMOID);
  }

  public Tensor softplus() {
    return map(UnaryOp.SOFTPLUS);
  }

  public Tensor erf() {
    return map(UnaryOp.ERF);
  }

  public Tensor relu() {
    return map(UnaryOp.RELU);
  }

  /** The tanh form of the Gaussian error linear unit (Hendrycks and Gimpel, 2016). */
  public Tensor gelu() {
    return map(UnaryOp.GELU);
  }

  private Tensor map(UnaryOp op) {
    return Elementwise.unary(op, this).run();
  }

  /** Matrix product of the last two axes; the axes before them broadcast. */
  public Tensor matmul(Tensor other) {
    return MatrixProduct.matmul(this, other).run();
  }

  // ---- Comparison and selection

  /** 1 where this is greater, else 0, as int32; likewise the other comparisons. */
  public Tensor gt(Tensor other) {
    return Elementwise.compare(Comparison.GT, this, other).run();
  }

  public Tensor ge(Tensor other) {
    return Elementwise.compare(Comparison.GE, this, other).run();
  }

  public Tensor lt(Tensor other) {
    return Elementwise.compare(Comparison.LT, this, other).run();
  }

  public Tensor le(Tensor other) {
    return Elementwise.compare(Comparison.LE, this, other).run();
  }

  public Tensor eq(Tensor other) {
    return Elementwise.compare(Comparison.EQ, this, other).run();
  }

  public Tensor ne(Tensor other) {
    return Elementwise.compare(Comparison.NE, this, other).run();
  }

  /** a where this int32 tensor is not 0, b elsewhere. */
  public Tensor where(Tensor a, Tensor b) {
    return Elementwise.where(this, a, b).run();
  }

  // ---- Reductions; without axes, over all

  public Tensor sum(int... axes) {
    return Reduction.reduce(Reduction.Kind.SUM, this, false, axes).run();
  }

  public Tensor max(int... axes) {
    return Reduction.reduce(Reduction.Kind.MAX, this, false, axes).run();
  }

  public Tensor min(int... axes) {
    return neg().max(axes).neg();
  }

  public Tensor mean(int... axes) {
    Tensor total = sum(axes);
    return total.div((double) size() / total.size());
  }

  /** The int32 index of the largest element along an axis, the first of equals. */
  public Tensor argmax(int axis) {
    return Reduction.argmax(this, axis).run();
  }

  /** Exponentials along the last axis, scaled to sum to 1. */
  public Tensor softmax() {
    return Softmax.softmax(this).run();
  }

  /** The logarithm of {@link #softmax}. */
  public Tensor logSoftmax() {
    return Softmax.logSoftmax(this).run();
  }

  // ---- Indexing

  /** The rows with these int32 ids: {@code (V, ...)} to {@code (ids' shape, ...)}. */
  public Tensor gather(Tensor ids) {
    return Indexing.gather(this, ids).run();
  }

  /** Joins tensors along an axis. */
  public static Tensor concat(int axis, Tensor... parts) {
    return Indexing.concat(axis, List.of(parts)).run();
  }

  /** Converts the element type; this tensor if it has it already. */
  public Tensor to(DType type) {
    return type == dtype ? this : Elementwise.convert(this, type).run();
  }

  /** The values, nested in brackets as NumPy prints them; the middle of long axes is left out. */
  @Override
  public String toString() {
    return TensorPrinter.print(this);
  }
}
