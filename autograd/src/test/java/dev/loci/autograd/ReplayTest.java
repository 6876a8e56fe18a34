package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.op.Activation;
import dev.loci.autograd.op.Exp;
import dev.loci.autograd.op.Mul;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final RandomStream random = RandomStream.of(5);
  private final Tensor x = Tensor.randn(random, 6, 4);
  private final Tensor w = Tensor.randn(random, 3, 4);
  private final Tensor labels = Tensor.of(new int[] {0, 1, 2, 2, 1, -1}, 6);

  private Variable loss(Tape tape) {
    return loss(tape, w);
  }

  private Variable loss(Tape tape, Tensor weight) {
    Variable h = tape.constant(x).linear(tape.variable(weight), null, Activation.GELU);
    Variable shifted = h.add(1).mul(h.softmax()).sub(h.mean(true, 1));
    return shifted.crossEntropy(labels);
  }

  /** A round of the loss and its gradient by w, which are kept. */
  private Replay replay(Function<Tape, Variable> loss, List<Tensor> kept) {
    return new Replay(recorder -> {
      Variable value = loss.apply(recorder.tape());
      Gradients gradients = value.tape().gradients(value);
      kept.clear();
      kept.addAll(List.of(value.tensor(), gradients.of(w)));
      kept.forEach(recorder::keep);
    });
  }

  @Test
  void givesTheBitsOfTheCode() {
    List<Tensor> kept = new ArrayList<>();
    Replay replay = replay(this::loss, kept);
    for (int round = 0; round < 6; round++) {
      x.copyFrom(Tensor.randn(random, 6, 4));
      w.copyFrom(Tensor.randn(random, 3, 4));
      labels.set(round % 3, 0);
      labels.set(round % 2 == 0 ? -1 : 0, 1); // how many rows are labelled changes, too
      replay.run(0);
      Variable expected = loss(new Tape());
      assertThat(kept.get(0).item()).as("round %d", round).isEqualTo(expected.tensor().item());
      assertThat(kept.get(1).toFloatArray())
          .as("round %d", round)
          .isEqualTo(expected.tape().gradients(expected).of(w).toFloatArray());
    }
  }

  @Test
  void gradientsOfGradientsAreReplayed() {
    Tensor[] kept = {x};
    Function<Tape, Variable> code =
        tape -> {
          Variable value = loss(tape);
          List<Variable> first = tape.gradients(value, List.of(tape.variable(w)));
          return first.get(0).square().sum();
        };
    Replay replay =
        new Replay(recorder -> {
          Variable value = code.apply(recorder.tape());
          kept[0] = value.tape().gradients(value).of(w);
          recorder.keep(kept[0]);
        });
    for (int round = 0; round < 5; round++) {
      w.copyFrom(Tensor.randn(random, 3, 4));
      labels.set(round % 2 == 0 ? -1 : 2, 3);
      replay.run(0);
      Variable expected = code.apply(new Tape());
      assertThat(kept[0].toFloatArray())
          .as("round %d", round)
          .isEqualTo(expected.tape().gradients(expected).of(w).toFloatArray());
    }
  }

  @Test
  void aModelGivesTheBitsOfTheCode() {
    SmallTransformer model = SmallTransformer.random(2, 11, 2, 5, 8);
    List<Tensor> kept = new ArrayList<>();
    Replay replay =
        new Replay(recorder -> {
          Variable loss = model.loss(recorder.tape());
          Gradients gradients = loss.tape().gradients(loss);
          kept.clear();
          kept.add(loss.tensor());
          model.weights().forEach(w -> kept.add(gradients.of(w)));
          kept.forEach(recorder::keep);
        });
    for (int round = 0; round < 4; round++) {
      model.weights().forEach(w -> w.copyFrom(w.mul(0.9)));
      replay.run(0);
      List<Tensor> expected = model.lossAndGradients();
      for (int i = 0; i < expected.size(); i++) {
        assertThat(kept.get(i).toFloatArray())
            .as("result %d of round %d", i, round)
            .isEqualTo(expected.get(i).toFloatArray());
      }
    }
  }

  /** exp, whose rule reads its output and something that it saved. */
  private record FusedExp() implements Op.Fused {
    @Override
    public String name() {
      return "fused_exp";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      Computation exp = new Exp().prepare(inputs);
      Tensor ones = Tensor.empty(exp.output().dtype(), exp.output().shape());
      return new Computation(exp.output(), exp.step().then(() -> ones.fill(1)), ones);
    }

    @Override
    public Variable definition(List<Variable> inputs) {
      return inputs.get(0).exp();
    }

    @Override
    public Backward vjp(Call call, Tensor gradient) {
      Computation product = new Mul().prepare(List.of(gradient, call.output().tensor()));
      Computation same = new Mul().prepare(List.of(product.output(), call.saved(0)));
      return new Backward(product.step().then(same.step()), same.output());
    }
  }

  @Test
  void whatAFusedRuleReadsIsKeptUntilThen() {
    Function<Tape, Variable> code =
        tape -> {
          Variable y = tape.apply(new FusedExp(), tape.variable(w));
          for (int i = 0; i < 4; i++) {
            y = y.neg().add(1); // rules that read none of this
          }
          return y.square().mean();
        };
    List<Tensor> kept = new ArrayList<>();
    Replay replay = replay(code, kept);
    for (int round = 0; round < 4; round++) {
      w.copyFrom(Tensor.randn(random, 3, 4));
      replay.run(0);
      Variable expected = code.apply(new Tape());
      assertThat(kept.get(1).toFloatArray())
          .isEqualTo(expected.tape().gradients(expected).of(w).toFloatArray());
    }
  }

  /** A step down the gradient, as an optimizer does it, after much else was computed. */
  @Test
  void computationsBesideTheTapeAreReplayed() {
    Tensor v = w.copy();
    List<String> events = new ArrayList<>();
    Replay replay =
        new Replay(recorder -> {
          Variable first = loss(recorder.tape());
          Gradients gradients = first.tape().gradients(first);
          Variable other = recorder.tape().constant(w);
          for (int i = 0; i < 10; i++) {
            recorder.keep(other.exp().tensor());
          }
          recorder.run("descend", () -> w.copyFrom(w.sub(gradients.of(w).mul(0.1))), gradients);
        });
    replay.listen(
        new TapeListener() {
          @Override
          public void before(String op, boolean backward) {
            events.add(op + (backward ? "'" : ""));
          }
        });
    for (int round = 0; round < 5; round++) {
      Variable expected = loss(new Tape(), v);
      v.copyFrom(v.sub(expected.tape().gradients(expected).of(v).mul(0.1)));
      replay.run(0);
      assertThat(w.toFloatArray()).as("round %d", round).isEqualTo(v.toFloatArray());
      assertThat(events).endsWith("descend").hasSizeGreaterThan(1);
      events.clear();
    }
  }

  @Test
  void sharesArraysThatAreNoLongerNeeded() {
    List<Tensor> values = new ArrayList<>();
    Replay replay =
        new Replay(recorder -> {
          Variable y = recorder.tape().constant(x);
          values.clear();
          for (int i = 0; i < 10; i++) {
            y = y.square().mul(0.5);
            values.add(y.tensor());
          }
          recorder.keep(y.tensor());
        });
    replay.run(0);
    assertThat(values.stream().map(Tensor::<float[]>array).distinct()).hasSize(10);
    replay.run(0);
    assertThat(values.stream().map(Tensor::<float[]>array).distinct()).hasSizeLessThan(4);
  }

  @Test
  void sectionsAreTakenInTurns() {
    List<String> events = new ArrayList<>();
    Replay replay = new Replay(r -> events.add("a"), r -> events.add("b"));
    assertThatThrownBy(() -> replay.run(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("replay: section 1 is run where it is the turn of 0");
    for (int round = 0; round < 4; round++) {
      replay.run(0);
      replay.run(1);
    }
    assertThat(events).containsExactly("a", "b", "a", "b");
  }

  @Test
  void anEagerOneRunsTheCodeEveryTime() {
    List<String> events = new ArrayList<>();
    Replay replay = Replay.eager(r -> events.add("a"));
    for (int round = 0; round < 4; round++) {
      replay.run(0);
    }
    assertThat(events).hasSize(4);
  }

  @Test
  void refusesCodeThatReadsOtherTensorsEachTime() {
    Replay replay = new Replay(r -> r.tape().constant(Tensor.randn(random, 2, 3)).square().sum());
    replay.run(0);
    assertThatThrownBy(() -> replay.run(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reads a new float32 tensor of shape [2, 3] with other values");
  }

  @Test
  void refusesCodeThatReadsOtherIdsEachTime() {
    int[] round = {0};
    Replay replay = new Replay(r -> r.tape().constant(x).gather(Tensor.of(new int[] {round[0]++})));
    replay.run(0);
    assertThatThrownBy(() -> replay.run(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reads a new int32 tensor of shape [1] with other values");
  }

  @Test
  void idsThatAreComputedAreKeptUntilTheyAreRead() {
    Function<Tape, Variable> code =
        tape -> {
          Variable v = tape.variable(w);
          Tensor ids = v.argmax(1).tensor();
          Variable shifted = v.add(v.sum(1).gt(0).to(v.tensor().dtype()).sum()); // int32 in between
          return shifted.pick(ids).square().sum();
        };
    List<Tensor> kept = new ArrayList<>();
    Replay replay = replay(code, kept);
    for (int round = 0; round < 4; round++) {
      w.copyFrom(Tensor.randn(random, 3, 4));
      replay.run(0);
      Variable expected = code.apply(new Tape());
      assertThat(kept.get(1).toFloatArray())
          .isEqualTo(expected.tape().gradients(expected).of(w).toFloatArray());
    }
  }

  @Test
  void refusesCodeThatComputesSomethingElse() {
    int[] round = {0};
    Replay other =
        new Replay(r -> {
          Variable y = r.tape().constant(x);
          Variable z = round[0]++ == 0 ? y.square() : y.exp();
          r.keep(z.tensor());
        });
    other.run(0);
    assertThatThrownBy(() -> other.run(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("computation 0 is exp and was square the first time");
    round[0] = 0;
    Replay larger = new Replay(r -> r.tape().constant(x).slice(0, 0, 2 + round[0]++, 1).square());
    larger.run(0);
    assertThatThrownBy(() -> larger.run(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("makes a tensor of 12 elements that it did not make the first time");
    round[0] = 0;
    Replay fewer =
        new Replay(r -> {
          Variable y = r.tape().constant(x).square();
          r.keep((round[0]++ == 0 ? y.square() : y).tensor());
        });
    fewer.run(0);
    assertThatThrownBy(() -> fewer.run(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("replay: the code made 2 computations the first time and 1 the second");
  }

  @Test
  void aListenerLearnsOfEveryComputation() {
    List<String> events = new ArrayList<>();
    Replay replay = replay(tape -> tape.variable(w).square().sum(), new ArrayList<>());
    replay.listen(
        new TapeListener() {
          @Override
          public void before(String op, boolean backward) {
            events.add(op + (backward ? " backward" : ""));
          }
        });
    List<String> first = List.of();
    for (int round = 0; round < 4; round++) {
      events.clear();
      replay.run(0);
      first = round == 0 ? List.copyOf(events) : first;
      assertThat(events).as("round %d", round).isEqualTo(first);
    }
    assertThat(first).startsWith("square", "sum").contains("square backward");
  }
}
