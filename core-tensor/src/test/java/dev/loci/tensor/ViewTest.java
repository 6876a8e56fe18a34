package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.random.RandomStream;
import org.junit.jupiter.api.Test;

class ViewTest {

  @Test
  void aChangeThroughAViewIsSeenByAllAndCounted() {
    Tensor x = Tensor.zeros(2, 3);
    Tensor column = x.transpose().select(0, 1);
    assertThat(x.version()).isZero();
    column.fill(5);
    assertThat(x.toFloatArray()).containsExactly(0, 5, 0, 0, 5, 0);
    x.set(7, 1, 2);
    assertThat(x.transpose().get(2, 1)).isEqualTo(7);
    x.select(0, 0).copyFrom(Tensor.ones(3));
    x.addInPlace(Tensor.ones(3));
    assertThat(x.toFloatArray()).containsExactly(2, 2, 2, 1, 6, 8);
    assertThat(x.version()).isEqualTo(4);
    assertThat(column.version()).isEqualTo(4);
    assertThat(x.copy().version()).isZero();
  }

  @Test
  void aRefusedChangeIsNotCounted() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> x.set(1, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> x.copyFrom(Tensor.zeros(4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> x.addInPlace(Tensor.zeros(4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(x.version()).isZero();
  }

  @Test
  void aTensorCanTakeOverAViewOfItself() {
    Tensor x = Tensor.of(new int[] {1, 2, 3, 4}, 2, 2);
    x.copyFrom(x.transpose());
    assertThat(x.toIntArray()).containsExactly(1, 3, 2, 4);
    x.addInPlace(x.transpose());
    assertThat(x.toIntArray()).containsExactly(2, 5, 5, 8);
    Tensor shifted = Tensor.arange(5);
    shifted.slice(0, 1, 5).copyFrom(shifted.slice(0, 0, 4));
    assertThat(shifted.toIntArray()).containsExactly(0, 0, 1, 2, 3);
  }

  @Test
  void wrapSharesItsArrayAndOfDoesNot() {
    float[] values = {1, 2};
    Tensor shared = Tensor.wrap(values);
    Tensor copied = Tensor.of(values);
    values[0] = 9;
    assertThat(shared.get(0)).isEqualTo(9);
    assertThat(copied.get(0)).isEqualTo(1);
    assertThat(Tensor.of(new double[] {1, 2}, 1, 2).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Tensor.of(new float[0]).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void creation() {
    assertThat(Tensor.eye(2).toFloatArray()).containsExactly(1, 0, 0, 1);
    assertThat(Tensor.arange(3).toIntArray()).containsExactly(0, 1, 2);
    assertThat(Tensor.arange(0).size()).isZero();
    assertThat(Tensor.scalar(DType.INT32, 4).item()).isEqualTo(4);
    assertThat(Tensor.full(DType.FLOAT64, Shape.of(2), 0.1).toDoubleArray())
        .containsExactly(0.1, 0.1);
    Tensor normal = Tensor.randn(RandomStream.of(1), 100, 10);
    assertThat(normal.mean().item()).isBetween(-0.1, 0.1);
    assertThat(normal.square().mean().item()).isBetween(0.9, 1.1);
    assertThat(Tensor.randn(RandomStream.of(1), 3).toFloatArray())
        .isEqualTo(Tensor.randn(RandomStream.of(1), 3).toFloatArray());
  }

  @Test
  void arraysAreCopies() {
    Tensor x = Tensor.of(new double[] {1.5, -2});
    x.toDoubleArray()[0] = 9;
    assertThat(x.get(0)).isEqualTo(1.5);
    assertThat(x.to(DType.FLOAT64)).isSameAs(x);
    assertThat(x.to(DType.INT32).toIntArray()).containsExactly(1, -2);
  }

  @Test
  void aStepBeyondTheEndTakesOneElement() {
    assertThat(Tensor.arange(5).slice(0, 1, 5, Integer.MAX_VALUE).toIntArray()).containsExactly(1);
  }

  @Test
  void anExtentOfZeroDecidesTheSizeWhereverItStands() {
    int many = Integer.MAX_VALUE;
    assertThat(Shape.of(many, many, 0).size()).isZero();
    assertThat(Shape.of(0, many, many).size()).isZero();
    assertThat(Shape.of(many).size()).isEqualTo(many);
    assertThat(Tensor.zeros(many, many, 0).add(1).size()).isZero();
  }
}
