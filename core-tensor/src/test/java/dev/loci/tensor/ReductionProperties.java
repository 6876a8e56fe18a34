package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReductionProperties {

  /** Some axes, each at most once, in any order, some counted from the end. */
  private static int[] axes(Random random, int rank) {
    int[] order = Samples.order(random, rank);
    int[] axes = Arrays.copyOf(order, 1 + random.nextInt(rank));
    Arrays.setAll(axes, i -> random.nextBoolean() ? axes[i] : axes[i] - rank);
    return axes;
  }

  private static boolean[] flags(int[] axes, int rank) {
    boolean[] reduced = new boolean[rank];
    for (int axis : axes) {
      reduced[Math.floorMod(axis, rank)] = true;
    }
    return reduced;
  }

  /** The shape after a reduction that keeps reduced axes. */
  private static Shape kept(Shape shape, boolean[] reduced) {
    int[] extents = shape.toArray();
    Arrays.setAll(extents, i -> reduced[i] ? 1 : extents[i]);
    return Shape.of(extents);
  }

  private static Shape dropped(Shape shape, boolean[] reduced) {
    Shape rest = shape;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      rest = reduced[axis] ? rest.remove(axis) : rest;
    }
    return rest;
  }

  @Property(tries = 400)
  void sumsAlongAxesAreWithinTheirErrorBound(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, Samples.type(random), Samples.shapeWithAxes(random, 4));
    int[] axes = axes(random, x.rank());
    boolean[] reduced = flags(axes, x.rank());
    Shape kept = kept(x.shape(), reduced);
    Tensor sums = Tensor.zeros(DType.FLOAT64, kept);
    Tensor magnitudes = Tensor.zeros(DType.FLOAT64, kept);
    Samples.forEachIndex(
        x.shape(),
        at -> {
          int[] to = Samples.broadcastIndex(at, kept);
          sums.set(sums.get(to) + x.get(at), to);
          magnitudes.set(magnitudes.get(to) + Math.abs(x.get(at)), to);
        });
    Tensor y = x.sum(axes);
    assertThat(y.shape()).isEqualTo(dropped(x.shape(), reduced));
    Tensor withAxes = Reduction.reduce(Reduction.Kind.SUM, x, true, axes).run();
    assertThat(withAxes.shape()).isEqualTo(kept);
    Samples.assertSameBits(withAxes.reshape(y.shape()), y);
    double eps = Samples.epsilon(x.dtype());
    Samples.forEachIndex(
        kept,
        at ->
            assertThat(Math.abs(withAxes.get(at) - sums.get(at)))
                .isLessThanOrEqualTo(16 * eps * magnitudes.get(at)));
  }

  @Property(tries = 400)
  void extremesAlongAxesAreElements(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, Samples.type(random), nonEmpty(random));
    if (x.dtype().isFloat() && random.nextInt(4) == 0) {
      x.reshape(-1).set(Double.NaN, random.nextInt(x.size()));
    }
    int[] axes = axes(random, x.rank());
    Shape kept = kept(x.shape(), flags(axes, x.rank()));
    Tensor max = Tensor.full(DType.FLOAT64, kept, Double.NEGATIVE_INFINITY);
    Tensor min = Tensor.full(DType.FLOAT64, kept, Double.POSITIVE_INFINITY);
    Samples.forEachIndex(
        x.shape(),
        at -> {
          int[] to = Samples.broadcastIndex(at, kept);
          max.set(Math.max(max.get(to), x.get(at)), to);
          min.set(Math.min(min.get(to), x.get(at)), to);
        });
    Tensor largest = Reduction.reduce(Reduction.Kind.MAX, x, true, axes).run();
    Samples.assertSameBits(largest.to(DType.FLOAT64), max);
    Samples.assertSameBits(x.max(axes), largest.reshape(x.max(axes).shape()));
    Samples.assertSameBits(x.min(axes).to(DType.FLOAT64), min.reshape(x.min(axes).shape()));
  }

  private static Shape nonEmpty(Random random) {
    int[] extents = new int[1 + random.nextInt(4)];
    Arrays.setAll(extents, i -> 1 + random.nextInt(5));
    return Shape.of(extents);
  }

  @Property(tries = 200)
  void argmaxIsTheFirstLargest(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, DType.INT32, nonEmpty(random)).to(Samples.type(random));
    if (x.dtype().isFloat() && random.nextInt(3) == 0) {
      x.reshape(-1).set(Double.NaN, random.nextInt(x.size()));
    }
    int axis = random.nextInt(x.rank());
    Tensor y = Samples.strided(random, x).argmax(axis - x.rank());
    assertThat(y.shape()).isEqualTo(x.shape().remove(axis));
    Samples.forEachIndex(
        y.shape(),
        at -> {
          Tensor row = x.moveAxis(axis, -1);
          for (int index : at) {
            row = row.select(0, index);
          }
          double[] values = row.toDoubleArray();
          int best = 0;
          for (int i = 1; i < values.length; i++) {
            // Double.compare puts NaN above everything.
            best = Double.compare(values[i] + 0.0, values[best] + 0.0) > 0 ? i : best;
          }
          assertThat(y.get(at)).isEqualTo(best);
        });
  }

  @Property(tries = 300)
  void theLayoutNeverChangesABit(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, Samples.floatType(random), longShape(random));
    int[] order = Samples.order(random, x.rank());
    Tensor permuted = x.permute(order);
    int[] axes = axes(random, x.rank());
    Function<Tensor, Tensor> sum = t -> t.sum(axes);
    Function<Tensor, Tensor> max = t -> t.max(axes);
    Function<Tensor, Tensor> mean = t -> t.mean(axes);
    for (Function<Tensor, Tensor> reduce : List.of(sum, max, mean)) {
      Samples.assertSameBits(reduce.apply(permuted), reduce.apply(permuted.copy()));
      Samples.assertSameBits(reduce.apply(Samples.strided(random, x)), reduce.apply(x));
    }
    Tensor part = x.slice(0, 1, x.shape().dim(0), 2);
    Samples.assertSameBits(part.sum(axes), part.copy().sum(axes));
    Tensor wide = x.select(0, 0).broadcastTo(x.shape());
    Samples.assertSameBits(wide.sum(axes), wide.copy().sum(axes));
  }

  /** Extents around the number of lanes, so that order matters. */
  private static Shape longShape(Random random) {
    int[] extents = new int[2 + random.nextInt(2)];
    Arrays.setAll(extents, i -> 1 + random.nextInt(extents.length == 2 ? 150 : 40));
    return Shape.of(extents);
  }

  @Property(tries = 100)
  void otherRowsDoNotChangeASum(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, Samples.floatType(random), longShape(random));
    Tensor sums = x.sum(0);
    int column = random.nextInt(x.shape().dim(1));
    Samples.assertSameBits(
        x.slice(1, column, column + 1).sum(0), sums.slice(0, column, column + 1));
  }

  @Property(tries = 100)
  void theMeanIsTheSumOverTheCount(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, Samples.floatType(random), nonEmpty(random));
    int[] axes = axes(random, x.rank());
    Tensor sum = x.sum(axes);
    Samples.assertSameBits(x.mean(axes), sum.div((double) x.size() / sum.size()));
  }
}
