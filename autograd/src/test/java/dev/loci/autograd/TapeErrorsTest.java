package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loci.autograd.op.Gather;
import dev.loci.autograd.op.Place;
import dev.loci.autograd.op.ScatterAdd;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a tape refuses, and what it says then. */
class TapeErrorsTest {
  private final Tape tape = new Tape();
  private final Variable x = tape.variable(Tensor.of(new double[] {1, 2, 3}));
  private final Variable foreign = new Tape().variable(Tensor.of(new double[] {1, 2, 3}));

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void anInt32Variable() {
    assertRefused(
        "variable: only float tensors have gradients, got int32",
        () -> tape.variable(Tensor.arange(3)));
  }

  @Test
  void variablesOfDifferentTapes() {
    assertRefused("add: input 1 is of another tape", () -> x.add(foreign));
    assertRefused("add: input 1 is of another tape", () -> foreign.add(x));
    assertRefused("gradients: the output is of another tape", () -> tape.gradients(foreign.sum()));
    assertRefused(
        "gradients: the seed is of another tape", () -> tape.gradients(x, foreign, List.of(x)));
    assertRefused(
        "gradients: a variable to differentiate by is of another tape",
        () -> tape.gradients(x.sum(), List.of(x, foreign)));
    Gradients gradients = tape.gradients(x.sum());
    assertRefused("gradients: the variable is of another tape", () -> gradients.of(foreign));
  }

  @Test
  void anOutputOfSeveralElementsWithoutSeed() {
    String message =
        "gradients: the output has shape [3]; only a scalar can be differentiated without a seed";
    Variable y = x.square();
    assertRefused(message, () -> tape.gradients(y));
    assertRefused(message, () -> tape.gradients(y, List.of(x)));
  }

  @Test
  void aSeedOfAnotherShapeOrType() {
    Variable y = x.square();
    assertRefused(
        "gradients: the seed is float64 [1], the output float64 [3]",
        () -> tape.gradients(y, Tensor.of(new double[] {1})));
    assertRefused(
        "gradients: the seed is float32 [3], the output float64 [3]",
        () -> tape.gradients(y, tape.constant(Tensor.ones(3)), List.of(x)));
  }

  @Test
  void anOutputOfIntegers() {
    assertRefused(
        "gradients: only float values have gradients, the output is int32",
        () -> tape.gradients(x.argmax(0)));
  }

  @Test
  void anOutputThatDependsOnNothing() {
    assertRefused(
        "gradients: the output depends on no variable of this tape",
        () -> tape.gradients(tape.constant(Tensor.scalar(DType.FLOAT64, 1))));
  }

  @Test
  void theGradientByAComputedVariableThatNobodyNamed() {
    Variable y = x.square();
    Gradients gradients = tape.gradients(y.sum());
    assertRefused(
        "gradients: variable %d of shape [3] was computed; name it before the backward pass"
            .formatted(y.id()),
        () -> gradients.of(y));
  }

  @Test
  void anOperationWithoutDerivative() {
    String message = "backward: sign has no derivative: it is constant wherever it is smooth";
    Variable y = x.sign().sum();
    assertRefused(message, () -> tape.gradients(y));
    assertRefused(message, () -> tape.gradients(y, List.of(x)));
  }

  // ---- Changes in place

  private static void assertChanged(String message, ThrowingCallable call) {
    assertThatIllegalStateException().isThrownBy(call).withMessage(message);
  }

  @Test
  void anInputThatWasChangedInPlace() {
    Variable y = x.square().sum();
    x.tensor().set(5, 0);
    assertChanged(
        "backward: input 0 of square, [3], was changed in place after the forward pass (once)",
        () -> tape.gradients(y));
    assertChanged(
        "backward: input 0 of square, [3], was changed in place after the forward pass (once)",
        () -> tape.gradients(y, List.of(x)));
  }

  @Test
  void anInputThatWasChangedThroughAView() {
    Variable other = tape.variable(Tensor.of(new double[] {4, 5, 6}));
    Variable y = x.mul(other).sum();
    Tensor view = other.tensor().slice(0, 1, 2);
    view.fill(0);
    view.copyFrom(Tensor.scalar(DType.FLOAT64, 1));
    assertChanged(
        "backward: input 1 of mul, [3], was changed in place after the forward pass (2 times)",
        () -> tape.gradients(y));
  }

  @Test
  void anOutputThatWasChangedInPlace() {
    Variable y = x.exp();
    Variable z = y.sum();
    y.tensor().addInPlace(Tensor.of(new double[] {1, 1, 1}));
    assertChanged(
        "backward: input 0 of sum, [3], was changed in place after the forward pass (once)",
        () -> tape.gradients(z));
    assertChanged(
        "backward: output of exp, [3], was changed in place after the forward pass (once)",
        () -> tape.gradients(y, Tensor.of(new double[] {1, 1, 1})));
  }

  private void assertIdsAreGuarded(Op op, Tensor ids) {
    Variable y = tape.apply(op, x);
    ids.set(0, 0);
    assertChanged(
        "backward: constant 0 of %s, %s, was changed in place after the forward pass (once)"
            .formatted(op.name(), ids.shape()),
        () -> tape.gradients(y.sum()));
  }

  @Test
  void idsThatWereChangedInPlace() {
    Tensor ids = Tensor.of(new int[] {1, 2, 0});
    assertIdsAreGuarded(new Gather(ids), ids);
    assertIdsAreGuarded(new ScatterAdd(3, ids), ids);
    assertIdsAreGuarded(new Place(3, ids), ids);
    Tensor id = Tensor.of(new int[] {2}, 1).select(0, 0);
    Variable y = x.pick(id).sum();
    id.set(1);
    assertChanged(
        "backward: constant 0 of pick, [], was changed in place after the forward pass (once)",
        () -> tape.gradients(y));
  }

  @Test
  void labelsThatWereChangedInPlace() {
    Tensor labels = Tensor.of(new int[] {2}).reshape();
    Variable y = x.crossEntropy(labels);
    labels.set(1);
    assertChanged(
        "backward: constant 0 of cross_entropy, [], was changed in place after the forward pass"
            + " (once)",
        () -> tape.gradients(y));
  }

  @Test
  void aSavedValueThatWasChangedInPlace() {
    Tensor ones = Tensor.of(new double[] {1, 1, 1});
    Variable y = x.layerNorm(tape.variable(ones), tape.variable(ones), 1e-5).sum();
    tape.calls().get(0).saved(2).fill(0); // the means
    assertChanged(
        "backward: saved value 2 of layer_norm, [], was changed in place after the forward pass"
            + " (once)",
        () -> tape.gradients(y));
  }

  /** What a fused operation keeps of a contiguous input is a view of it. */
  @Test
  void anInputOfAFusedOperationThatWasChangedThroughAView() {
    Tensor gain = Tensor.of(new double[] {1, 1, 1});
    Variable y = x.layerNorm(tape.variable(gain), tape.constant(gain), 1e-5).sum();
    x.tensor().slice(0, 2, 3).fill(0);
    assertChanged(
        "backward: input 0 of layer_norm, [3], was changed in place after the forward pass"
            + " (once)",
        () -> tape.gradients(y));
  }

  // ---- Rules that are wrong

  /** The identity, with whatever gradients. */
  private record Rule(@Nullable Variable... gradients) implements Op.Primitive {
    @Override
    public String name() {
      return "rule";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return Computation.view(inputs.get(0).reshape(inputs.get(0).shape()));
    }

    @Override
    public @Nullable Variable[] vjp(Call call, Variable gradient) {
      return gradients;
    }
  }

  private void assertWrongRule(String message, Variable... gradients) {
    Variable y = tape.apply(new Rule(gradients), x);
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(y, Tensor.of(new double[] {1, 1, 1})))
        .withMessage(message);
  }

  @Test
  void gradientsThatDoNotFitTheInputs() {
    assertWrongRule("rule: its rule gives 2 gradients for 1 inputs", x, x);
    assertWrongRule(
        "rule: its rule gives a gradient of shape [2] for input 0 of shape [3]",
        x.slice(0, 0, 2, 1));
    assertWrongRule(
        "rule: its rule gives a gradient of shape [] for input 0 of shape [3]", x.sum());
    assertWrongRule(
        "rule: its rule gives a float32 gradient for input 0, which is float64",
        x.to(DType.FLOAT32));
  }
}
