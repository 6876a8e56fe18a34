package dev.loci.models.gpt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.FrameworkRandom;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Initial weights; those of the reference are compared with numbers that were read from it. */
class GptInitializerTest {

  private static Map<String, Tensor> reference(GptConfig config, double embeddingStd) {
    Gpt model = new Gpt(config);
    GptInitializer.framework(7, embeddingStd).initialize(model);
    return model.state();
  }

  private static GptConfig transformer(Set<Switch> on) {
    return Gpts.config(26, 64, 1, 32, 8, on);
  }

  /** One linear map and nothing else, with tied embeddings or without. */
  private static GptConfig network(int vocabulary, int width, boolean tied) {
    Set<Switch> on = EnumSet.of(Switch.LINEAR_BLOCKS);
    if (tied) {
      on.add(Switch.TIED);
    }
    return Gpts.config(vocabulary, 64, 1, width, 1, on);
  }

  private static Set<Switch> usualWithout(Switch... off) {
    return GptConfig.of(1, 1, 0, 1, 1).without(off).switches();
  }

  private static float[] values(Map<String, Tensor> state, String name) {
    return requireNonNull(state.get(name), name).toFloatArray();
  }

  private static void assertStartsWith(float[] values, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-8));
    }
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void theTransformerStartsAsTheReferenceDoes() {
    Map<String, Tensor> state = reference(transformer(Gpts.USUAL), 0.02);
    assertStartsWith(
        values(state, "embedding.weight"), 0.00821299, -0.03470379, 0.00335383, 0.02067102);
    assertStartsWith(values(state, "layers.0.attention.query.weight"), 0.01674262, -0.02240417);
    float[] positions = values(state, "positions.weight");
    assertThat(positions[0]).isCloseTo(-0.48222297f, within(2e-7f));
    assertThat(positions[1]).isCloseTo(0.7200995f, within(2e-7f));
  }

  @Test
  void theUntiedTransformerDrawsTheSameNumbers() {
    Map<String, Tensor> tied = reference(transformer(Gpts.USUAL), 0.02);
    Map<String, Tensor> untied = reference(transformer(usualWithout(Switch.TIED)), 0.02);
    assertStartsWith(values(untied, "head.weight"), 0.00821299, -0.03470379);
    tied.forEach((name, value) -> {
      String counterpart = name.equals("embedding.weight") ? "head.weight" : name;
      assertThat(values(untied, counterpart)).as(name).isEqualTo(value.toFloatArray());
    });
    // The embedding continues the stream right after the output matrix: 832 = 52 blocks of 16.
    FrameworkRandom random = FrameworkRandom.seeded(7);
    skipTransformerConstruction(random, 1);
    random.skipNormal(26 * 32);
    assertThat(values(untied, "embedding.weight")).isEqualTo(normal(random, 26 * 32, 0.02f));
  }

  @Test
  void theNetworkStartsAsTheReferenceDoes() {
    for (boolean tied : new boolean[] {true, false}) {
      Map<String, Tensor> state = reference(network(26, 32, tied), 0.02);
      assertStartsWith(
          values(state, tied ? "embedding.weight" : "head.weight"),
          -0.024914939,
          -6.197433e-05,
          0.0040120645);
      assertStartsWith(
          values(state, "layers.0.mlp.linear.weight"), 0.00246298, 0.02024528, 0.01623517);
    }
  }

  @Test
  void theNonGeometricNetworkHasTheReferencesNorms() {
    for (boolean tied : new boolean[] {true, false}) {
      Map<String, Tensor> state = reference(network(24, 512, tied), 1);
      assertThat(norm(values(state, tied ? "embedding.weight" : "head.weight")))
          .isCloseTo(110.61412, within(1e-5));
      assertThat(norm(values(state, "layers.0.mlp.linear.weight")))
          .isCloseTo(10.268974, within(1e-6));
    }
  }

  /** Query, key, value, output, up and down of each layer follow each other in one stream. */
  @Test
  void layersAreDrawnInOrder() {
    Map<String, Tensor> state = reference(Gpts.config(26, 64, 2, 32, 8, Gpts.USUAL), 0.02);
    FrameworkRandom random = FrameworkRandom.seeded(7);
    skipTransformerConstruction(random, 2);
    random.skipNormal(26 * 32);
    random.skipNormal(26 * 32);
    for (int layer = 0; layer < 2; layer++) {
      for (String name :
          List.of(
              "attention.query",
              "attention.key",
              "attention.value",
              "attention.output",
              "mlp.up",
              "mlp.down")) {
        int size = name.startsWith("mlp") ? 4 * 32 * 32 : 32 * 32;
        assertThat(values(state, "layers." + layer + "." + name + ".weight"))
            .isEqualTo(normal(random, size, 0.02f));
      }
    }
    assertThat(values(state, "positions.weight")).isEqualTo(normal(random, 64 * 32, 1));
  }

  private static void skipTransformerConstruction(FrameworkRandom random, int layers) {
    random.skip(26 * 32); // the output matrix
    random.skip(26 * 32); // the embedding
    int projections = 4 * (32 * 32 + 32);
    int up = 4 * 32 * 32 + 4 * 32;
    int down = 4 * 32 * 32 + 32;
    random.skip((long) layers * (projections + up + down));
  }

  private static float[] normal(FrameworkRandom random, int size, float std) {
    float[] values = new float[size];
    random.fillNormal(values, 0, std);
    return values;
  }

  @Test
  void switchesWithoutDrawsChangeNothing() {
    Map<String, Tensor> usual = reference(transformer(Gpts.USUAL), 0.02);
    for (GptConfig config :
        List.of(
            transformer(usualWithout(Switch.RESIDUAL)),
            transformer(usualWithout(Switch.LAYER_NORM)),
            transformer(usualWithout(Switch.POSITIONS)),
            Gpts.config(26, 64, 1, 32, 2, Gpts.USUAL),
            transformer(Gpts.USUAL).with(Switch.FROZEN_EMBEDDINGS))) {
      reference(config, 0.02)
          .forEach((name, value) ->
              assertThat(value.toFloatArray())
                  .as("%s of %s", name, config)
                  .isEqualTo(values(usual, name)));
    }
  }

  @Test
  void theNonGeometricStartChangesTheEmbeddingAlone() {
    Map<String, Tensor> usual = reference(transformer(Gpts.USUAL), 0.02);
    Map<String, Tensor> wide = reference(transformer(Gpts.USUAL), 1);
    assertThat(norm(values(wide, "embedding.weight")))
        .isCloseTo(50 * norm(values(usual, "embedding.weight")), within(1e-3));
    usual.forEach((name, value) -> {
      if (!name.equals("embedding.weight")) {
        assertThat(values(wide, name)).as(name).isEqualTo(value.toFloatArray());
      }
    });
  }

  @Test
  void biasesAreZerosAndGainsOnes() {
    for (GptInitializer initializer :
        List.of(
            GptInitializer.framework(7, 0.02),
            GptInitializer.normal(RandomStream.of(7), 0.02, 0.02))) {
      Gpt model = new Gpt(transformer(Gpts.USUAL));
      initializer.initialize(model);
      model
          .state()
          .forEach((name, value) -> {
            if (value.rank() == 1) {
              assertThat(value.toFloatArray()).as(name).containsOnly(name.endsWith("bias") ? 0 : 1);
            }
          });
    }
  }

  @Test
  void anInitializerGivesEveryModelTheSame() {
    for (GptInitializer initializer :
        List.of(
            GptInitializer.framework(7, 0.02),
            GptInitializer.normal(RandomStream.of(7), 0.02, 0.02))) {
      Gpt first = new Gpt(transformer(Gpts.USUAL));
      Gpt second = new Gpt(transformer(Gpts.USUAL));
      initializer.initialize(first);
      initializer.initialize(second);
      first
          .state()
          .forEach((name, value) ->
              assertThat(values(second.state(), name)).as(name).isEqualTo(value.toFloatArray()));
    }
  }

  @Test
  void normalValuesDependOnSeedAndNameAlone() {
    GptInitializer initializer = GptInitializer.normal(RandomStream.of(5), 0.02, 0.5);
    Gpt deep = new Gpt(Gpts.config(26, 64, 3, 32, 8, usualWithout(Switch.TIED)));
    initializer.initialize(deep);
    for (Set<Switch> on : Gpts.allSwitches()) {
      for (int layers = 0; layers < 3; layers++) {
        Gpt model = new Gpt(Gpts.config(26, 64, layers, 32, 4, on));
        initializer.initialize(model);
        model
            .state()
            .forEach((name, value) -> {
              if (!name.contains("linear")) { // which the deep model lacks
                assertThat(Arrays.equals(value.toFloatArray(), values(deep.state(), name)))
                    .as("%s with %s", name, on)
                    .isTrue();
              }
            });
      }
    }
    Gpt other = new Gpt(deep.config());
    GptInitializer.normal(RandomStream.of(6), 0.02, 0.5).initialize(other);
    assertThat(values(other.state(), "embedding.weight"))
        .isNotEqualTo(values(deep.state(), "embedding.weight"));
  }

  @Test
  void normalValuesHaveTheDeviationsAskedFor() {
    Gpt model = new Gpt(Gpts.config(200, 64, 1, 64, 4, usualWithout(Switch.TIED)));
    GptInitializer.normal(RandomStream.of(5), 0.02, 0.5).initialize(model);
    for (Map.Entry<String, Parameter> named : model.parameters().entrySet()) {
      Tensor value = named.getValue().value();
      if (value.rank() == 2) {
        double std = norm(value.toFloatArray()) / Math.sqrt(value.size());
        double expected = named.getKey().equals("positions.weight") ? 0.5 : 0.02;
        assertThat(std).as(named.getKey()).isCloseTo(expected, within(0.05 * expected));
      }
    }
  }

  @Test
  void initializingNotesTheChange() {
    Gpt model = new Gpt(transformer(Gpts.USUAL));
    int before = model.embedding().value().version();
    GptInitializer.framework(7, 0.02).initialize(model);
    int between = model.embedding().value().version();
    GptInitializer.normal(RandomStream.of(7), 1, 1).initialize(model);
    assertThat(between).isGreaterThan(before);
    assertThat(model.embedding().value().version()).isGreaterThan(between);
  }
}
