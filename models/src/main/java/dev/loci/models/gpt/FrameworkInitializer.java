package dev.loci.models.gpt;

import dev.loci.nn.Parameter;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.FrameworkRandom;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  public void initialize(Gpt model) {
    GptConfig config = model.config();
    FrameworkRandom random = FrameworkRandom.seeded(seed);
    skipConstruction(random, model);
    Tensor embedding = model.embedding().value();
    Map<String, Parameter> parameters = model.parameters();
    if (config.tied()) {
      fill(random, embedding, embeddingStd);
      random.skipNormal(embedding.size()); // drawn for the embedding, then replaced by the output
    } else {
      fill(random, value(parameters.get("head.weight")), embeddingStd);
      fill(random, embedding, STD);
    }
    forEachLinear(model, weight -> fill(random, weight, STD));
    if (config.positions()) {
      fill(random, value(parameters.get("positions.weight")), 1);
    }
  }

  /** Draws what the reference's constructors draw before its own initialisation begins. */
  private static void skipConstruction(FrameworkRandom random, Gpt model) {
    GptConfig config = model.config();
    random.skipLinear(config.vocabulary(), config.width(), false);
    random.skipNormal((long) config.vocabulary() * config.width());
    forEachLinear(
        model,
        weight -> {
          Shape shape = weight.shape();
          random.skipLinear(shape.dim(0), shape.dim(1), true);
        });
  }

  /** The matrices of the blocks, which are registered in the order in which they are drawn. */
  private static void forEachLinear(Gpt model, Consumer<Tensor> action) {
    model
        .parameters()
        .forEach((name, parameter) -> {
          if (name.startsWith("layers.") && parameter.value().rank() == 2) {
            action.accept(parameter.value());
          }
        });
  }

  private static void fill(FrameworkRandom random, Tensor x, float std) {
    random.fillNormal(x.array(), 0, std);
    x.changed();
  }

  private static Tensor value(@Nullable Parameter parameter) {
    if (parameter == null) {
      throw new IllegalStateException(
          "the model lacks a parameter that its configuration promises");
    }
    return parameter.value();
  }
}
