package dev.loci.tasks.experiment.pathstar;

import dev.loci.models.SequenceModel;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.models.mamba.Mamba;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.models.mamba.MambaInitializer;
import dev.loci.nn.Module;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;

/** A model under both of its names. */
record Learner(Module module, SequenceModel model) {
  private static final String LAYERS = "layers.";

  /** A model with its initial weights, which depend on the seed and on each parameter's name. */
  static Learner of(PathStarSettings settings, int vocabulary, int context) {
    RandomStream random = RandomStream.of(settings.seed()).split("weights");
    return settings.model().equals(PathStarSettings.MAMBA)
        ? mamba(settings, vocabulary, random)
        : gpt(settings, vocabulary, context, random);
  }

  private static Learner gpt(
      PathStarSettings settings, int vocabulary, int context, RandomStream random) {
    Gpt model =
        new Gpt(
            GptConfig.of(vocabulary, context, settings.layers(), settings.width(), settings.heads())
                .with(Switch.TIED, settings.tied())
                .with(Switch.FROZEN_EMBEDDINGS, settings.frozenEmbeddings())
                .withDropout(settings.dropout()));
    GptInitializer.normal(random, name -> deviation(settings, name)).initialize(model);
    return new Learner(model, model);
  }

  private static Learner mamba(PathStarSettings settings, int vocabulary, RandomStream random) {
    Mamba model =
        new Mamba(
            MambaConfig.of(vocabulary, settings.layers(), settings.width())
                .withEmbedding(settings.tied(), settings.frozenEmbeddings()));
    MambaInitializer.of(random, settings.deviation()).initialize(model);
    model
        .parameters()
        .forEach((name, parameter) -> {
          Tensor value = parameter.value();
          if (value.rank() == 2 && !name.startsWith(LAYERS)) {
            random.split(name).fillNormal(value.array(), 0, (float) settings.embeddingDeviation());
            value.changed();
          }
        });
    return new Learner(model, model);
  }

  /** Lets embeddings, positions and output matrix keep the values that they have. */
  void freezeEmbeddings() {
    module
        .parameters()
        .forEach((name, parameter) -> {
          if (parameter.value().rank() == 2 && !name.startsWith(LAYERS)) {
            parameter.freeze();
          }
        });
  }

  private static double deviation(PathStarSettings settings, String name) {
    if (name.startsWith("positions.")) {
      return settings.positionDeviation();
    }
    return name.startsWith(LAYERS) ? settings.deviation() : settings.embeddingDeviation();
  }
}
