package dev.loci.models.mlp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.check.GradCheck;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.nn.Linear;
import dev.loci.nn.Precision;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MlpTest {
  private static final Tensor TOKENS = Tensor.of(new int[] {3, 0, 4, 2, 1, 1}, 2, 3);

  private final RandomStream random = RandomStream.of(12);

  private Mlp mlp(MlpConfig config) {
    Mlp model = new Mlp(config);
    model
        .state()
        .forEach((name, value) -> {
          random.split(name).fillNormal(value.array(), 0, 1);
          value.changed();
        });
    return model;
  }

  private static double[][] matrix(Mlp model, String name) {
    Tensor value = requireNonNull(model.state().get(name), name);
    double[][] rows = new double[value.shape().dim(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          value.rank() == 1 ? new double[] {value.get(i)} : value.select(0, i).toDoubleArray();
    }
    return rows;
  }

  /** {@code W x + b} in plain loops; b is a column, or empty. */
  private static double[] map(double[][] w, double[] x, double[][] b) {
    double[] y = new double[w.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = b.length == 0 ? 0 : b[i][0];
      for (int j = 0; j < x.length; j++) {
        y[i] += w[i][j] * x[j];
      }
    }
    return y;
  }

  private static void assertLogits(Mlp model) {
    MlpConfig config = model.config();
    Tensor logits = model.forward(Tape.inference(), TOKENS).tensor();
    for (int b = 0; b < 2; b++) {
      for (int t = 0; t < 3; t++) {
        double[] x = matrix(model, "embedding.weight")[(int) TOKENS.get(b, t)].clone();
        for (int i = 0; config.positions() > 0 && i < x.length; i++) {
          x[i] += matrix(model, "positions.weight")[t][i];
        }
        for (int layer = 0; layer <= config.hidden().size(); layer++) {
          for (int i = 0; layer > 0 && i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
          }
          String name = "layers." + layer;
          x = map(matrix(model, name + ".weight"), x, matrix(model, name + ".bias"));
        }
        String output = config.tied() ? "embedding.weight" : "head.weight";
        double[] expected = map(matrix(model, output), x, new double[0][]);
        for (int v = 0; v < expected.length; v++) {
          assertThat(logits.get(b, t, v)).isCloseTo(expected[v], within(1e-3));
        }
      }
    }
  }

  @Test
  void logitsAreThoseOfTheFormula() {
    assertLogits(mlp(MlpConfig.linear(5, 4)));
    assertLogits(mlp(MlpConfig.associative(5, 4).withPositions(3)));
    assertLogits(mlp(MlpConfig.relu(5, 4, 7)));
    assertLogits(mlp(MlpConfig.relu(5, 4, 7, 3).untied().withPositions(6)));
  }

  @Test
  void parametersHaveTheirNamesAndSizes() {
    assertThat(new Mlp(MlpConfig.linear(26, 32)).state().keySet())
        .containsExactly("embedding.weight", "layers.0.weight", "layers.0.bias");
    assertThat(new Mlp(MlpConfig.relu(5, 4, 7).untied().withPositions(3)).state().keySet())
        .containsExactly(
            "embedding.weight",
            "positions.weight",
            "layers.0.weight",
            "layers.0.bias",
            "layers.1.weight",
            "layers.1.bias",
            "head.weight");
    assertThat(new Mlp(MlpConfig.linear(26, 32)).parameterCount()).isEqualTo(26 * 32 + 32 * 33);
    assertThat(new Mlp(MlpConfig.linear(24, 512)).parameterCount()).isEqualTo(274_944);
  }

  @Test
  void theReferencesWeightsToStartFrom() {
    Mlp model = new Mlp(MlpConfig.linear(26, 32));
    GptInitializer.framework(7, 0.02).initialize(model);
    assertStartsWith(model, "embedding.weight", -0.024914939, -6.197433e-05, 0.0040120645);
    assertStartsWith(model, "layers.0.weight", 0.00246298, 0.02024528, 0.01623517);
    Mlp wide = new Mlp(MlpConfig.linear(24, 512));
    GptInitializer.framework(7, 1).initialize(wide);
    assertThat(norm(wide, "embedding.weight")).isCloseTo(110.61412, within(1e-5));
    assertThat(norm(wide, "layers.0.weight")).isCloseTo(10.268974, within(1e-6));
  }

  private static void assertStartsWith(Mlp model, String name, double... expected) {
    float[] values = requireNonNull(model.state().get(name)).toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-8));
    }
  }

  private static double norm(Mlp model, String name) {
    double squares = 0;
    for (float value : requireNonNull(model.state().get(name)).toFloatArray()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /** The reference makes its networks by switching most of a Transformer off. */
  @Test
  void aLinearNetworkIsATransformerWithoutItsParts() {
    for (boolean tied : new boolean[] {true, false}) {
      MlpConfig config = MlpConfig.linear(26, 16).withPositions(8);
      Mlp mlp = new Mlp(tied ? config : config.untied());
      Gpt gpt =
          new Gpt(
              GptConfig.of(26, 8, 1, 16, 1)
                  .without(Switch.ATTENTION, Switch.RESIDUAL, Switch.LAYER_NORM)
                  .with(Switch.LINEAR_BLOCKS)
                  .with(Switch.TIED, tied));
      GptInitializer.framework(7, 1).initialize(mlp);
      GptInitializer.framework(7, 1).initialize(gpt);
      assertThat(mlp.forward(Tape.inference(), TOKENS).tensor().toFloatArray())
          .isEqualTo(gpt.forward(Tape.inference(), TOKENS).tensor().toFloatArray());
    }
  }

  @Test
  void frozenEmbeddingsLeaveTheLayersToTrain() {
    Mlp model = mlp(MlpConfig.associative(5, 4).withPositions(3).untied());
    model
        .parameters()
        .forEach((name, parameter) ->
            assertThat(parameter.isFrozen()).as(name).isEqualTo(!name.startsWith("layers.")));
    Mlp trained = mlp(MlpConfig.linear(5, 4).withPositions(3));
    assertThat(trained.parameters().values()).noneMatch(p -> p.isFrozen());
  }

  @Test
  void theIdentityPassesEmbeddingsThrough() {
    Mlp model = mlp(MlpConfig.linear(5, 4));
    requireNonNull(model.state().get("layers.0.bias")).fill(0);
    model.setLayersToIdentity();
    Tensor e = model.embedding().value();
    Tensor cosines = e.matmul(e.transpose());
    Tensor tokens = Tensor.arange(5).reshape(1, 5);
    assertThat(model.forward(Tape.inference(), tokens).tensor().toFloatArray())
        .isEqualTo(cosines.toFloatArray());
    Mlp deep = mlp(MlpConfig.relu(5, 4, 6));
    deep.setLayersToIdentity();
    assertThat(matrix(deep, "layers.0.weight")[3]).containsExactly(0, 0, 0, 1);
    assertThat(matrix(deep, "layers.0.weight")[4]).containsOnly(0);
  }

  @Test
  void logitsOfChosenPositionsHaveTheSameBits() {
    Mlp model = mlp(MlpConfig.relu(5, 4, 7).withPositions(3));
    Tensor chosen = Tensor.of(new int[] {5, 0, 3});
    float[] all = model.forward(Tape.inference(), TOKENS).tensor().toFloatArray();
    float[] some = model.forward(Tape.inference(), TOKENS, chosen, null).tensor().toFloatArray();
    for (int i = 0; i < 3; i++) {
      for (int v = 0; v < 5; v++) {
        assertThat(some[5 * i + v]).isEqualTo(all[5 * (int) chosen.get(i) + v]);
      }
    }
  }

  @Test
  void dropoutDrawsForEachLayer() {
    Mlp model = mlp(MlpConfig.linear(5, 40).withDropout(0.5));
    Tensor chosen = Tensor.arange(6);
    float[] plain = model.forward(Tape.inference(), TOKENS, chosen, null).tensor().toFloatArray();
    float[] dropped =
        model.forward(Tape.inference(), TOKENS, chosen, random).tensor().toFloatArray();
    assertThat(dropped).isNotEqualTo(plain);
    Mlp without = new Mlp(MlpConfig.linear(5, 40));
    without.load(model.state());
    assertThat(without.forward(Tape.inference(), TOKENS, chosen, random).tensor().toFloatArray())
        .isEqualTo(plain);
  }

  @Test
  void gradientsAreRight() {
    Mlp model = mlp(MlpConfig.relu(5, 4, 7).untied().withPositions(3));
    model.convert(DType.FLOAT64);
    Tensor labels = Tensor.of(new int[] {1, 2, 0, -1, 4, 3}, 2, 3);
    GradCheck.ofOrder(1)
        .check(
            inputs -> model.forward(inputs.get(0).tape(), TOKENS).crossEntropy(labels),
            model.state().values().toArray(Tensor[]::new));
  }

  @Test
  void itComputesInItsPrecision() {
    Mlp model = mlp(MlpConfig.relu(5, 4, 7));
    model.setPrecision(Precision.BFLOAT16);
    Variable logits = model.forward(new Tape(), TOKENS);
    assertThat(logits.tensor().toFloatArray())
        .isEqualTo(Precision.BFLOAT16.round(logits).tensor().toFloatArray());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertRefused(
        () -> MlpConfig.linear(0, 4),
        "mlp: vocabulary 0 and width 4 must be positive, positions 0 at least 0");
    assertRefused(() -> MlpConfig.relu(5, 4, 3, 0), "mlp: a hidden layer of width 0");
    assertRefused(
        () -> MlpConfig.linear(5, 4).withDropout(1),
        "mlp: the dropout rate is 1.0, expected 0 <= rate < 1");
    assertRefused(
        () -> mlp(MlpConfig.linear(5, 4)).forward(new Tape(), Tensor.of(new int[] {1})),
        "mlp: tokens of shape [1] are not sequences");
    assertRefused(
        () -> mlp(MlpConfig.linear(5, 4).withPositions(2)).forward(new Tape(), TOKENS),
        "mlp: tokens of shape [2, 3] are not sequences of at most 2");
    assertRefused(
        () -> GptInitializer.framework(7, 1).initialize(new Linear(2, 2, true)),
        "initialize: the model has no embedding.weight");
    Map<String, Tensor> other = new Mlp(MlpConfig.linear(5, 3)).state();
    assertRefused(
        () -> new Mlp(MlpConfig.linear(5, 4)).load(other),
        "restore: embedding.weight is float32 [5, 3], expected float32 [5, 4]");
  }

  private static void assertRefused(Runnable code, String message) {
    assertThatThrownBy(code::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
