package dev.loci.models.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model's values and gradients are those of its description. */
class GptTest {

  static List<Set<Switch>> allSwitches() {
    return Gpts.allSwitches();
  }

  private static void assertLogits(GptConfig config, int batch, int length) {
    RandomStream random = RandomStream.of(11);
    Gpt model = Gpts.random(config, random);
    NaiveGpt naive = new NaiveGpt(model);
    Tensor tokens = Gpts.tokens(random, config.vocabulary(), batch, length);
    Tensor logits = model.forward(new Tape(), tokens).tensor();
    assertThat(logits.shape().toArray()).containsExactly(batch, length, config.vocabulary());
    for (int b = 0; b < batch; b++) {
      double[][] expected = naive.logits(tokens.select(0, b).toIntArray());
      for (int t = 0; t < length; t++) {
        double largest = Arrays.stream(expected[t]).map(Math::abs).max().orElseThrow();
        assertThat(logits.select(0, b).select(0, t).toDoubleArray())
            .containsExactly(expected[t], within(1e-5 * largest));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allSwitches")
  void logitsAreThoseOfPlainLoops(Set<Switch> on) {
    assertLogits(Gpts.config(11, 6, 1, 12, 1, on), 2, 5);
    assertLogits(Gpts.config(11, 6, 3, 12, 4, on), 3, 6);
  }

  /** Keys, values and MLPs of any width and depth, with and without biases, and no MLP at all. */
  @ParameterizedTest
  @MethodSource("allSwitches")
  void logitsOfLayersOfAnyWidthsAreThoseOfPlainLoops(Set<Switch> on) {
    RandomStream random = RandomStream.of(14);
    for (int i = 0; i < 5; i++) {
      GptConfig config = Gpts.withDrawnBlocks(Gpts.config(11, 6, 2, 12, 1, on), random);
      assertLogits(config, 2, 5);
      assertThat(new Gpt(config).parameterCount()).isEqualTo(config.parameterCount());
    }
  }

  @Test
  void logitsAreThoseOfPlainLoopsAtSizesThatFillSeveralVectors() {
    assertLogits(Gpts.config(70, 40, 2, 51, 3, Gpts.USUAL), 3, 37);
    assertLogits(Gpts.config(33, 64, 1, 64, 64, Gpts.USUAL), 1, 64);
    assertLogits(Gpts.config(5, 1, 0, 8, 1, Gpts.USUAL), 2, 1);
  }

  /** Central differences of the plain loops, in double, against the gradients in float. */
  @ParameterizedTest
  @MethodSource("allSwitches")
  void gradientsAreThoseOfPlainLoops(Set<Switch> on) {
    GptConfig config = Gpts.config(7, 4, 2, 6, 2, on);
    RandomStream random = RandomStream.of(12);
    Gpt model = Gpts.random(config, random);
    NaiveGpt naive = new NaiveGpt(model);
    Tensor tokens = Gpts.tokens(random, 7, 2, 4);
    Tensor labels = Gpts.tokens(random, 7, 2, 4);
    labels.set(-1, 0, 1);
    labels.set(-1, 1, 3);
    Tape tape = new Tape();
    Gradients gradients = tape.gradients(model.forward(tape, tokens).crossEntropy(labels));
    model
        .state()
        .forEach((name, value) -> {
          double[] gradient = gradients.of(value).toDoubleArray();
          double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
          for (int i = 0; i < gradient.length; i += 1 + random.below(20)) {
            double expected = difference(naive, name, i, tokens, labels);
            assertThat(Math.abs(gradient[i] - expected))
                .as("%s[%d] is %s, expected %s", name, i, gradient[i], expected)
                .isLessThan(2e-5 * largest + 1e-6);
          }
        });
  }

  private static double difference(
      NaiveGpt naive, String name, int i, Tensor tokens, Tensor labels) {
    double[] values = naive.parameter(name);
    double value = values[i];
    values[i] = value + 1e-5;
    double above = naive.loss(tokens, labels);
    values[i] = value - 1e-5;
    double below = naive.loss(tokens, labels);
    values[i] = value;
    return (above - below) / 2e-5;
  }

  @Test
  void dropoutActsInTrainingAlone() {
    RandomStream random = RandomStream.of(13);
    Tensor tokens = Gpts.tokens(random, 9, 2, 5);
    for (Set<Switch> on : Gpts.allSwitches()) {
      GptConfig c = Gpts.config(9, 5, 1, 8, 2, on);
      Gpt model = Gpts.random(c.withDropout(0.5), random.split("model"));
      float[] still = model.forward(new Tape(), tokens).tensor().toFloatArray();
      float[] dropped =
          model.forward(new Tape(), tokens, random.split("dropout")).tensor().toFloatArray();
      assertThat(Arrays.equals(still, dropped)).as("%s", on).isFalse();
    }
  }

  @Test
  void refusesTokensThatItHasNoPlaceFor() {
    Gpt model = new Gpt(GptConfig.of(9, 4, 1, 8, 2));
    Tape tape = new Tape();
    assertThatThrownBy(() -> model.forward(tape, Tensor.arange(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gpt: tokens of shape [4] are not sequences of at most 4");
    assertThatThrownBy(() -> model.forward(tape, Tensor.of(new int[5], 1, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gpt: tokens of shape [1, 5] are not sequences of at most 4");
    assertThatThrownBy(() -> model.forward(tape, Tensor.of(new int[] {1, 9}, 1, 2)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("9");
    assertThatThrownBy(() -> model.forward(tape, Tensor.zeros(1, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int32");
  }

  @Test
  void refusesImpossibleConfigurations() {
    assertThatThrownBy(() -> GptConfig.of(9, 4, 1, 8, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gpt: a width of 8 does not divide into 3 heads");
    assertThatThrownBy(() -> GptConfig.of(9, 4, 1, 8, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GptConfig.of(0, 4, 1, 8, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vocabulary 0");
    assertThatThrownBy(() -> new BlockConfig(1, 0, 3, true, List.of(4), false))
        .hasMessage("gpt: 1 heads with keys of width 0 and values of width 3 must all be positive");
    assertThatThrownBy(() -> new BlockConfig(1, 3, 3, true, List.of(4, 0), false))
        .hasMessage("gpt: a hidden layer of width 0");
    for (double rate : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> GptConfig.of(9, 4, 1, 8, 2).withDropout(rate))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dropout rate is " + rate);
    }
  }

  /**
   * Leaving out what the last layer computes elsewhere changes no logit, and no gradient by much.
   */
  @ParameterizedTest
  @MethodSource("allSwitches")
  void positionsAloneAreAsAmongOthers(Set<Switch> on) {
    RandomStream random = RandomStream.of(21);
    Gpt model = Gpts.random(Gpts.config(11, 6, 2, 12, 3, on), random);
    Tensor tokens = Gpts.tokens(random, 11, 3, 5);
    Tensor positions = Tensor.wrap(new int[] {4, 9, 12, 13});
    Tape all = new Tape();
    Variable among = model.forward(all, tokens, positions, null);
    Tape some = new Tape();
    Variable alone = model.forwardOnlyAt(some, tokens, positions);
    assertThat(alone.tensor().toFloatArray()).isEqualTo(among.tensor().toFloatArray());
    Gradients expected = all.gradients(among.square().sum());
    Gradients actual = some.gradients(alone.square().sum());
    model
        .parameters()
        .forEach((name, parameter) -> {
          double[] values = expected.of(parameter.value()).toDoubleArray();
          double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
          assertThat(actual.of(parameter.value()).toDoubleArray())
              .as(name)
              .containsExactly(values, within(1e-5 * Math.max(1, largest)));
        });
  }

  @Test
  void hiddenUnitsAreWhatTheMlpSpeaksFrom() {
    BlockConfig block = new BlockConfig(2, 3, 3, false, List.of(7, 5), true);
    GptConfig config = GptConfig.withoutNorms(11, 6, 12, true, List.of(block, block));
    Gpt model = Gpts.random(config, RandomStream.of(4));
    Tensor tokens = Gpts.tokens(RandomStream.of(5), 11, 3, 5);
    Tensor positions = Tensor.wrap(new int[] {4, 9, 14});
    Tape tape = Tape.inference();
    Tensor units = model.hiddenUnits(tape, tokens, positions, 1).tensor();
    assertThat(units.shape().toArray()).containsExactly(3, 5);
    Variable before = model.forwardOnlyAt(tape, tokens, positions);
    Tensor down = Objects.requireNonNull(model.state().get("layers.1.mlp.down.weight"));
    Tensor head = Objects.requireNonNull(model.state().get("head.weight"));
    Tensor weight = down.copy();
    down.fill(0); // what is missing then is units * down^T, decoded
    Variable after = model.forwardOnlyAt(tape, tokens, positions);
    Variable spoken =
        tape.constant(units)
            .matmul(tape.constant(weight).transpose())
            .matmul(tape.constant(head).transpose());
    assertThat(before.sub(after).tensor().toDoubleArray())
        .containsExactly(spoken.tensor().toDoubleArray(), within(1e-4));
  }

  @Test
  void thereAreNoHiddenUnitsWithoutAnMlp() {
    BlockConfig block = new BlockConfig(1, 3, 3, false, List.of(), true);
    Gpt model = new Gpt(GptConfig.withoutNorms(11, 6, 12, true, List.of(block)));
    Tensor tokens = Tensor.wrap(new int[] {1, 2}, 1, 2);
    assertThatThrownBy(
            () -> model.hiddenUnits(Tape.inference(), tokens, Tensor.wrap(new int[] {1}), 0))
        .hasMessage("gpt: the layer has no MLP and so no hidden units");
    assertThatThrownBy(
            () -> model.hiddenUnits(Tape.inference(), tokens, Tensor.wrap(new int[] {1}), 1))
        .hasMessage("gpt: there is no layer 1, layers are 0 to 0");
  }
}
