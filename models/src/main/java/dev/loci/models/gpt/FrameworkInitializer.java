package dev.loci.models.gpt;

import dev.loci.nn.Module;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.FrameworkRandom;
import java.util.Map;
import java.util.function.BiConsumer;

/** See {@link GptInitializer#framework}. */
final class FrameworkInitializer implements GptInitializer {
  private static final float STD = 0.02f;

  private final int seed;
  private final float embeddingStd;

  FrameworkInitializer(int seed, double embeddingStd) {
    this.seed = seed;
    this.embeddingStd = (float) embeddingStd;
  }

  @Override
  public void initialize(Module model) {
    FrameworkRandom random = FrameworkRandom.seeded(seed);
    Map<String, Tensor> state = model.state();
    Tensor embedding = require(state, "embedding.weight");
    skipConstruction(random, state, embedding.shape());
    if (state.containsKey("head.weight")) {
      fill(random, require(state, "head.weight"), embeddingStd);
      fill(random, embedding, STD);
    } else {
      fill(random, embedding, embeddingStd);
      random.skipNormal(embedding.size()); // drawn for the embedding, then replaced by the output
    }
    forEachLinear(state, (name, weight) -> fill(random, weight, STD));
    if (state.containsKey("positions.weight")) {
      fill(random, require(state, "positions.weight"), 1);
    }
  }

  /** Draws what the reference's constructors draw before its own initialisation begins. */
  private static void skipConstruction(
      FrameworkRandom random, Map<String, Tensor> state, Shape embedding) {
    random.skipLinear(embedding.dim(0), embedding.dim(1), false);
    random.skipNormal(embedding.size());
    forEachLinear(
        state,
        (name, weight) -> {
          boolean hasBias = state.containsKey(name.replace(".weight", ".bias"));
          random.skipLinear(weight.shape().dim(0), weight.shape().dim(1), hasBias);
        });
  }

  /** The matrices of the layers, which are registered in the order in which they are drawn. */
  private static void forEachLinear(Map<String, Tensor> state, BiConsumer<String, Tensor> action) {
    state.forEach((name, value) -> {
      if (name.startsWith("layers.") && value.rank() == 2) {
        action.accept(name, value);
      }
    });
  }

  private static void fill(FrameworkRandom random, Tensor x, float std) {
    random.fillNormal(x.array(), 0, std);
    x.changed();
  }

  private static Tensor require(Map<String, Tensor> state, String name) {
    Tensor value = state.get(name);
    if (value == null) {
      throw new IllegalArgumentException("initialize: the model has no " + name);
    }
    return value;
  }
}
