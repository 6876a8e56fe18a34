package dev.loci.tasks.experiment.pathstar;

import dev.loci.models.SequenceModel;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.mamba.Mamba;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.models.mamba.MambaInitializer;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;

/** A model under both of its names. */
record Learner(Module module, SequenceModel model) {

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
            new GptConfig(
                vocabulary,
                context,
                settings.layers(),
                settings.width(),
                settings.heads(),
                true,
                true,
                true,
                true,
                settings.tied(),
                settings.frozenEmbeddings(),
                false,
                settings.dropout()));
    model
        .parameters()
        .forEach((name, parameter) -> {
          if (parameter.value().rank() == 2) {
            fill(parameter, random.split(name), deviation(settings, name));
          }
        });
    return new Learner(model, model);
  }

  private static Learner mamba(PathStarSettings settings, int vocabulary, RandomStream random) {
    Mamba model = new Mamba(MambaConfig.of(vocabulary, settings.layers(), settings.width()));
    MambaInitializer.of(random, settings.deviation()).initialize(model);
    fill(model.embedding(), random.split("embedding.weight"), settings.embeddingDeviation());
    if (settings.frozenEmbeddings()) {
      model.embedding().freeze();
    }
    return new Learner(model, model);
  }

  private static double deviation(PathStarSettings settings, String name) {
    if (name.startsWith("positions.")) {
      return settings.positionDeviation();
    }
    return name.startsWith("layers.") ? settings.deviation() : settings.embeddingDeviation();
  }

  private static void fill(Parameter parameter, RandomStream random, double deviation) {
    Tensor value = parameter.value();
    random.fillNormal(value.array(), 0, (float) deviation);
    value.changed();
  }
}
