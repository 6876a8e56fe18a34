package dev.loci.tensor;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Buffers;
import dev.loci.tensor.kernel.Elements;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * A multi-dimensional array of float32, float64 or int32.
 *
 * <p>Views ({@link #transpose}, {@link #slice}, {@link #reshape} where it can, {@link
 * #broadcastTo}) share their elements with the tensor they come from; every other operation makes a
 * new, contiguous tensor; those that compute with values are in {@link Arithmetic}. Verbs mean what
 * they mean in NumPy and PyTorch. Axes may count from the end, -1 being the last; operands of
 * element-wise operations broadcast; element types are never mixed silently.
 *
 * <p>Any number of threads may read a tensor at once. Changing one in place ({@link #set}, {@link
 * #fill}, {@link #copyFrom}, {@link #addInPlace}) while another thread uses it is a race.
 */
public final class Tensor implements Arithmetic {
  private final DType dtype;
  private final Layout layout;
  private final Storage storage;

  private Tensor(DType dtype, Layout layout, Storage storage) {
    this.dtype = dtype;
    this.layout = layout;
    this.storage = storage;
  }

  private static Tensor contiguous(DType dtype, Shape shape, Object array) {
    return new Tensor(dtype, Layout.contiguous(shape, 0), new Storage(array));
  }

  // ---- Creation

  /** Zeros of a type and shape. */
  public static Tensor zeros(DType dtype, Shape shape) {
    return contiguous(dtype, shape, dtype.elements().allocate(shape.size()));
  }

  /**
   * A tensor for a {@link Computation} to fill: what it holds before is undefined, and its array
   * may serve another tensor when the computation's result is no longer needed.
   */
  public static Tensor empty(DType dtype, Shape shape) {
    return contiguous(dtype, shape, Buffers.output(dtype.elements(), shape.size()));
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

  /**
   * A scalar of the given type.
   *
   * @throws IllegalArgumentException if the type is int32 and the value is not
   */
  public static Tensor scalar(DType dtype, double value) {
    if (dtype == DType.INT32 && (int) value != value) {
      throw new IllegalArgumentException(
          value + " is not an int32; convert the tensor with to(...)");
    }
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
    Tensor x = zeros(DType.INT32, Shape.of(n));
    Arrays.setAll(x.<int[]>array(), i -> i);
    return x;
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

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** The extents along the axes. */
  public Shape shape() {
    return layout.shape();
  }

  /** The number of axes. */
  public int rank() {
    return shape().rank();
  }

  /** The number of elements. */
  public int size() {
    return shape().size();
  }

  /** For kernels: how far apart neighbours along an axis are stored, in elements. */
  public int stride(int axis) {
    return layout.strides()[shape().axis(axis)];
  }

  int[] strides() {
    return layout.strides();
  }

  /** For kernels: where the first element is stored. */
  public int offset() {
    return layout.offset();
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
    return layout.isContiguous();
  }

  void require(String name, DType type) {
    if (dtype != type) {
      throw new IllegalArgumentException(name + ": expected " + type + ", got " + dtype);
    }
  }

  // ---- Views

  private Tensor view(Layout of) {
    return new Tensor(dtype, of, storage);
  }

  Tensor viewOf(Shape shape, int[] strides, int offset) {
    return view(new Layout(shape, strides, offset));
  }

  /** The view with axis i being this tensor's axis {@code order[i]}. */
  public Tensor permute(int... order) {
    return view(layout.permute(order));
  }

  /** The view with two axes swapped. */
  public Tensor transpose(int axis, int other) {
    return view(layout.transpose(axis, other));
  }

  /** The view with the last two axes swapped. */
  public Tensor transpose() {
    return transpose(-2, -1);
  }

  /** The view with one axis moved to another place, the others keeping their order. */
  public Tensor moveAxis(int from, int to) {
    return view(layout.moveAxis(from, to));
  }

  /** The view of the elements from..to-1 along an axis. */
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /** The view of every {@code step}-th element of from..to-1 along an axis. */
  public Tensor slice(int axis, int from, int to, int step) {
    return view(layout.slice(axis, from, to, step));
  }

  /** The view at one index of an axis, which is dropped. */
  public Tensor select(int axis, int index) {
    return view(layout.select(axis, index));
  }

  /** The view of the main diagonal of a matrix. */
  public Tensor diagonal() {
    return view(layout.diagonal());
  }

  /** The view with an axis of extent 1 put in front of {@code axis}; rank() or -1 appends. */
  public Tensor unsqueeze(int axis) {
    return view(layout.unsqueeze(axis));
  }

  /** The view that repeats axes of extent 1, and further leading ones, to fill the shape. */
  public Tensor broadcastTo(Shape target) {
    return shape().equals(target) ? this : view(layout.broadcastTo(target));
  }

  /** The elements in another shape: a view if they are contiguous, else a copy. One may be -1. */
  public Tensor reshape(int... extents) {
    Shape target = shape().infer(extents);
    Tensor packed = contiguous();
    return packed.view(Layout.contiguous(target, packed.offset()));
  }

  /** The elements in another shape: a view if they are contiguous, else a copy. */
  public Tensor reshape(Shape target) {
    return reshape(target.toArray());
  }

  /** This tensor if its elements are in row-major order, else a copy that is. */
  public Tensor contiguous() {
    return Elementwise.pack(this).run();
  }

  /** A copy. */
  public Tensor copy() {
    Tensor y = zeros(dtype, shape());
    Elementwise.copy(this, y).run();
    return y;
  }

  // ---- Access

  /** The element at an index. */
  public double get(int... index) {
    return dtype.elements().get(array(), layout.place(index));
  }

  /** Changes the element at an index. */
  public void set(double value, int... index) {
    dtype.elements().set(array(), layout.place(index), value);
    storage.changed();
  }

  /** The only element. */
  public double item() {
    if (size() != 1) {
      throw new IllegalArgumentException("item: expected one element, got shape " + shape());
    }
    return dtype.elements().get(array(), offset());
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
    requireDistinct("fill");
    LoopNest loop = new LoopNest(this);
    Elements<Object> elements = dtype.elements();
    loop.step((row, from, n) ->
            elements.fill(n, value, storage.array, loop.at(0, row, from), loop.stride(0)))
        .run();
    storage.changed();
  }

  /** Takes over the elements of a tensor that broadcasts to this one's shape. */
  public void copyFrom(Tensor source) {
    requireDistinct("copy");
    Elementwise.copy(apartFrom(source), this).run();
    storage.changed();
  }

  /** Adds a tensor that broadcasts to this one's shape; this one must be contiguous. */
  public void addInPlace(Tensor addend) {
    if (!isContiguous()) {
      throw new IllegalArgumentException(
          "add in place: the target " + shape() + " is a strided view");
    }
    Elementwise.requireSameType("add in place", this, addend);
    Elementwise.binary(BinaryOp.ADD, this, apartFrom(addend), this).run();
    storage.changed();
  }

  /** Threads would race for a place that several elements share. */
  private void requireDistinct(String name) {
    for (int axis = 0; axis < rank(); axis++) {
      if (stride(axis) == 0 && shape().dim(axis) > 1) {
        throw new IllegalArgumentException(
            name + ": the target " + shape() + " repeats its elements along axis " + axis);
      }
    }
  }

  /** The operand of a change in place, copied if the change would overwrite it while it is read. */
  private Tensor apartFrom(Tensor operand) {
    return operand.storage.shares(storage) ? operand.copy() : operand;
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
