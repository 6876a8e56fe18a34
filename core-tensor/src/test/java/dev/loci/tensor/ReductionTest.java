package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class ReductionTest {

  @Test
  void sumsAndExtremesOfRowsAndColumnsAgreeWithEjml() {
    for (int[] size : new int[][] {{1, 1}, {1, 70}, {70, 1}, {33, 65}, {130, 257}}) {
      Tensor x = Samples.tensor(new Random(size[0]), DType.FLOAT64, Shape.of(size));
      DMatrixRMaj matrix = new DMatrixRMaj(size[0], size[1], true, x.toDoubleArray());
      Offset<Double> near = within(1e-11);
      assertThat(x.sum(1).toDoubleArray())
          .containsExactly(CommonOps_DDRM.sumRows(matrix, null).data, near);
      assertThat(x.sum(0).toDoubleArray())
          .containsExactly(CommonOps_DDRM.sumCols(matrix, null).data, near);
      assertThat(x.transpose().sum(0).toDoubleArray())
          .containsExactly(CommonOps_DDRM.sumRows(matrix, null).data, near);
      assertThat(x.max(1).toDoubleArray())
          .containsExactly(CommonOps_DDRM.maxRows(matrix, null).data);
      assertThat(x.min(0).toDoubleArray())
          .containsExactly(CommonOps_DDRM.minCols(matrix, null).data);
      assertThat(x.sum().item()).isCloseTo(CommonOps_DDRM.elementSum(matrix), near);
    }
  }

  @Test
  void aLongFloatSumStaysNearTheExactOne() {
    int n = 1 << 20;
    Tensor x = Tensor.full(DType.FLOAT32, Shape.of(n), 0.1);
    assertThat(x.sum().item()).isCloseTo(n * (double) 0.1f, withinPercentage(0.1));
    assertThat(x.mean().item()).isCloseTo(0.1, withinPercentage(0.1));
  }

  @Test
  void noElementsSumToZeroAndHaveNoMean() {
    Tensor none = Tensor.zeros(2, 0);
    assertThat(none.sum(1).toFloatArray()).containsExactly(0, 0);
    assertThat(none.sum(0).shape()).isEqualTo(Shape.of(0));
    assertThat(none.max(0).shape()).isEqualTo(Shape.of(0));
    assertThat(none.mean(1).toFloatArray()).containsExactly(Float.NaN, Float.NaN);
    assertThat(none.sum().item()).isZero();
  }

  @Test
  void aScalarIsItsOwnSum() {
    Tensor x = Tensor.scalar(DType.INT32, 5);
    assertThat(x.sum().item()).isEqualTo(5);
    assertThat(x.max().item()).isEqualTo(5);
    assertThat(x.min().item()).isEqualTo(5);
  }

  @Test
  void theSmallestWholeNumberIsFound() {
    Tensor x = Tensor.of(new int[] {5, Integer.MIN_VALUE, Integer.MAX_VALUE});
    assertThat(x.min().item()).isEqualTo(Integer.MIN_VALUE);
    assertThat(x.max().item()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void zerosKeepTheirSign() {
    Tensor zeros = Tensor.of(new float[] {-0f, 0f});
    assertThat(1 / zeros.max().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(1 / zeros.min().item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
