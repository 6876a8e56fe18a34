package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ViewProperties {

  /** Compares each element of the view with the source's at the index that it should come from. */
  private static void assertView(
      Tensor source, Tensor view, Shape shape, UnaryOperator<int[]> from) {
    assertThat(view.shape()).isEqualTo(shape);
    assertThat(view.<Object>array()).isSameAs(source.array());
    Samples.forEachIndex(
        shape, at -> assertThat(view.get(at)).isEqualTo(source.get(from.apply(at.clone()))));
  }

  /** Elements 0, 1, 2, ... in some layout, so that no two are equal. */
  private static Tensor source(Random random, Shape shape) {
    return Samples.strided(random, Tensor.arange(shape.size()).reshape(shape));
  }

  private static int[] mapped(int[] order, Shape shape) {
    return Arrays.stream(order).map(shape::dim).toArray();
  }

  private static int[] without(int[] index, int axis) {
    int[] rest = Arrays.copyOf(index, index.length - 1);
    System.arraycopy(index, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }

  private static int[] with(int[] index, int axis, int value) {
    int[] wider = Arrays.copyOf(index, index.length + 1);
    System.arraycopy(index, axis, wider, axis + 1, index.length - axis);
    wider[axis] = value;
    return wider;
  }

  @Property(tries = 200)
  void permuteReordersAxes(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = source(random, Samples.shape(random, 4));
    int[] order = Samples.order(random, x.rank());
    assertView(
        x,
        x.permute(order),
        Shape.of(mapped(order, x.shape())),
        at -> {
          int[] index = new int[order.length];
          for (int i = 0; i < order.length; i++) {
            index[order[i]] = at[i];
          }
          return index;
        });
  }

  @Property(tries = 200)
  void transposeSwapsTwoAxes(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = source(random, Samples.shapeWithAxes(random, 4));
    int p = random.nextInt(x.rank());
    int q = random.nextInt(x.rank());
    UnaryOperator<int[]> swap =
        at -> {
          int kept = at[p];
          at[p] = at[q];
          at[q] = kept;
          return at;
        };
    Shape swapped = Shape.of(swap.apply(x.shape().toArray()));
    assertView(x, x.transpose(p, q - x.rank()), swapped, swap);
  }

  @Property(tries = 200)
  void moveAxisTakesOneAxisOutAndPutsItElsewhere(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = source(random, Samples.shapeWithAxes(random, 4));
    int from = random.nextInt(x.rank());
    int to = random.nextInt(x.rank());
    assertView(
        x,
        x.moveAxis(from, to - x.rank()),
        x.shape().remove(from).insert(to, x.shape().dim(from)),
        at -> with(without(at, to), from, at[to]));
  }

  @Property(tries = 200)
  void sliceTakesEveryStepThElement(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = source(random, Samples.shapeWithAxes(random, 4));
    int axis = random.nextInt(x.rank());
    int from = random.nextInt(x.shape().dim(axis) + 1);
    int to = random.nextInt(from, x.shape().dim(axis) + 1);
    int step = 1 + random.nextInt(3);
    int count = 0;
    for (int i = from; i < to; i += step) {
      count++;
    }
    assertView(
        x,
        x.slice(axis, from, to, step),
        x.shape().with(axis, count),
        at -> {
          at[axis] = from + at[axis] * step;
          return at;
        });
  }

  @Property(tries = 200)
  void selectDropsAnAxis(@ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = Samples.shape(random, 3);
    int axis = random.nextInt(shape.rank() + 1);
    Tensor x = source(random, shape.insert(axis, 1 + random.nextInt(4)));
    int index = random.nextInt(x.shape().dim(axis));
    assertView(x, x.select(axis - x.rank(), index), shape, at -> with(at, axis, index));
  }

  @Property(tries = 200)
  void unsqueezePutsAnAxisInFront(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = source(random, Samples.shape(random, 3));
    int axis = random.nextInt(x.rank() + 1);
    Shape wider = x.shape().insert(axis, 1);
    assertView(x, x.unsqueeze(axis), wider, at -> without(at, axis));
    assertView(x, x.unsqueeze(axis - x.rank() - 1), wider, at -> without(at, axis));
  }

  @Property(tries = 200)
  void diagonalTakesEqualIndices(@ForAll long seed) {
    Random random = new Random(seed);
    int rows = random.nextInt(5);
    int columns = random.nextInt(5);
    Tensor x = source(random, Shape.of(rows, columns));
    Shape shape = Shape.of(Math.min(rows, columns));
    assertView(x, x.diagonal(), shape, at -> new int[] {at[0], at[0]});
  }

  @Property(tries = 200)
  void broadcastToRepeats(@ForAll long seed) {
    Random random = new Random(seed);
    Shape target = Samples.shape(random, 4);
    Tensor x = source(random, Samples.stretchable(random, target));
    assertView(x, x.broadcastTo(target), target, at -> Samples.broadcastIndex(at, x.shape()));
  }

  @Property(tries = 200)
  void reshapeKeepsRowMajorOrderAndCopiesOnlyWhatIsStrided(@ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = Samples.shape(random, 4);
    Tensor x =
        random.nextBoolean() ? source(random, shape) : Tensor.arange(shape.size()).reshape(shape);
    Tensor y = x.reshape(Shape.of(mapped(Samples.order(random, x.rank()), shape)));
    int[] count = {0};
    Samples.forEachIndex(y.shape(), at -> assertThat(y.get(at)).isEqualTo(count[0]++));
    if (x.isContiguous()) {
      assertThat(y.<Object>array()).isSameAs(x.array());
    } else {
      assertThat(y.<Object>array()).isNotSameAs(x.array());
    }
    assertThat(x.reshape(-1).toIntArray()).isEqualTo(Tensor.arange(x.size()).toIntArray());
  }

  @Property(tries = 200)
  void contiguousAgreesWithTheDefinition(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = source(random, Samples.shape(random, 4));
    int[] place = {x.offset()};
    boolean[] inOrder = {true};
    Samples.forEachIndex(
        x.shape(),
        at -> {
          int stored = x.offset();
          for (int axis = 0; axis < at.length; axis++) {
            stored += at[axis] * x.stride(axis);
          }
          inOrder[0] &= stored == place[0]++;
        });
    assertThat(x.isContiguous()).isEqualTo(inOrder[0]);
    assertThat(x.contiguous() == x).isEqualTo(inOrder[0]);
    assertThat(x.copy().isContiguous()).isTrue();
    Samples.assertSameBits(x.contiguous(), x);
    Samples.assertSameBits(x.copy(), x);
  }

  @Property(tries = 100)
  void viewsOfViewsOfEmptyTensorsCanBeUsed(@ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = Samples.shape(random, 3).insert(0, 3);
    Tensor x = Tensor.zeros(DType.FLOAT64, shape.insert(random.nextInt(shape.rank() + 1), 0));
    Tensor view = x.shape().dim(0) == 0 ? x : x.select(0, x.shape().dim(0) - 1);
    view.fill(1);
    view.copyFrom(view.neg());
    assertThat(view.copy().size()).isZero();
    assertThat(view.add(1).sum().item()).isZero();
    assertThat(Tensor.concat(-1, view.unsqueeze(-1), view.unsqueeze(-1)).size()).isZero();
  }
}
