package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What listeners are told, and in which order. */
class ListenersTest {
  private final List<String> events = new ArrayList<>();

  /** Notes everything that it is told. */
  private final class Notes implements TapeListener {
    private final String prefix;

    Notes(String prefix) {
      this.prefix = prefix;
    }

    private void note(String event) {
      events.add(prefix + event);
    }

    @Override
    public void before(String op, boolean backward) {
      note("before " + op + (backward ? "'" : ""));
    }

    @Override
    public void after(String op, boolean backward) {
      note("after " + op + (backward ? "'" : ""));
    }

    @Override
    public void recorded(Call call) {
      note("recorded " + call.op().name());
    }

    @Override
    public void differentiating(Call call, Tensor gradient) {
      note("differentiating " + call.op().name() + " from " + values(gradient));
    }

    @Override
    public void received(Call call, int input, Tensor gradient, Tensor total) {
      note("received " + input + ": " + values(gradient) + " of " + values(total));
    }
  }

  private static String values(Tensor x) {
    return Arrays.toString(x.toDoubleArray());
  }

  /** x y + x, at x = 3 and y = 5. */
  private void differentiate(Tape tape) {
    Variable x = tape.variable(Tensor.of(new double[] {3}));
    Variable y = tape.variable(Tensor.of(new double[] {5}));
    tape.gradients(x.mul(y).add(x));
  }

  @Test
  void everyStepForwardAndBackward() {
    Tape tape = new Tape();
    tape.listen(new Notes(""));
    differentiate(tape);
    assertThat(events)
        .containsExactly(
            "before mul",
            "after mul",
            "recorded mul",
            "before add",
            "after add",
            "recorded add",
            "differentiating add from [1.0]",
            "received 0: [1.0] of [1.0]",
            "received 1: [1.0] of [1.0]",
            "differentiating mul from [1.0]",
            "before mul'",
            "after mul'",
            "before mul'",
            "after mul'",
            "before mul'", // the sum of x's two parts
            "after mul'",
            "received 0: [5.0] of [6.0]",
            "received 1: [3.0] of [3.0]");
  }

  @Test
  void eachIsToldEverythingTheFirstOneFirst() {
    Tape one = new Tape();
    one.listen(new Notes(""));
    differentiate(one);
    List<String> twice =
        events.stream().flatMap(e -> List.of("a " + e, "b " + e).stream()).toList();
    events.clear();
    Tape two = new Tape();
    two.listen(new Notes("a "));
    two.listen(new Notes("b "));
    differentiate(two);
    assertThat(events).isEqualTo(twice);
  }

  @Test
  void whatIsNotRecordedIsStillComputed() {
    Tape tape = new Tape();
    tape.listen(new Notes(""));
    Variable x = tape.variable(Tensor.of(new double[] {3}));
    tape.noGrad(x::exp);
    x.reshape(1, 1); // a view, which computes nothing
    assertThat(events).containsExactly("before exp", "after exp", "recorded reshape");
  }

  /** A fused operation's gradient is one computation, and more than one if it is recorded. */
  @Test
  void aFusedOperation() {
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.of(new double[] {0}));
    Variable y = x.gelu();
    tape.listen(new Notes(""));
    tape.gradients(y);
    assertThat(events)
        .containsExactly(
            "differentiating gelu from [1.0]",
            "before gelu'",
            "after gelu'",
            "received 0: [0.5] of [0.5]");
    events.clear();
    tape.gradients(y, List.of(x));
    assertThat(events).startsWith("differentiating gelu from [1.0]", "before gelu'");
    assertThat(events).endsWith("received 0: [0.5] of [0.5]");
    assertThat(events).contains("recorded sigmoid", "differentiating sigmoid from [0.0]");
  }

  /** While gelu is differentiated through its definition, other operations have their turn. */
  @Test
  void afterAFusedOperationsDefinitionItIsItsTurnAgain() {
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.of(new double[] {0}));
    Variable y = x.gelu().add(x);
    tape.listen(new Notes(""));
    tape.gradients(y, List.of(x));
    List<String> computed = events.stream().filter(e -> e.startsWith("before")).toList();
    assertThat(computed).contains("before sigmoid'");
    assertThat(computed.getLast()).isEqualTo("before gelu'"); // the sum of both parts
  }

  /** The sum over the batch is part of the product. */
  @Test
  void theGradientByOneMatrixOfABatchIsOneProduct() {
    Tape tape = new Tape();
    Variable w = tape.variable(Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
    Variable y = tape.constant(Tensor.of(new double[] {1, 0, 0, 1, 2, 0, 0, 2}, 2, 2, 2)).matmul(w);
    tape.listen(new Notes(""));
    tape.gradients(y, Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    assertThat(events).contains("received 1: [11.0, 14.0, 17.0, 20.0] of [11.0, 14.0, 17.0, 20.0]");
    assertThat(events).containsOnlyOnce("before matmul'");
  }

  @Test
  void ofAReplayInEveryRound() {
    List<List<String>> rounds = new ArrayList<>();
    Tensor x = Tensor.of(new double[] {3});
    Replay replay =
        new Replay(recorder -> {
          Variable y = recorder.tape().variable(x).square();
          y.tape().gradients(y);
        });
    replay.listen(new Notes("a "));
    replay.listen(new Notes("b "));
    for (int round = 0; round < 4; round++) {
      replay.run(0);
      rounds.add(events.stream().filter(e -> e.contains("before") || e.contains("after")).toList());
      events.clear();
    }
    assertThat(rounds.get(0))
        .startsWith("a before square", "b before square", "a after square", "b after square");
    assertThat(rounds).containsOnly(rounds.get(0));
  }
}
