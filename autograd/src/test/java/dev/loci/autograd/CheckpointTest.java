package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Checkpoints: the same bits, with less kept. */
class CheckpointTest {
  private Tensor w = Tensor.randn(RandomStream.of(1), 4, 4);
  private Tensor x = Tensor.randn(RandomStream.of(2), 3, 4);

  /** A function of x and, beside, of w: of a variable that is made inside. */
  private Variable layer(Variable v) {
    return v.add(v.matmul(v.tape().variable(w)).gelu().softmax());
  }

  private static Variable checkpoint(boolean really, Tape tape, Supplier<Variable> code) {
    return really ? tape.checkpoint(code) : code.get();
  }

  /** Value, gradients, and gradients of the gradients' squares. */
  private List<Tensor> results(boolean really) {
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Variable h = checkpoint(really, tape, () -> layer(in));
    Variable y =
        checkpoint(really, tape, () -> checkpoint(really, tape, () -> layer(h)).tanh()).mul(h);
    Variable loss = y.square().sum();
    Gradients first = tape.gradients(loss);
    List<Variable> recorded = tape.gradients(loss, List.of(in, tape.variable(w)));
    Variable slope = recorded.get(0).square().sum().add(recorded.get(1).square().sum());
    Gradients second = tape.gradients(slope);
    return List.of(loss.tensor(), first.of(x), first.of(w), second.of(x), second.of(w));
  }

  @Test
  void theBitsAreTheSame() {
    List<Tensor> expected = results(false);
    List<Tensor> actual = results(true);
    for (int i = 0; i < 3; i++) {
      assertThat(actual.get(i).toFloatArray()).isEqualTo(expected.get(i).toFloatArray());
      assertThat(expected.get(i).square().sum().item()).isPositive();
    }
  }

  @Test
  void gradientsOfGradientsAreTheSame() {
    x = x.to(DType.FLOAT64);
    w = w.to(DType.FLOAT64);
    List<Tensor> expected = results(false);
    List<Tensor> actual = results(true);
    for (int i = 3; i < 5; i++) {
      double scale = expected.get(i).abs().max().item();
      assertThat(actual.get(i).sub(expected.get(i)).abs().max().item()).isLessThan(1e-13 * scale);
      assertThat(scale).isPositive();
    }
  }

  @Test
  void theInnerGraphIsNotKept() {
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Variable y = tape.checkpoint(() -> layer(layer(in)));
    assertThat(tape.calls()).extracting(call -> call.op().name()).containsExactly("checkpoint");
    assertThat(tape.calls().get(0).inputs()).containsExactly(in, tape.variable(w));
    Variable loss = y.sum();
    tape.gradients(loss);
    tape.gradients(loss);
    assertThat(tape.calls()).hasSize(2);
  }

  @Test
  void theCodeRunsOnceMoreForEachBackwardPass() {
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    int[] runs = {0};
    Variable y =
        tape.checkpoint(() -> {
          runs[0]++;
          return in.square().exp();
        });
    assertThat(runs[0]).isEqualTo(1);
    tape.gradients(y.sum());
    assertThat(runs[0]).isEqualTo(2);
    tape.gradients(y.mul(2).sum());
    assertThat(runs[0]).isEqualTo(3);
  }

  @Test
  void whatNeedsNoGradientIsNoCheckpoint() {
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Variable constant = tape.checkpoint(() -> tape.constant(x).exp());
    assertThat(constant.requiresGradient()).isFalse();
    assertThat(tape.checkpoint(() -> in)).isSameAs(in);
    assertThat(tape.noGrad(() -> tape.checkpoint(in::exp)).requiresGradient()).isFalse();
    assertThat(tape.calls()).isEmpty();
  }

  /** Dropout whose stream begins inside the code draws the same again. */
  @Test
  void aStreamThatBeginsInsideGivesTheSameDraws() {
    RandomStream random = RandomStream.of(9);
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Variable y = tape.checkpoint(() -> in.mul(tape.constant(mask(random.split("layer 1")))));
    Tensor expected = mask(random.split("layer 1"));
    assertThat(tape.gradients(y.sum()).of(x).toFloatArray()).isEqualTo(expected.toFloatArray());
  }

  private static final String OTHER_VALUES =
      "checkpoint: the code gives other values in the backward pass than the float32 [3, 4] of the"
          + " forward pass; what it reads was changed, or it draws at random from a stream that"
          + " goes on";

  @Test
  void aStreamThatGoesOnIsRefused() {
    RandomStream random = RandomStream.of(9);
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Variable y = tape.checkpoint(() -> in.mul(tape.constant(mask(random)))).sum();
    assertThatIllegalStateException().isThrownBy(() -> tape.gradients(y)).withMessage(OTHER_VALUES);
  }

  private Tensor mask(RandomStream random) {
    return Tensor.randn(random, 3, 4).gt(Tensor.zeros(3, 4)).to(x.dtype());
  }

  @Test
  void changedValuesAreRefused() {
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Tensor scale = Tensor.ones(4);
    Variable y = tape.checkpoint(() -> in.mul(tape.constant(scale)).exp()).sum();
    scale.fill(2);
    assertThatIllegalStateException().isThrownBy(() -> tape.gradients(y)).withMessage(OTHER_VALUES);
    scale.fill(1);
    tape.gradients(y);
    x.fill(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> tape.gradients(y))
        .withMessage(
            "backward: input 0 of checkpoint, [3, 4], was changed in place after the forward pass"
                + " (once)");
  }

  @Test
  void whatIsCarriedOutOfACheckpointIsRefused() {
    Tape tape = new Tape();
    Variable in = tape.variable(x);
    Variable[] inside = {in};
    tape.checkpoint(() -> {
      inside[0] = in.exp();
      return inside[0].sum();
    });
    assertThatIllegalStateException()
        .isThrownBy(() -> inside[0].mul(2))
        .withMessage(
            "mul: input 0, variable %d of shape [3, 4], can no longer be differentiated: it was"
                    .formatted(inside[0].id())
                + " computed inside a checkpoint");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.checkpoint(() -> new Tape().constant(x)))
        .withMessage("checkpoint: the result is of another tape");
  }

  @Test
  void checkpointsAreReplayed() {
    Tensor[] kept = {x};
    RandomStream random = RandomStream.of(3);
    Replay replay =
        new Replay(recorder -> {
          kept[0] = gradient(recorder.tape(), true);
          recorder.keep(kept[0]);
        });
    for (int round = 0; round < 6; round++) {
      x.copyFrom(Tensor.randn(random, 3, 4));
      replay.run(0);
      assertThat(kept[0].toFloatArray())
          .as("round %d", round)
          .isEqualTo(gradient(new Tape(), false).toFloatArray());
    }
  }

  private Tensor gradient(Tape tape, boolean really) {
    Variable in = tape.variable(x);
    Variable h = checkpoint(really, tape, () -> layer(in));
    Variable y = checkpoint(really, tape, () -> layer(h).tanh());
    return tape.gradients(y.square().sum()).of(w);
  }
}
