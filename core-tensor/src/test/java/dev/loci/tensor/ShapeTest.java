package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void elementsAreNumberedWithTheLastAxisFastest() {
    Shape shape = Shape.of(2, 1, 3);
    int element = 0;
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 3; k++) {
        assertThat(shape.index(element++)).containsExactly(i, 0, k);
      }
    }
    assertThat(element).isEqualTo(shape.size());
    assertThat(Shape.SCALAR.index(0)).isEmpty();
  }

  @Test
  void anIndexIsWhereTheElementIs() {
    Tensor x = Tensor.arange(24).reshape(2, 3, 4);
    for (int i = 0; i < 24; i++) {
      assertThat(x.get(x.shape().index(i))).isEqualTo(i);
    }
  }

  @Test
  void elementsThatAreNotThere() {
    assertOutOfRange("element 6 is out of range for shape [2, 3]", Shape.of(2, 3), 6);
    assertOutOfRange("element -1 is out of range for shape [2, 3]", Shape.of(2, 3), -1);
    assertOutOfRange("element 0 is out of range for shape [2, 0]", Shape.of(2, 0), 0);
  }

  private static void assertOutOfRange(String message, Shape shape, int element) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> shape.index(element))
        .withMessage(message);
  }
}
