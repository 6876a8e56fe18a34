package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorPrinterTest {

  @Test
  void scalarsAndVectors() {
    assertThat(Tensor.scalar(DType.FLOAT32, 0.1)).hasToString("0.1 : float32 []");
    assertThat(Tensor.scalar(DType.FLOAT64, 1.0 / 3))
        .hasToString("0.3333333333333333 : float64 []");
    assertThat(Tensor.arange(8)).hasToString("[0, 1, 2, 3, 4, 5, 6, 7] : int32 [8]");
    assertThat(Tensor.arange(9)).hasToString("[0, 1, 2, ..., 6, 7, 8] : int32 [9]");
    assertThat(Tensor.of(new float[] {-0f, Float.NaN, 1e20f}))
        .hasToString("[-0.0, NaN, 1.0E20] : float32 [3]");
  }

  @Test
  void nestedBrackets() {
    assertThat(Tensor.arange(6).reshape(2, 3).transpose())
        .hasToString(
            """
            [[0, 3],
             [1, 4],
             [2, 5]] : int32 [3, 2]\
            """);
    assertThat(Tensor.arange(8).reshape(2, 2, 2))
        .hasToString(
            """
            [[[0, 1],
              [2, 3]],
             [[4, 5],
              [6, 7]]] : int32 [2, 2, 2]\
            """);
    assertThat(Tensor.arange(18).reshape(9, 2))
        .hasToString(
            """
            [[0, 1],
             [2, 3],
             [4, 5],
             ...,
             [12, 13],
             [14, 15],
             [16, 17]] : int32 [9, 2]\
            """);
  }

  @Test
  void nothing() {
    assertThat(Tensor.zeros(0, 3)).hasToString("[] : float32 [0, 3]");
    assertThat(Tensor.zeros(2, 0)).hasToString("[[],\n []] : float32 [2, 0]");
  }
}
