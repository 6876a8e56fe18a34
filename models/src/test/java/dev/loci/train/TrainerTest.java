package dev.loci.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Gradients;
import dev.loci.optim.Optimizer;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private final List<String> events = new ArrayList<>();
  private final Tensor weight = Tensor.of(new float[] {4}, 1);

  /** Notes what it is given, and halves the weight. */
  private final Optimizer optimizer =
      new Optimizer() {
        @Override
        public String name() {
          return "halving";
        }

        @Override
        public Update prepare(Gradients gradients) {
          Tensor gradient = gradients.of(weight);
          return rate -> {
            events.add("update by " + gradient.item() + " at rate " + rate);
            weight.fill(weight.item() / 2);
          };
        }

        @Override
        public Map<String, Tensor> state() {
          return Map.of();
        }
      };

  private Trainer trainer(Trainer.Loss loss) {
    return new Trainer(optimizer, step -> step * 0.5, loss);
  }

  private void listen(int step, double loss, double rate) {
    events.add("step %d: loss %s, rate %s, weight %s".formatted(step, loss, rate, weight.item()));
  }

  @Test
  void lossThenListenerThenUpdate() {
    trainer(
            (tape, step) -> {
              events.add("loss of " + step);
              return tape.variable(weight).square().sum();
            })
        .run(2, 4, this::listen);
    assertThat(events)
        .containsExactly(
            "loss of 2",
            "step 2: loss 16.0, rate 1.0, weight 4.0",
            "update by 8.0 at rate 1.0",
            "loss of 3",
            "step 3: loss 4.0, rate 1.5, weight 2.0",
            "update by 4.0 at rate 1.5");
  }

  @Test
  void noStepsAreNoCalls() {
    trainer((tape, step) -> tape.variable(weight).sum()).run(3, 3, this::listen);
    assertThat(events).isEmpty();
  }

  @Test
  void stopsAtALossThatIsNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      events.clear();
      Trainer trainer =
          trainer((tape, step) ->
              tape.variable(weight).mul(tape.constant(Tensor.of(value(step, bad)))).sum());
      assertThatThrownBy(() -> trainer.run(0, 5, this::listen))
          .isInstanceOf(DivergedException.class)
          .hasMessage("training: the loss is " + (weight.item() * bad) + " at step 2");
      assertThat(events).hasSize(4).last().asString().startsWith("update");
    }
  }

  private static float[] value(int step, float bad) {
    return new float[] {step == 2 ? bad : 1};
  }

  /** With dropout, and batches that change; in one go and in two. */
  @Test
  void replayingGivesTheBitsOfRunningTheCode() {
    SmallRun expected = new SmallRun(7, 16);
    expected.train(0, 12);
    SmallRun once = new SmallRun(7, 16);
    once.replay(0, 12);
    SmallRun twice = new SmallRun(7, 16);
    twice.replay(0, 5);
    twice.replay(5, 12);
    assertThat(weights(once)).isDeepEqualTo(weights(expected));
    assertThat(weights(twice)).isDeepEqualTo(weights(expected));
  }

  private static float[][] weights(SmallRun run) {
    return run.model.state().values().stream().map(Tensor::toFloatArray).toArray(float[][]::new);
  }

  @Test
  void replayingTellsTheListenerOfTheUpdatesLoss() {
    Tensor target = Tensor.of(new float[] {1}, 1);
    Trainer.replaying(
            optimizer,
            step -> step * 0.5,
            step -> target.set(step, 0),
            tape -> tape.variable(weight).sub(tape.constant(target)).square().sum())
        .run(0, 4, this::listen);
    assertThat(events)
        .containsExactly(
            "step 0: loss 16.0, rate 0.0, weight 4.0",
            "update by 8.0 at rate 0.0",
            "step 1: loss 1.0, rate 0.5, weight 2.0",
            "update by 2.0 at rate 0.5",
            "step 2: loss 1.0, rate 1.0, weight 1.0",
            "update by -2.0 at rate 1.0",
            "step 3: loss 6.25, rate 1.5, weight 0.5",
            "update by -5.0 at rate 1.5");
  }
}
