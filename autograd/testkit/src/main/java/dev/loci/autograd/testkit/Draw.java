package dev.loci.autograd.testkit;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Draws random extents, values and layouts, small enough for finite differences.
 *
 * <p>Every choice that shapes a case goes through {@link #between} and is written down, so that a
 * case can be drawn again from smaller choices: that is how failures are shrunk, whatever the
 * generator. Generators therefore put the simplest choice first.
 */
public final class Draw {
  private final RandomStream random;
  private final RandomStream values;
  private final int[] given;
  private int[] choices = new int[16];
  private int count;

  private Draw(long seed, int[] given) {
    RandomStream stream = RandomStream.of(seed);
    this.random = stream.split("choices");
    this.values = stream.split("values");
    this.given = given;
  }

  /** The draw of a seed. */
  public static Draw of(long seed) {
    return new Draw(seed, new int[0]);
  }

  /** The draw of a seed whose first choices are given; those too large become the largest. */
  static Draw again(long seed, int[] choices) {
    return new Draw(seed, choices);
  }

  /** What was chosen, each counted from the lowest. */
  int[] choices() {
    return Arrays.copyOf(choices, count);
  }

  // ---- Choices

  /** A number of {@code low..high}; low is the simplest. */
  public int between(int low, int high) {
    int range = high - low + 1;
    int choice = count < given.length ? Math.min(given[count], range - 1) : random.below(range);
    if (count == choices.length) {
      choices = Arrays.copyOf(choices, 2 * count);
    }
    choices[count++] = choice;
    return low + choice;
  }

  /** True once in n times; false is simpler. */
  public boolean oneIn(int n) {
    return between(0, n - 1) == n - 1;
  }

  /** One of some numbers; the first is the simplest. */
  public double oneOf(double... numbers) {
    return numbers[between(0, numbers.length - 1)];
  }

  // ---- Values

  /** A number of {@code low..high}; such numbers are not shrunk. */
  public double uniform(double low, double high) {
    return low + (high - low) * values.nextDouble();
  }

  /** From -2 to 2. */
  public double any() {
    return uniform(-2, 2);
  }

  /** From 0.4 to 2.5. */
  public double positive() {
    return uniform(0.4, 2.5);
  }

  /** Away from a kink at 0. */
  public double nonZero() {
    return values.nextDouble() < 0.5 ? positive() : -positive();
  }

  /** A multiple of 1/8, which float32 holds exactly. */
  public double eighths() {
    return (values.below(33) - 16) / 8.0;
  }

  /** A multiple of 0.2; no such number is near one of {@link #odd}. */
  public double even() {
    return (values.below(21) - 10) * 0.2;
  }

  /** An odd multiple of 0.1. */
  public double odd() {
    return even() + 0.1;
  }

  // ---- Shapes and axes

  /** 1 to 3, seldom 0. */
  public int extent() {
    return oneIn(16) ? 0 : between(1, 3);
  }

  /** A shape of at most {@code 3^highestRank} elements; one extent of a few is 0. */
  public Shape shape(int lowestRank, int highestRank) {
    int[] extents = new int[between(lowestRank, highestRank)];
    Arrays.setAll(extents, i -> extent());
    return Shape.of(extents);
  }

  /** A shape without an extent of 0. */
  public Shape filledShape(int lowestRank, int highestRank) {
    int[] extents = new int[between(lowestRank, highestRank)];
    Arrays.setAll(extents, i -> between(1, 3));
    return Shape.of(extents);
  }

  /** A shape that broadcasts to the given one. */
  public Shape stretchingTo(Shape target) {
    int dropped = oneIn(3) ? between(0, target.rank()) : 0;
    int[] extents = target.range(dropped, target.rank()).toArray();
    Arrays.setAll(extents, i -> oneIn(4) ? 1 : extents[i]);
    return Shape.of(extents);
  }

  /** Shapes that broadcast with each other. */
  public Shape[] broadcastable(int n, int highestRank) {
    Shape joint = shape(0, highestRank);
    Shape[] shapes = new Shape[n];
    Arrays.setAll(shapes, i -> stretchingTo(joint));
    return shapes;
  }

  /** 0 to n-1 in any order; the given order is the simplest. */
  public int[] permutation(int n) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = 0; i < n - 1; i++) {
      int j = between(i, n - 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** An axis, sometimes counted from the end. */
  public int signed(int axis, int rank) {
    return oneIn(3) ? axis - rank : axis;
  }

  /** An axis of a tensor of this rank, sometimes counted from the end. */
  public int axis(int rank) {
    return signed(between(0, rank - 1), rank);
  }

  /** Some axes in any order; none means all. */
  public int[] axes(int rank) {
    int[] some = Arrays.copyOf(permutation(rank), between(0, rank));
    Arrays.setAll(some, i -> signed(some[i], rank));
    return some;
  }

  // ---- Tensors

  /** A float64 tensor in any layout. */
  public Tensor tensor(Shape shape, ToDoubleFunction<Draw> elements) {
    double[] array = new double[shape.size()];
    Arrays.setAll(array, i -> elements.applyAsDouble(this));
    return layout(Tensor.wrap(array).reshape(shape));
  }

  /** Values that lie at least 0.1 apart, in random places. */
  public Tensor distinct(Shape shape) {
    int[] order = IntStream.range(0, shape.size()).toArray();
    values.shuffle(order);
    double[] array = Arrays.stream(order).mapToDouble(i -> 0.1 * i - 1).toArray();
    return layout(Tensor.wrap(array).reshape(shape));
  }

  /** Int32 numbers {@code low..high}. */
  public Tensor ids(Shape shape, int low, int high) {
    int[] array = new int[shape.size()];
    Arrays.setAll(array, i -> low + values.below(high - low + 1));
    return layout(Tensor.wrap(array).reshape(shape));
  }

  /**
   * An n x n matrix of condition number below 10: rows whose diagonal outweighs the rest, which
   * also makes it invertible (Gershgorin).
   */
  public Tensor wellConditioned(int n) {
    Tensor matrix = Tensor.zeros(DType.FLOAT64, Shape.of(n, n));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.set(i == j ? uniform(1, 2) : uniform(-0.5, 0.5) / n, i, j);
      }
    }
    return layout(matrix);
  }

  /**
   * The same values as a contiguous tensor or as a view: permuted, stepped, at an offset, among
   * elements that must not be touched.
   */
  public Tensor layout(Tensor x) {
    return x.size() == 0 || !oneIn(2) ? x.copy() : view(x, oneIn(3));
  }

  private Tensor view(Tensor x, boolean gapless) {
    int rank = x.rank();
    int[] order = gapless ? IntStream.range(0, rank).toArray() : permutation(rank);
    int[] inverse = new int[rank];
    int[] from = new int[rank];
    int[] step = new int[rank];
    int[] extents = new int[rank];
    for (int i = 0; i < rank; i++) {
      inverse[order[i]] = i;
      from[i] = gapless ? 0 : between(0, 1);
      step[i] = gapless ? 1 : between(1, 2);
      extents[i] = from[i] + x.shape().dim(order[i]) * step[i];
    }
    DType type = x.dtype();
    Tensor view =
        Tensor.full(type, Shape.of(extents).insert(0, 2), type.isFloat() ? Double.NaN : -99)
            .select(0, 1);
    for (int i = 0; i < rank; i++) {
      view = view.slice(i, from[i], extents[i], step[i]);
    }
    view = view.permute(inverse);
    view.copyFrom(x);
    return view;
  }
}
