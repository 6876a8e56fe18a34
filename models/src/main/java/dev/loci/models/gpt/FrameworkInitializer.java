package dev.loci.models.gpt;

import dev.loci.nn.Parameter;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.FrameworkRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** See {@link GptInitializer#framework}. */
final class FrameworkInitializer implements GptInitializer {
  private static final float STD = 0.02f;

  private final FrameworkRandom random;
  private final float embeddingStd;

  FrameworkInitializer(FrameworkRandom random, double embeddingStd) {
    this.random = random;
    this.embeddingStd = (float) embeddingStd;
  }

  @Override
  public void initialize(Gpt model) {
    GptConfig config = model.config();
    skipConstruction(model);
    Tensor embedding = model.embedding().value();
    Map<String, Parameter> parameters = model.parameters();
    if (config.tied()) {
      fill(embedding, embeddingStd);
      random.skipNormal(embedding.size()); // drawn for the embedding, then replaced by the output
    } else {
      fill(value(parameters.get("head.weight")), embeddingStd);
      fill(embedding, STD);
    }
    forEachLinear(model, weight -> fill(weight, STD));
    if (config.positions()) {
      fill(value(parameters.get("positions.weight")), 1);
    }
  }

  /** Draws what the reference's constructors draw before its own initialisation begins. */
  private void skipConstruction(Gpt model) {
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
  private static void forEachLinear(Gpt model, java.util.function.Consumer<Tensor> action) {
    model
        .parameters()
        .forEach((name, parameter) -> {
          if (name.startsWith("layers.") && parameter.value().rank() == 2) {
            action.accept(parameter.value());
          }
        });
  }

  private void fill(Tensor x, float std) {
    random.fillNormal(x.array(), 0, std);
  }

  private static Tensor value(@Nullable Parameter parameter) {
    if (parameter == null) {
      throw new IllegalStateException(
          "the model lacks a parameter that its configuration promises");
    }
    return parameter.value();
  }
}
