package dev.loci.autograd.op;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Random extents, values and layouts, small enough for finite differences. */
final class Draw {
  private final Random random;

  Draw(Random random) {
    this.random = random;
  }

  // ---- Numbers

  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  double oneOf(double... values) {
    return values[random.nextInt(values.length)];
  }

  double any() {
    return random.nextDouble(-2, 2);
  }

  double positive() {
    return random.nextDouble(0.4, 2.5);
  }

  double nonZero() {
    return oneIn(2) ? positive() : -positive();
  }

  /** A multiple of 1/8, which float32 holds exactly. */
  double eighths() {
    return between(-16, 16) / 8.0;
  }

  /** A multiple of 0.2; no such number is near one of {@link #odd}. */
  double even() {
    return between(-10, 10) * 0.2;
  }

  double odd() {
    return even() + 0.1;
  }

  // ---- Shapes

  /** 1 to 3, seldom 0. */
  int extent() {
    return oneIn(16) ? 0 : between(1, 3);
  }

  /** A shape of at most 27 elements; one extent of a few is 0. */
  Shape shape(int lowestRank, int highestRank) {
    int[] extents = new int[between(lowestRank, highestRank)];
    Arrays.setAll(extents, i -> extent());
    return Shape.of(extents);
  }

  /** A shape of 1 to 27 elements. */
  Shape filledShape(int lowestRank, int highestRank) {
    int[] extents = new int[between(lowestRank, highestRank)];
    Arrays.setAll(extents, i -> between(1, 3));
    return Shape.of(extents);
  }

  /** A shape that stretches to the given one. */
  Shape stretchingTo(Shape target) {
    int dropped = oneIn(3) ? between(0, target.rank()) : 0;
    int[] extents = target.range(dropped, target.rank()).toArray();
    Arrays.setAll(extents, i -> oneIn(4) ? 1 : extents[i]);
    return Shape.of(extents);
  }

  int[] permutation(int n) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, random);
    return order.stream().mapToInt(i -> i).toArray();
  }

  /** An axis, sometimes counted from the end. */
  int signed(int axis, int rank) {
    return oneIn(3) ? axis - rank : axis;
  }

  /** Some axes in any order; none means all. */
  int[] axes(int rank) {
    int[] some = Arrays.copyOf(permutation(rank), between(0, rank));
    Arrays.setAll(some, i -> signed(some[i], rank));
    return some;
  }

  // ---- Tensors

  Tensor tensor(Shape shape, ToDoubleFunction<Draw> values) {
    double[] array = new double[shape.size()];
    Arrays.setAll(array, i -> values.applyAsDouble(this));
    return layout(Tensor.wrap(array).reshape(shape));
  }

  /** Values that lie at least 0.1 apart. */
  Tensor distinct(Shape shape) {
    int[] order = permutation(shape.size());
    double[] array = Arrays.stream(order).mapToDouble(i -> 0.1 * i - 1).toArray();
    return layout(Tensor.wrap(array).reshape(shape));
  }

  /** Int32 numbers {@code low..high}. */
  Tensor ids(Shape shape, int low, int high) {
    int[] array = new int[shape.size()];
    Arrays.setAll(array, i -> between(low, high));
    return layout(Tensor.wrap(array).reshape(shape));
  }

  /**
   * The same values as a contiguous tensor or as a view: permuted, stepped, at an offset, among
   * elements that must not be touched.
   */
  Tensor layout(Tensor values) {
    if (values.size() == 0 || oneIn(3)) {
      return values.copy();
    }
    int rank = values.rank();
    boolean gapless = oneIn(3);
    int[] order = gapless ? IntStream.range(0, rank).toArray() : permutation(rank);
    int[] inverse = new int[rank];
    int[] from = new int[rank];
    int[] step = new int[rank];
    int[] extents = new int[rank];
    for (int i = 0; i < rank; i++) {
      inverse[order[i]] = i;
      from[i] = gapless ? 0 : between(0, 1);
      step[i] = gapless ? 1 : between(1, 2);
      extents[i] = from[i] + values.shape().dim(order[i]) * step[i];
    }
    DType type = values.dtype();
    Tensor view =
        Tensor.full(type, Shape.of(extents).insert(0, 2), type.isFloat() ? Double.NaN : -99)
            .select(0, 1);
    for (int i = 0; i < rank; i++) {
      view = view.slice(i, from[i], extents[i], step[i]);
    }
    view = view.permute(inverse);
    view.copyFrom(values);
    return view;
  }
}
