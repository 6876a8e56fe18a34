package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IndexingProperties {

  private static Tensor ids(Random random, Shape shape, int from, int count) {
    int[] ids = new int[shape.size()];
    Arrays.setAll(ids, i -> random.nextInt(from, count));
    return Samples.strided(random, Tensor.wrap(ids).reshape(shape));
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static int intAt(Tensor ids, int[] index) {
    return (int) ids.get(index);
  }

  @Property(tries = 200)
  void gatherTakesRows(@ForAll long seed) {
    Random random = new Random(seed);
    Shape row = Samples.shape(random, 2);
    int count = 1 + random.nextInt(5);
    Tensor table = Samples.tensor(random, Samples.type(random), row.insert(0, count));
    Tensor ids = ids(random, Samples.shape(random, 2), 0, count);
    Tensor y = Samples.strided(random, table).gather(ids);
    assertThat(y.dtype()).isEqualTo(table.dtype());
    assertThat(y.shape()).isEqualTo(ids.shape().append(row));
    Samples.forEachIndex(
        ids.shape(),
        at -> {
          int[] id = {intAt(ids, at)};
          int[] place = at.clone();
          Samples.forEachIndex(
              row, in -> assertThat(y.get(joined(place, in))).isEqualTo(table.get(joined(id, in))));
        });
  }

  @Property(tries = 200)
  void scatterAddSumsRowsAtTheirIds(@ForAll long seed) {
    Random random = new Random(seed);
    Shape row = Samples.shape(random, 2);
    int count = 1 + random.nextInt(5);
    Tensor ids = ids(random, Samples.shape(random, 2), 0, count);
    DType type = Samples.type(random);
    Tensor rows = Samples.tensor(random, type, ids.shape().append(row));
    Tensor expected = Tensor.zeros(type, row.insert(0, count));
    Samples.forEachIndex(
        ids.shape(),
        at -> {
          int[] id = {intAt(ids, at)};
          int[] place = at.clone();
          Samples.forEachIndex(
              row,
              in -> {
                // Two floats that are added in double and rounded give the float sum.
                double sum = expected.get(joined(id, in)) + rows.get(joined(place, in));
                expected.set(sum, joined(id, in));
              });
        });
    Tensor y = Indexing.scatterAdd(count, ids, Samples.strided(random, rows)).run();
    Samples.assertSameBits(y, expected);
  }

  @Property(tries = 200)
  void pickAndPlaceAreAdjoint(@ForAll long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(5);
    Tensor ids = ids(random, Samples.shape(random, 3), -1, n);
    Tensor x = Samples.tensor(random, Samples.type(random), ids.shape().append(Shape.of(n)));
    Tensor picked = Indexing.pick(Samples.strided(random, x), ids).run();
    Samples.forEachIndex(
        ids.shape(),
        at -> {
          int[] id = {intAt(ids, at)};
          assertThat(picked.get(at)).isEqualTo(id[0] == -1 ? 0 : x.get(joined(at, id)));
        });
    Tensor placed = Indexing.place(n, ids, Samples.strided(random, picked)).run();
    Samples.forEachIndex(
        x.shape(),
        at -> {
          int[] row = Arrays.copyOf(at, at.length - 1);
          boolean here = intAt(ids, row) == at[at.length - 1];
          assertThat(placed.get(at)).isEqualTo(here ? x.get(at) : 0);
        });
  }

  @Property(tries = 200)
  void slicesOfAConcatenationAreItsParts(@ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = Samples.shapeWithAxes(random, 4);
    DType type = Samples.type(random);
    int axis = random.nextInt(shape.rank());
    Tensor[] parts = new Tensor[1 + random.nextInt(3)];
    Arrays.setAll(parts, i -> Samples.tensor(random, type, shape.with(axis, random.nextInt(4))));
    Tensor[] views =
        Arrays.stream(parts).map(x -> Samples.strided(random, x)).toArray(Tensor[]::new);
    Tensor joined = Tensor.concat(axis - shape.rank(), views);
    int from = 0;
    for (Tensor part : parts) {
      int to = from + part.shape().dim(axis);
      Samples.assertSameBits(joined.slice(axis, from, to), part);
      from = to;
    }
    assertThat(joined.shape().dim(axis)).isEqualTo(from);
  }

  @Property(tries = 200)
  void unslicePutsASliceAmongZeros(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor whole = Samples.tensor(random, Samples.type(random), Samples.shapeWithAxes(random, 3));
    int axis = random.nextInt(whole.rank());
    int from = random.nextInt(whole.shape().dim(axis) + 1);
    int to = random.nextInt(from, whole.shape().dim(axis) + 1);
    int step = 1 + random.nextInt(3);
    Tensor slice = whole.slice(axis, from, to, step);
    Tensor y = Indexing.unslice(slice, whole.shape(), axis, from, to, step).run();
    Samples.forEachIndex(
        whole.shape(),
        at -> {
          boolean in = at[axis] >= from && at[axis] < to && (at[axis] - from) % step == 0;
          assertThat(y.get(at)).isEqualTo(in ? whole.get(at) : 0);
        });
  }
}
