package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What finite differences don't see: kinks, ties and empty tensors. */
class OpTest {
  private final Tape tape = new Tape();

  private Variable vector(double... values) {
    return tape.variable(Tensor.of(values));
  }

  private Variable zeros(int... shape) {
    return tape.variable(Tensor.zeros(DType.FLOAT64, Shape.of(shape)));
  }

  private void assertGradient(Variable y, Variable x, double... expected) {
    Tensor gradient = tape.gradients(y.sum()).of(x).add(0); // turns -0 into 0
    assertThat(gradient.toDoubleArray()).containsExactly(expected);
  }

  @Test
  void kinksAt0HaveGradient0() {
    Variable x = vector(-2, 0, 3);
    assertGradient(x.relu(), x, 0, 0, 1);
    assertGradient(x.abs(), x, -1, 0, 1);
  }

  @Test
  void equalsInAMaximumReceiveHalfEach() {
    Variable a = vector(1, 2, 3);
    Variable b = vector(3, 2, 1);
    assertGradient(a.maximum(b), a, 0, 0.5, 1);
    assertGradient(a.maximum(b), b, 1, 0.5, 0);
    assertGradient(a.maximum(a), a, 1, 1, 1);
  }

  @Test
  void minimumIsTheSmallerOne() {
    Variable a = vector(1, 2, 3);
    Variable b = vector(3, 2, 1);
    assertThat(a.minimum(b).tensor().toDoubleArray()).containsExactly(1, 2, 1);
    assertGradient(a.minimum(b), a, 1, 0.5, 0);
  }

  @Test
  void equalsInAMaxShareEvenly() {
    Variable x = tape.variable(Tensor.of(new double[] {5, 1, 5, 2, 7, 7, 7, 0}, 2, 4));
    double third = 1 / 3.0;
    assertGradient(x.max(-1), x, 0.5, 0, 0.5, 0, third, third, third, 0);
    assertGradient(x.max(), x, 0, 0, 0, 0, third, third, third, 0);
  }

  @Test
  void thePower0HasGradient0EvenAt0() {
    Variable x = vector(0, 2);
    assertGradient(x.pow(0), x, 0, 0);
  }

  @Test
  void meanDividesByTheNumberOfElementsThatMeet() {
    Variable x = tape.variable(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
    assertThat(x.mean(0).tensor().toDoubleArray()).containsExactly(2.5, 3.5, 4.5);
    assertGradient(x.mean(0), x, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void productsOfNothing() {
    Variable a = zeros(2, 3, 0);
    Variable b = zeros(0, 2);
    Variable y = a.matmul(b);
    assertThat(y.tensor().shape()).isEqualTo(Shape.of(2, 3, 2));
    Gradients gradients = tape.gradients(y.square().sum());
    assertThat(gradients.of(a).shape()).isEqualTo(Shape.of(2, 3, 0));
    assertThat(gradients.of(b).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void productsWithoutColumns() {
    Variable a = zeros(2, 3, 4);
    Variable b = zeros(4, 0);
    Gradients gradients = tape.gradients(a.matmul(b).square().sum());
    assertThat(gradients.of(a).toDoubleArray()).containsOnly(0).hasSize(24);
    assertThat(gradients.of(b).shape()).isEqualTo(Shape.of(4, 0));
  }

  @Test
  void aSumOfNothingHasAnEmptyGradient() {
    Variable x = zeros(0, 3);
    assertThat(x.sum(0).tensor().toDoubleArray()).containsExactly(0, 0, 0);
    Variable gradient = tape.gradients(x.square().sum(), List.of(x)).get(0);
    assertThat(gradient.tensor().shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void gradientsOfAConversionHaveTheInputsType() {
    Variable x = vector(1, 2);
    Tensor gradient = tape.gradients(x.to(DType.FLOAT32).square().sum()).of(x);
    assertThat(gradient.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(gradient.toDoubleArray()).containsExactly(2, 4);
  }

  @Test
  void argmaxAndComparisonsGiveInt32() {
    Variable x = tape.variable(Tensor.of(new double[] {1, 3, 2, 6, 5, 4}, 2, 3));
    assertThat(x.argmax(1).tensor().toIntArray()).containsExactly(1, 0);
    assertThat(x.gt(3).tensor().toIntArray()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(x.eq(x).tensor().toIntArray()).containsOnly(1);
  }

  /** Labels cut out of a wider table of tokens, as in language models. */
  @Test
  void labelsMayBeStrided() {
    Variable x = tape.variable(Tensor.of(new double[] {1, 2, 3, 4, 5, 7, 0, 2}, 2, 2, 2));
    Tensor labels = Tensor.of(new int[] {9, 1, 0, 9, -1, 1}, 2, 3).slice(1, 1, 3);
    Variable strided = x.crossEntropy(labels);
    Variable packed = x.crossEntropy(labels.copy());
    assertThat(strided.tensor().item()).isEqualTo(packed.tensor().item());
    assertThat(tape.gradients(strided).of(x).toDoubleArray())
        .isEqualTo(tape.gradients(packed).of(x).toDoubleArray());
  }
}
