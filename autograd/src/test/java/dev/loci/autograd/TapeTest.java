package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapeTest {
  private final Tape tape = new Tape();

  private Variable vector(double... values) {
    return tape.variable(Tensor.of(values));
  }

  private static void assertValues(Tensor actual, double... expected) {
    assertThat(actual.toDoubleArray()).containsExactly(expected);
  }

  // ---- Gradients

  @Test
  void everyUseOfAVariableAddsToItsGradient() {
    Variable x = vector(1, 2, 3);
    Variable y = x.mul(x).add(x).add(x.mul(4)).sum(); // x^2 + 5x
    assertValues(tape.gradients(y).of(x), 7, 9, 11);
  }

  @Test
  void oneVariableAsBothInputsReceivesBothGradients() {
    Variable x = vector(1, 2);
    assertValues(tape.gradients(x.sub(x).sum()).of(x), 0, 0);
    assertValues(tape.gradients(Variable.concat(0, x, x, x).sum()).of(x), 3, 3);
  }

  @Test
  void theGradientOfABroadcastInputIsSummedOverItsRepetitions() {
    Variable a = tape.variable(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
    Variable row = vector(1, 10, 100);
    Variable column = tape.variable(Tensor.of(new double[] {7, 8}, 2, 1));
    Variable scalar = tape.variable(Tensor.scalar(DType.FLOAT64, 3));
    Gradients gradients = tape.gradients(a.mul(row).mul(column).mul(scalar).sum());
    assertValues(gradients.of(row), 3 * (7 + 32), 3 * (14 + 40), 3 * (21 + 48));
    assertThat(gradients.of(row).shape()).isEqualTo(Shape.of(3));
    assertValues(gradients.of(column), 3 * 321, 3 * 654);
    assertThat(gradients.of(column).shape()).isEqualTo(Shape.of(2, 1));
    assertValues(gradients.of(scalar), 7 * 321 + 8 * 654);
    assertThat(gradients.of(scalar).shape()).isEqualTo(Shape.SCALAR);
  }

  @Test
  void aBroadcastToAnExtentOf0HasZeroGradient() {
    Variable x = vector(5);
    Variable nothing = tape.constant(Tensor.zeros(DType.FLOAT64, Shape.of(2, 0)));
    assertValues(tape.gradients(x.mul(nothing).sum()).of(x), 0);
  }

  @Test
  void aSeedWeighsTheElementsOfTheOutput() {
    Variable x = vector(1, 2, 3);
    assertValues(tape.gradients(x.square(), Tensor.of(new double[] {1, 0, -1})).of(x), 2, 0, -6);
  }

  @Test
  void anOutputOfOneElementNeedsNoSeedWhateverItsRank() {
    Variable x = tape.variable(Tensor.of(new double[] {3}, 1, 1));
    assertValues(tape.gradients(x.square()).of(x), 6);
    assertValues(tape.gradients(x.square(), List.of(x)).get(0).tensor(), 6);
  }

  @Test
  void theGradientOfAVariableByItselfIsItsSeed() {
    Variable x = vector(3);
    assertValues(tape.gradients(x).of(x), 1);
    assertValues(tape.gradients(x, List.of(x)).get(0).tensor(), 1);
  }

  @Test
  void gradientsByVariablesInBetween() {
    Variable x = vector(1, 2);
    Variable y = x.square();
    Variable z = y.mul(y).add(x).sum(); // by y: 2y; by x: 4 x^3 + 1
    List<Variable> gradients = tape.gradients(z, List.of(y, x, z));
    assertValues(gradients.get(0).tensor(), 2, 8);
    assertValues(gradients.get(1).tensor(), 5, 33);
    assertValues(gradients.get(2).tensor(), 1);
  }

  @Test
  void aVariableThatIsNamedTwiceHasItsGradientTwice() {
    Variable x = vector(1, 2);
    List<Variable> gradients = tape.gradients(x.square().sum(), List.of(x, x));
    assertValues(gradients.get(0).tensor(), 2, 4);
    assertValues(gradients.get(1).tensor(), 2, 4);
  }

  @Test
  void independentVariablesHaveZeroGradient() {
    Variable x = vector(1, 2);
    Variable other = tape.variable(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    Variable y = x.square().sum();
    Gradients gradients = tape.gradients(y);
    for (Tensor zeros :
        List.of(
            gradients.of(other),
            gradients.of(other.tensor()),
            tape.gradients(y, List.of(other)).get(0).tensor())) {
      assertThat(zeros.shape()).isEqualTo(Shape.of(2, 2));
      assertThat(zeros.dtype()).isEqualTo(DType.FLOAT32);
      assertValues(zeros, 0, 0, 0, 0);
    }
  }

  @Test
  void gradientsAreFoundByTensorToo() {
    Tensor value = Tensor.of(new double[] {1, 2});
    Variable y = tape.variable(value).square().sum();
    assertValues(tape.gradients(y).of(value), 2, 4);
    assertThat(tape.gradients(y).reach(value)).isTrue();
    assertThat(tape.gradients(y).reach(vector(3).tensor())).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.gradients(y).of(value.copy()))
        .withMessage("gradients: the tape has no variable of this tensor of shape [2]");
  }

  @Test
  void constantsHaveNoGradient() {
    Variable constant = tape.constant(Tensor.of(new double[] {3, 4}));
    Variable y = vector(1, 2).mul(constant).sum();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.gradients(y).of(constant))
        .withMessage("gradients: variable 0 of shape [2] is a constant");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.gradients(y, List.of(constant)))
        .withMessage("gradients: variable 0 of shape [2] is a constant");
  }

  @Test
  void theSameTensorGivesTheSameVariable() {
    Tensor value = Tensor.of(new double[] {1, 2});
    Variable x = tape.variable(value);
    assertThat(tape.variable(value)).isSameAs(x);
    assertThat(tape.variable(value.copy())).isNotSameAs(x);
    assertThat(tape.constant(value)).isNotSameAs(x);
    assertThat(new Tape().variable(value)).isNotSameAs(x);
    assertValues(tape.gradients(tape.variable(value).mul(tape.variable(value)).sum()).of(x), 2, 4);
  }

  @Test
  void aDetachedValueIsAConstant() {
    Variable x = vector(3);
    assertValues(tape.gradients(x.mul(x.detach())).of(x), 3);
  }

  @Test
  void backwardCanRunTwice() {
    Variable x = vector(1, 2);
    Variable y = x.square().exp().sum();
    double[] first = tape.gradients(y).of(x).toDoubleArray();
    assertThat(tape.gradients(y).of(x).toDoubleArray()).isEqualTo(first);
  }

  // ---- Recording

  @Test
  void onlyWhatDependsOnAVariableIsRecorded() {
    tape.constant(Tensor.ones(2)).exp();
    assertThat(tape.calls()).isEmpty();
    Variable y = tape.variable(Tensor.ones(2)).exp();
    assertThat(tape.calls()).extracting(call -> call.op().name()).containsExactly("exp");
    assertThat(tape.calls().get(0).output()).isSameAs(y);
  }

  @Test
  void firstGradientsAreNotRecorded() {
    Variable x = vector(1, 2);
    Variable y = x.exp().sum();
    tape.gradients(y);
    assertThat(tape.calls()).hasSize(2);
    tape.gradients(y, List.of(x));
    assertThat(tape.calls()).hasSizeGreaterThan(2);
  }

  @Test
  void anInferenceTapeRecordsNothing() {
    Tape inference = Tape.inference();
    Variable x = inference.variable(Tensor.of(new double[] {3}));
    Variable y = x.square();
    assertValues(y.tensor(), 9);
    assertThat(inference.calls()).isEmpty();
    assertThat(y.requiresGradient()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inference.gradients(y))
        .withMessage("gradients: the output depends on no variable of this tape");
  }

  @Test
  void aTapeRecordsOnAfterARefusedBackwardPass() {
    Variable x = vector(3);
    Variable y = x.sign();
    assertThatIllegalArgumentException().isThrownBy(() -> tape.gradients(y));
    assertValues(tape.gradients(x.square()).of(x), 6);
  }

  @Test
  void comparisonsEndTheGraph() {
    Variable x = vector(1, 3);
    Variable large = x.gt(2);
    assertThat(large.requiresGradient()).isFalse();
    Variable y = large.where(x.square(), x.neg()).sum();
    assertValues(tape.gradients(y).of(x), -1, 6);
  }
}
