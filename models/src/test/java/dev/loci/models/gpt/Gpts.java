package dev.loci.models.gpt;

import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Models and tokens to test with. */
final class Gpts {
  /** The switches that change the forward pass. */
  static final Set<Switch> FORWARD = EnumSet.complementOf(EnumSet.of(Switch.FROZEN_EMBEDDINGS));

  /** The switches of {@link GptConfig#of}. */
  static final Set<Switch> USUAL = GptConfig.of(1, 1, 0, 1, 1).switches();

  private Gpts() {}

  /** All sets of switches that change the forward pass. */
  static List<Set<Switch>> allSwitches() {
    Switch[] all = FORWARD.toArray(Switch[]::new);
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
    List<BlockConfig> blocks = Collections.nCopies(layers, BlockConfig.of(width, heads));
    return new GptConfig(vocabulary, context, width, blocks, on, 0);
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
    return new GptConfig(c.vocabulary(), c.context(), c.width(), blocks, c.switches(), c.dropout());
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
