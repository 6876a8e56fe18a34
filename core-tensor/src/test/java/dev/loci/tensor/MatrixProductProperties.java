package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.kernel.Epilogue;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

class MatrixProductProperties {

  private static int extent(Random random) {
    return random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(random.nextInt(5) == 0 ? 70 : 9);
  }

  @Property(tries = 400)
  void productsBroadcastOverBatchesInAnyLayout(@ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.type(random);
    Shape batch = Samples.shape(random, 2);
    int m = extent(random);
    int k = extent(random);
    int n = extent(random);
    Tensor a =
        Samples.tensor(random, type, Samples.stretchable(random, batch).append(Shape.of(m, k)));
    Tensor b =
        Samples.tensor(random, type, Samples.stretchable(random, batch).append(Shape.of(k, n)));
    Tensor c = a.matmul(b);
    assertProduct(a, b, c);
    Samples.assertSameBits(Samples.strided(random, a).matmul(Samples.strided(random, b)), c);
    Tensor at = a.transpose().copy().transpose();
    Tensor bt = b.transpose().copy().transpose();
    Samples.assertSameBits(at.matmul(b), c);
    Samples.assertSameBits(a.matmul(bt), c);
    Samples.assertSameBits(at.matmul(bt), c);
  }

  /** Compares with a loop in double; whole numbers must be exact. */
  private static void assertProduct(Tensor a, Tensor b, Tensor c) {
    Shape batch = c.shape().range(0, c.rank() - 2);
    int m = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    int n = b.shape().dim(-1);
    assertThat(batch)
        .isEqualTo(
            Shape.broadcast(a.shape().range(0, a.rank() - 2), b.shape().range(0, b.rank() - 2)));
    assertThat(c.shape()).isEqualTo(batch.append(Shape.of(m, n)));
    double[] as = a.broadcastTo(batch.append(Shape.of(m, k))).toDoubleArray();
    double[] bs = b.broadcastTo(batch.append(Shape.of(k, n))).toDoubleArray();
    double[] cs = c.toDoubleArray();
    double eps = Samples.epsilon(c.dtype());
    for (int e = 0; e < cs.length; e++) {
      int i = e / n % m;
      int j = e % n;
      int matrix = e / n / m;
      double sum = 0;
      double magnitude = 0;
      for (int p = 0; p < k; p++) {
        double product = as[(matrix * m + i) * k + p] * bs[(matrix * k + p) * n + j];
        sum += product;
        magnitude += Math.abs(product);
      }
      // Each link of the chain rounds once; the loop here does, too.
      assertThat(Math.abs(cs[e] - sum)).isLessThanOrEqualTo(eps * (k + 1) * magnitude);
    }
  }

  @Property(tries = 60)
  void aMatrixProductAgreesWithEjml(@ForAll long seed) {
    Random random = new Random(seed);
    int m = 1 + random.nextInt(60);
    int k = 1 + random.nextInt(60);
    int n = 1 + random.nextInt(60);
    Tensor a = Samples.tensor(random, DType.FLOAT64, Shape.of(m, k));
    Tensor b = Samples.tensor(random, DType.FLOAT64, Shape.of(k, n));
    DMatrixRMaj product = new DMatrixRMaj(m, n);
    CommonOps_DDRM.mult(
        new DMatrixRMaj(m, k, true, a.toDoubleArray()),
        new DMatrixRMaj(k, n, true, b.toDoubleArray()),
        product);
    Tensor expected = Tensor.wrap(product.data, m, n);
    Tensor single = a.to(DType.FLOAT32).matmul(b.to(DType.FLOAT32)).to(DType.FLOAT64);
    assertThat(a.matmul(b).sub(expected).abs().max().item()).isLessThan(1e-10);
    assertThat(single.sub(expected).abs().max().item()).isLessThan(2e-2);
  }

  @Property(tries = 60)
  void anElementDependsOnItsRowAndColumnAlone(@ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.floatType(random);
    int m = 1 + random.nextInt(40);
    int k = 1 + random.nextInt(200);
    int n = 1 + random.nextInt(80);
    Tensor a = Samples.tensor(random, type, Shape.of(m, k));
    Tensor b = Samples.tensor(random, type, Shape.of(k, n));
    Tensor c = a.matmul(b);
    int i = random.nextInt(m);
    int j = random.nextInt(n);
    Tensor one = a.slice(0, i, i + 1).matmul(b.slice(1, j, j + 1));
    assertThat(one.item()).isEqualTo(c.get(i, j));
    double chain = 0;
    for (int p = 0; p < k; p++) {
      chain =
          type == DType.FLOAT32
              ? Math.fma((float) a.get(i, p), (float) b.get(p, j), (float) chain)
              : Math.fma(a.get(i, p), b.get(p, j), chain);
    }
    assertThat(one.item()).isEqualTo(chain);
  }

  @Property(tries = 100)
  void oneMatrixForAWholeBatchEqualsOneForEach(@ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.type(random);
    int[] extents = {1 + random.nextInt(3), 1 + random.nextInt(4), 1 + random.nextInt(5), 6};
    Tensor a = Samples.tensor(random, type, Shape.of(extents));
    Tensor b = Samples.tensor(random, type, Shape.of(4, 1 + random.nextInt(9)));
    // Rows of one common stride with a gap after each, which fold without a copy.
    Tensor rows = a.slice(-1, 1, 5);
    Tensor expected = rows.copy().matmul(b);
    Samples.assertSameBits(rows.matmul(b), expected);
    for (int[] order : new int[][] {{1, 0, 2, 3}, {0, 2, 1, 3}, {2, 1, 0, 3}}) {
      Tensor permuted = rows.permute(order);
      Samples.assertSameBits(permuted.matmul(b), permuted.copy().matmul(b));
    }
    Tensor first = expected.select(0, 0);
    assertThat(Arrays.equals(rows.select(0, 0).matmul(b).toDoubleArray(), first.toDoubleArray()))
        .isTrue();
  }

  /** In any layout of the operands, and of any type. */
  @Property(tries = 200)
  void anEpilogueSeesEveryFinishedElementOnce(@ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.type(random);
    Shape leading = Samples.shape(random, 3);
    int k = extent(random);
    int n = extent(random);
    Tensor a = Samples.tensor(random, type, leading.append(Shape.of(k)));
    Tensor b = Samples.tensor(random, type, Shape.of(k, n));
    int rows = leading.size();
    Tensor product = a.reshape(rows, k).matmul(b).reshape(leading.append(Shape.of(n)));
    Tensor c = Tensor.full(type, leading.append(Shape.of(n)), 7);
    Tensor seen = Tensor.zeros(DType.INT32, Shape.of(rows, n));
    int[] counts = seen.array();
    Epilogue count =
        (fromRow, toRow, fromColumn, toColumn) -> {
          for (int i = fromRow; i < toRow; i++) {
            for (int j = fromColumn; j < toColumn; j++) {
              counts[i * n + j]++;
            }
          }
        };
    Step step = MatrixProduct.multiply(Samples.strided(random, a), b, c, count);
    step.run();
    step.run();
    Samples.assertSameBits(c, product);
    assertThat(counts).containsOnly(rows * n == 0 ? new int[0] : new int[] {2});
  }
}
