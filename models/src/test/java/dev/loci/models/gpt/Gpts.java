package dev.loci.models.gpt;

import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Models and tokens to test with. */
final class Gpts {
  /** The switches of {@link GptConfig} that change the forward pass. */
  enum Switch {
    ATTENTION,
    RESIDUAL,
    LAYER_NORM,
    POSITIONS,
    TIED,
    LINEAR_BLOCKS
  }

  private Gpts() {}

  /** All sets of switches. */
  static List<Set<Switch>> allSwitches() {
    Switch[] all = Switch.values();
    return IntStream.range(0, 1 << all.length)
        .mapToObj(bits -> {
          Set<Switch> on = EnumSet.noneOf(Switch.class);
          IntStream.range(0, all.length)
              .filter(i -> (bits >> i & 1) != 0)
              .forEach(i -> on.add(all[i]));
          return on;
        })
        .toList();
  }

  /** The configuration of {@link GptConfig#of} with these switches on and the others off. */
  static GptConfig config(
      int vocabulary, int context, int layers, int width, int heads, Set<Switch> on) {
    return new GptConfig(
        vocabulary,
        context,
        layers,
        width,
        heads,
        on.contains(Switch.ATTENTION),
        on.contains(Switch.RESIDUAL),
        on.contains(Switch.LAYER_NORM),
        on.contains(Switch.POSITIONS),
        on.contains(Switch.TIED),
        false,
        on.contains(Switch.LINEAR_BLOCKS),
        0);
  }

  /** The given configuration with frozen embeddings. */
  static GptConfig frozen(GptConfig c) {
    return new GptConfig(
        c.vocabulary(),
        c.context(),
        c.width(),
        c.blocks(),
        c.attention(),
        c.residual(),
        c.layerNorm(),
        c.positions(),
        c.tied(),
        true,
        c.linearBlocks(),
        c.dropout());
  }

  /** The given configuration with layers whose inner widths, biases and MLPs are drawn. */
  static GptConfig withDrawnBlocks(GptConfig c, RandomStream random) {
    List<BlockConfig> blocks =
        IntStream.range(0, c.layers())
            .mapToObj(i ->
                new BlockConfig(
                    1 + random.below(3),
                    1 + random.below(5),
                    1 + random.below(5),
                    random.below(2) == 0,
                    IntStream.range(0, random.below(4)).mapToObj(j -> 1 + random.below(9)).toList(),
                    random.below(2) == 0))
            .toList();
    return new GptConfig(
        c.vocabulary(),
        c.context(),
        c.width(),
        blocks,
        c.attention(),
        c.residual(),
        c.layerNorm(),
        c.positions(),
        c.tied(),
        c.frozenEmbeddings(),
        c.linearBlocks(),
        c.dropout());
  }

  /** A model with random values everywhere, so that no bias or gain can be left out unnoticed. */
  static Gpt random(GptConfig config, RandomStream random) {
    Gpt model = new Gpt(config);
    model
        .parameters()
        .forEach((name, parameter) -> {
          boolean isGain = name.contains("norm") && name.endsWith("weight");
          Tensor value = parameter.value();
          random.split(name).fillNormal(value.array(), isGain ? 1 : 0, 0.3f);
          value.changed();
        });
    return model;
  }

  /** Random token ids of a shape. */
  static Tensor tokens(RandomStream random, int vocabulary, int... shape) {
    int[] ids = new int[Shape.of(shape).size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.below(vocabulary);
    }
    return Tensor.wrap(ids, shape);
  }
}
