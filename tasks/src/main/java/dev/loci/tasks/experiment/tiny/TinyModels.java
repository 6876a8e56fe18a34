package dev.loci.tasks.experiment.tiny;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.models.mamba.Mamba;
import dev.loci.models.mamba.MambaConfig;
import dev.loci.models.mamba.MambaInitializer;
import dev.loci.models.mlp.Mlp;
import dev.loci.models.mlp.MlpConfig;
import dev.loci.models.node2vec.Node2Vec;
import dev.loci.models.node2vec.Node2VecInitializer;
import dev.loci.nn.Module;
import dev.loci.nn.Precision;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.stream.Stream;

/** From settings to a model with its initial weights. */
final class TinyModels {
  private static final double STD = 0.02;

  private TinyModels() {}

  static Module create(TinySettings settings, int vocabulary, int context) {
    Module model =
        switch (settings.model()) {
          case "transformer" -> transformer(settings, vocabulary, context);
          case "mamba" -> mamba(settings, vocabulary);
          default -> network(settings, vocabulary, context);
        };
    model.setPrecision(
        settings.precision().equals("bfloat16") ? Precision.BFLOAT16 : Precision.FULL);
    return model;
  }

  private static Gpt transformer(TinySettings settings, int vocabulary, int context) {
    Gpt model =
        new Gpt(
            GptConfig.of(vocabulary, context, settings.layers(), settings.width(), settings.heads())
                .with(Switch.ATTENTION, settings.attention())
                .with(Switch.RESIDUAL, settings.residual())
                .with(Switch.LAYER_NORM, settings.layerNorm())
                .with(Switch.POSITIONS, settings.positions())
                .with(Switch.TIED, settings.tied())
                .with(Switch.FROZEN_EMBEDDINGS, settings.frozenEmbeddings()));
    initializer(settings).initialize(model);
    return model;
  }

  private static Mlp network(TinySettings settings, int vocabulary, int context) {
    MlpConfig config =
        new MlpConfig(
            vocabulary,
            settings.width(),
            hidden(settings.hidden()),
            settings.positions() ? context : 0,
            settings.tied(),
            settings.frozenEmbeddings(),
            settings.dropout());
    Mlp model = new Mlp(config);
    initializer(settings).initialize(model);
    if (settings.init().equals("identity")) {
      model.setLayersToIdentity();
    }
    return model;
  }

  /** Widths such as {@code 64,64}. */
  static List<Integer> hidden(String widths) {
    if (widths.isBlank()) {
      return List.of();
    }
    try {
      return Stream.of(widths.split(",", -1)).map(each -> Integer.valueOf(each.strip())).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "setting hidden: expected widths such as 64,64, got \"" + widths + "\"", e);
    }
  }

  /** With residual connections as published, without them as in the reference. */
  private static Mamba mamba(TinySettings settings, int vocabulary) {
    boolean residual = settings.residual();
    Mamba model =
        new Mamba(
            MambaConfig.of(vocabulary, settings.layers(), settings.width())
                .withResidual(residual)
                .withFinalNorm(residual)
                .withEmbedding(settings.tied(), settings.frozenEmbeddings()));
    RandomStream random = RandomStream.of(settings.seed());
    MambaInitializer start =
        residual ? MambaInitializer.of(random, STD) : MambaInitializer.release(random);
    start.initialize(model);
    return model;
  }

  static void initialize(TinySettings settings, Node2Vec model) {
    Node2VecInitializer start =
        settings.init().equals("framework")
            ? Node2VecInitializer.framework(settings.seed())
            : Node2VecInitializer.normal(RandomStream.of(settings.seed()), 1);
    start.initialize(model);
  }

  private static GptInitializer initializer(TinySettings settings) {
    return switch (settings.init()) {
      case "framework", "identity" -> GptInitializer.framework(settings.seed(), STD);
      case "non_geometric" -> GptInitializer.framework(settings.seed(), 1);
      default -> GptInitializer.normal(RandomStream.of(settings.seed()), STD, STD);
    };
  }
}
