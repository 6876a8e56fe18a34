package dev.loci.models.gpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Tape;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.nn.Parameter;
import dev.loci.optim.AdamW;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which parameters there are, how many, and which of them learn. */
class GptParametersTest {
  private static final Set<String> EMBEDDINGS =
      Set.of("embedding.weight", "positions.weight", "head.weight");

  @Test
  void namesOfTheUsualModel() {
    assertThat(new Gpt(GptConfig.of(26, 64, 1, 32, 8)).parameters().keySet())
        .containsExactly(
            "embedding.weight",
            "positions.weight",
            "layers.0.norm1.weight",
            "layers.0.norm1.bias",
            "layers.0.attention.query.weight",
            "layers.0.attention.query.bias",
            "layers.0.attention.key.weight",
            "layers.0.attention.key.bias",
            "layers.0.attention.value.weight",
            "layers.0.attention.value.bias",
            "layers.0.attention.output.weight",
            "layers.0.attention.output.bias",
            "layers.0.norm2.weight",
            "layers.0.norm2.bias",
            "layers.0.mlp.up.weight",
            "layers.0.mlp.up.bias",
            "layers.0.mlp.down.weight",
            "layers.0.mlp.down.bias",
            "final_norm.weight",
            "final_norm.bias");
  }

  @Test
  void namesWithSwitchesOff() {
    assertThat(
            new Gpt(Gpts.config(26, 64, 2, 32, 8, EnumSet.of(Switch.LINEAR_BLOCKS)))
                .parameters()
                .keySet())
        .containsExactly(
            "embedding.weight",
            "layers.0.mlp.linear.weight",
            "layers.0.mlp.linear.bias",
            "layers.1.mlp.linear.weight",
            "layers.1.mlp.linear.bias",
            "head.weight");
    assertThat(
            new Gpt(Gpts.config(26, 64, 1, 32, 8, EnumSet.of(Switch.LAYER_NORM, Switch.TIED)))
                .parameters()
                .keySet())
        .containsExactly(
            "embedding.weight",
            "layers.0.norm1.weight",
            "layers.0.norm1.bias",
            "layers.0.mlp.up.weight",
            "layers.0.mlp.up.bias",
            "layers.0.mlp.down.weight",
            "layers.0.mlp.down.bias",
            "final_norm.weight",
            "final_norm.bias");
  }

  @Test
  void tinyCounts() {
    assertThat(new Gpt(GptConfig.of(26, 64, 1, 32, 8)).parameterCount()).isEqualTo(15_648);
    assertThat(new Gpt(GptConfig.of(26, 64, 1, 32, 8).without(Switch.POSITIONS)).parameterCount())
        .isEqualTo(13_600);
  }

  @Test
  void largeCounts() {
    long layer = 1_774_464;
    Gpt model = new Gpt(GptConfig.of(20_010, 64, 12, 384, 8));
    assertThat(model.parameterCount()).isEqualTo(12 * layer + 384 * 20_010 + 24_576 + 768);
    assertThat(
            model.parameters().entrySet().stream()
                .filter(named -> named.getKey().startsWith("layers.11."))
                .mapToLong(named -> named.getValue().value().size())
                .sum())
        .isEqualTo(layer);
  }

  @Test
  void frozenEmbeddingsHaveNoGradientAndNeverChange() {
    for (boolean tied : new boolean[] {true, false}) {
      GptConfig config =
          GptConfig.of(9, 5, 1, 8, 2).with(Switch.TIED, tied).with(Switch.FROZEN_EMBEDDINGS);
      RandomStream random = RandomStream.of(2);
      Gpt model = Gpts.random(config, random);
      List<float[]> before = values(model);
      AdamW optimizer = new AdamW(model.parameters(), 0.5);
      Tensor tokens = Gpts.tokens(random, 9, 3, 5);
      Tape tape = new Tape();
      Gradients gradients = tape.gradients(model.forward(tape, tokens).crossEntropy(tokens.copy()));
      optimizer.step(gradients, 0.1);
      List<float[]> after = values(model);
      int i = 0;
      for (String name : model.parameters().keySet()) {
        Parameter parameter = model.parameters().get(name);
        boolean embedding = EMBEDDINGS.contains(name);
        assertThat(parameter.isFrozen()).as(name).isEqualTo(embedding);
        assertThat(parameter.on(tape).requiresGradient()).as(name).isEqualTo(!embedding);
        assertThat(optimizer.state().containsKey("mean." + name)).as(name).isEqualTo(!embedding);
        if (embedding) {
          assertThat(gradients.reach(parameter.value())).as(name).isFalse();
          assertThat(after.get(i)).as(name).isEqualTo(before.get(i));
        } else {
          assertThat(after.get(i)).as(name).isNotEqualTo(before.get(i));
        }
        i++;
      }
    }
  }

  private static List<float[]> values(Gpt model) {
    return model.state().values().stream().map(Tensor::toFloatArray).toList();
  }
}
