package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scopes without gradients, hooks, and graphs that are released. */
class ScopesTest {
  private final Tape tape = new Tape();
  private final Variable x = tape.variable(Tensor.of(new double[] {1, 2, 3}));

  private static void assertValues(Tensor actual, double... expected) {
    assertThat(actual.toDoubleArray()).containsExactly(expected);
  }

  // ---- No gradients

  @Test
  void nothingIsRecordedWithoutGradients() {
    Variable y = tape.noGrad(() -> tape.noGrad(x::square).exp());
    assertThat(tape.calls()).isEmpty();
    assertThat(y.requiresGradient()).isFalse();
    assertValues(tape.gradients(x.mul(y).sum()).of(x), y.tensor().toDoubleArray());
  }

  @Test
  void recordingGoesOnAfterTheScopeEvenIfItFails() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            tape.noGrad(() -> {
              throw new IllegalStateException("inside");
            }));
    assertThat(x.square().requiresGradient()).isTrue();
    tape.noGrad(() -> tape.noGrad(x::exp));
    assertThat(x.square().requiresGradient()).isTrue();
  }

  @Test
  void aVariableMadeWithoutGradientsIsAVariable() {
    Tensor value = Tensor.of(new double[] {4});
    Variable z = tape.noGrad(() -> tape.variable(value));
    assertValues(tape.gradients(z.square()).of(value), 8);
  }

  @Test
  void gradientsTakenWithoutGradientsAreNotRecorded() {
    Variable y = x.square().sum();
    Variable gradient = tape.noGrad(() -> tape.gradients(y, List.of(x)).get(0));
    assertValues(gradient.tensor(), 2, 4, 6);
    assertThat(gradient.requiresGradient()).isFalse();
    assertThat(tape.calls()).hasSize(2);
  }

  // ---- Hooks

  @Test
  void aHookSeesEveryValueInOrder() {
    List<Variable> seen = new ArrayList<>();
    tape.onValue(seen::add);
    List<Double> sums = new ArrayList<>();
    tape.onValue(v -> sums.add(v.sum().tensor().item())); // not shown to a hook
    Variable y = x.square();
    Variable z = y.neg().sum();
    assertThat(seen).hasSize(3).startsWith(y).endsWith(z);
    assertThat(sums).containsExactly(14.0, -14.0, -14.0);
    tape.gradients(z, List.of(x));
    assertThat(seen).hasSize(3);
  }

  @Test
  void aHookReplacesTheGradientOfAVariable() {
    x.onGradient(g -> g.mul(10));
    x.onGradient(g -> g.add(1)); // after the first
    assertValues(tape.gradients(x.mul(x).sum()).of(x), 21, 41, 61);
    assertValues(tape.gradients(x.mul(x).sum(), List.of(x)).get(0).tensor(), 21, 41, 61);
    assertValues(tape.gradients(x, Tensor.of(new double[] {1, 2, 3})).of(x), 11, 21, 31);
  }

  @Test
  void aHookOnAComputedVariableGetsTheWholeGradientOnce() {
    List<Tensor> seen = new ArrayList<>();
    Variable y = x.square();
    y.onGradient(g -> {
      seen.add(g.tensor());
      return g.maximum(g.scalar(5)); // of 4 y: 4, 16, 36
    });
    Variable z = y.mul(y).add(y.square()).sum();
    assertValues(tape.gradients(z).of(x), 5 * 2, 16 * 4, 36 * 6);
    assertThat(seen).hasSize(1);
    assertValues(seen.get(0), 4, 16, 36);
    List<Variable> both = tape.gradients(z, List.of(y, x)); // y is kept, and the walk goes on
    assertValues(both.get(0).tensor(), 5, 16, 36);
    assertValues(both.get(1).tensor(), 5 * 2, 16 * 4, 36 * 6);
    assertThat(seen).hasSize(2);
  }

  @Test
  void aHookAroundAFusedOperationActsOnceInEveryOrder() {
    x.onGradient(g -> g.mul(2));
    double[] direct = tape.gradients(x.gelu().sum()).of(x).toDoubleArray();
    Variable recorded = tape.gradients(x.gelu().sum(), List.of(x)).get(0);
    for (int i = 0; i < 3; i++) {
      assertThat(recorded.tensor().get(i)).isCloseTo(direct[i], within(1e-14));
    }
  }

  @Test
  void whatAHookComputesIsDifferentiatedToo() {
    x.onGradient(g -> g.mul(g)); // (3 x^2)^2 = 9 x^4
    Variable gradient = tape.gradients(x.pow(3).sum(), List.of(x)).get(0);
    assertValues(gradient.tensor(), 9, 144, 729);
    Tape plain = new Tape();
    Variable y = plain.variable(Tensor.of(new double[] {1, 2, 3}));
    Variable root = y.pow(3);
    root.onGradient(g -> g.mul(y)); // x (3 x^2), whose slope is 9 x^2
    Variable first = plain.gradients(root.sum(), List.of(y)).get(0);
    assertValues(plain.gradients(first.sum()).of(y), 9, 36, 81);
  }

  @Test
  void hooksAreReplayed() {
    Tensor w = Tensor.of(new double[] {1, 2});
    Tensor[] kept = {w};
    Replay replay =
        new Replay(recorder -> {
          Variable v = recorder.tape().variable(w);
          v.onGradient(g -> g.mul(v));
          kept[0] = v.tape().gradients(v.square().sum()).of(v);
          recorder.keep(kept[0]);
        });
    for (int round = 1; round < 6; round++) {
      w.fill(round);
      replay.run(0);
      assertValues(kept[0], 2 * round * round, 2 * round * round);
    }
  }

  @Test
  void hooksThatAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.detach().onGradient(g -> g))
        .withMessage("gradients: variable 1 of shape [3] is a constant");
    Variable y = x.exp();
    y.onGradient(g -> g.sum());
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(y.sum()))
        .withMessage(
            "hook: the gradient of variable %d is float64 [3], the hook returns float64 []"
                .formatted(y.id()));
    x.onGradient(g -> g.to(DType.FLOAT32));
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(x.sum()))
        .withMessage(
            "hook: the gradient of variable 0 is float64 [3], the hook returns float32 [3]");
    Variable leaf = tape.variable(Tensor.of(new double[] {1, 2}));
    leaf.onGradient(g -> new Tape().constant(g.tensor()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.gradients(leaf.sum()))
        .withMessage("hook: the gradient that it returns is of another tape");
  }

  // ---- Release

  @Test
  void aReleasedGraphIsRefused() {
    Variable y = x.square();
    Variable z = y.sum();
    assertValues(tape.gradients(z).of(x), 2, 4, 6);
    tape.release();
    assertThat(tape.calls()).isEmpty();
    assertThat(z.tensor().item()).isEqualTo(14);
    String lost = ", can no longer be differentiated: the graph was released";
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(z))
        .withMessage("gradients: the output, variable %d of shape []%s", z.id(), lost);
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(z, List.of(x)))
        .withMessage("gradients: the output, variable %d of shape []%s", z.id(), lost);
    assertThatIllegalStateException()
        .isThrownBy(() -> x.mul(y))
        .withMessage("mul: input 1, variable %d of shape [3]%s", y.id(), lost);
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(x.sum(), List.of(y)))
        .withMessage(
            "gradients: a variable to differentiate by, variable %d of shape [3]%s", y.id(), lost);
  }

  @Test
  void afterAReleaseTheTapeGoesOn() {
    Variable y = x.square();
    Gradients before = tape.gradients(y.sum());
    tape.release();
    assertValues(before.of(x), 2, 4, 6);
    assertValues(tape.gradients(x.mul(y.detach()).sum()).of(x), 1, 4, 9);
    assertValues(tape.noGrad(() -> y.add(1)).tensor(), 2, 5, 10);
  }

  @Test
  void aReleaseWithinABackwardPassIsRefused() {
    Variable y = x.square();
    y.onGradient(g -> {
      tape.release();
      return g;
    });
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(y.sum()))
        .withMessage("release: a backward pass is under way");
  }
}
