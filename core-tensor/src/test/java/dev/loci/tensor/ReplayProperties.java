package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Comparison;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A prepared step, run again, gives what the operation gives on the inputs' new values. */
class ReplayProperties {

  @Property(tries = 100)
  void aStepComputesFromWhatItsInputsHoldWhenItRuns(@ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.floatType(random);
    Tensor x = layout(random, Samples.tensor(random, type, Shape.of(3, 4, 5)));
    Tensor y = layout(random, Samples.tensor(random, type, Shape.of(3, 4, 5)));
    Tensor matrix = layout(random, Samples.tensor(random, type, Shape.of(4, 6)));
    Tensor ids = layout(random, ids(random, 3, 4));
    for (Supplier<Computation> operation : operations(x, y, matrix, ids)) {
      Computation computation = operation.get();
      computation.run();
      for (Tensor input : List.of(x, y, matrix)) {
        input.copyFrom(Samples.tensor(random, type, input.shape()));
      }
      ids.copyFrom(ids(random, 3, 4));
      int version = computation.output().version();
      Tensor expected = operation.get().run().copy();
      Samples.assertSameBits(computation.run(), expected);
      assertThat(computation.output().version()).isEqualTo(version);
    }
  }

  private static Tensor layout(Random random, Tensor x) {
    return random.nextBoolean() ? x : Samples.strided(random, x);
  }

  private static Tensor ids(Random random, int... shape) {
    Tensor ids = Tensor.zeros(DType.INT32, Shape.of(shape));
    Samples.forEachIndex(ids.shape(), at -> ids.set(random.nextInt(3), at));
    return ids;
  }

  private static List<Supplier<Computation>> operations(
      Tensor x, Tensor y, Tensor matrix, Tensor ids) {
    List<Supplier<Computation>> all = new ArrayList<>();
    all.add(() -> Elementwise.unary(UnaryOp.TANH, x));
    all.add(() -> Elementwise.binary(BinaryOp.MUL, x, y));
    all.add(() -> Elementwise.binary(BinaryOp.ADD, x, y.select(0, 1)));
    all.add(() -> Elementwise.compare(Comparison.LT, x, y));
    all.add(() -> Elementwise.where(ids.unsqueeze(-1), x, y));
    all.add(() -> Elementwise.pack(x));
    all.add(() -> Elementwise.convert(x, DType.INT32));
    for (int[] axes : new int[][] {{}, {0}, {1}, {2}, {0, 2}, {1, 2}}) {
      all.add(() -> Reduction.reduce(Reduction.Kind.SUM, x, true, axes));
      all.add(() -> Reduction.reduce(Reduction.Kind.MAX, x, false, axes));
    }
    all.add(() -> Reduction.argmax(x, 1));
    all.add(() -> Softmax.softmax(x));
    all.add(() -> Softmax.logSoftmax(x));
    // Rows with gaps on the left, one matrix on the right; then a batch on both sides.
    all.add(() -> MatrixProduct.matmul(x.slice(-1, 1, 5), matrix));
    all.add(() -> MatrixProduct.matmul(x.transpose(), y));
    all.add(() -> Indexing.gather(x, ids));
    all.add(() -> Indexing.scatterAdd(3, ids, x));
    all.add(() -> Indexing.pick(x, ids));
    all.add(() -> Indexing.place(5, ids, x.select(2, 0)));
    all.add(() -> Indexing.concat(1, List.of(x, y)));
    all.add(() -> Indexing.unslice(x, Shape.of(3, 9, 5), 1, 1, 9, 2));
    return all;
  }
}
