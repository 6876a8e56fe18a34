package dev.loci.tasks.experiment.recall;

import dev.loci.models.gpt.BlockConfig;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The models that learn facts: pre-norm decoders with ReLU and attention without biases. */
public final class RecallModel {
  private static final String EMBEDDING = "embedding.weight";
  private static final String OUTPUT = "head.weight";
  private static final double POSITIONS = 0.02;

  private RecallModel() {}

  /** The form of the model. */
  public static GptConfig config(RecallSettings settings, int vocabulary, int context) {
    List<Integer> hidden =
        settings.hidden() == 0
            ? List.of()
            : Collections.nCopies(settings.hiddenLayers(), settings.hidden());
    int each = settings.width() / settings.heads();
    BlockConfig block = new BlockConfig(settings.heads(), each, each, false, hidden, true);
    List<BlockConfig> blocks = Collections.nCopies(settings.layers(), block);
    return GptConfig.of(vocabulary, context, settings.width(), blocks)
        .with(Switch.LAYER_NORM, settings.norm())
        .with(Switch.POSITIONS, settings.positions())
        .with(Switch.TIED, settings.tied());
  }

  /**
   * The model of a run with its initial weights. Each parameter is drawn from a stream of its name;
   * deviations keep the size of what passes through, 1 over the root of the number of inputs, with
   * another root of 2 before a ReLU.
   */
  static Gpt create(RecallSettings settings, Questions questions) {
    Gpt model = new Gpt(config(settings, questions.facts().vocabulary(), questions.context()));
    RandomStream random = RandomStream.of(settings.seed()).split("weights");
    model
        .parameters()
        .forEach((name, parameter) -> {
          Tensor value = parameter.value();
          if (value.rank() == 2) {
            double deviation = deviation(settings, name, value.shape().dim(1));
            random.split(name).fillNormal(value.array(), 0, (float) deviation);
            value.changed();
          }
          if (isFrozen(settings, name)) {
            parameter.freeze();
          }
        });
    scaleRelations(settings, questions, model);
    if (settings.outputRank() > 0) {
      flattenOutput(settings.outputRank(), model, random.split("output"));
    }
    return model;
  }

  /** Maps random directions of a small space into the model's: unit vectors of a low rank. */
  private static void flattenOutput(int rank, Gpt model, RandomStream random) {
    Tensor output = Objects.requireNonNull(model.state().get(OUTPUT));
    int width = output.shape().dim(1);
    double[][] basis = new double[rank][width];
    for (double[] row : basis) {
      Arrays.setAll(row, j -> random.normal());
    }
    for (int a = 0; a < output.shape().dim(0); a++) {
      double[] row = new double[width];
      double squares = 0;
      for (double[] direction : basis) {
        double code = random.normal();
        for (int j = 0; j < width; j++) {
          row[j] += code * direction[j];
        }
      }
      for (double x : row) {
        squares += x * x;
      }
      for (int j = 0; j < width; j++) {
        output.set(row[j] / Math.sqrt(squares), a, j);
      }
    }
  }

  /** Draws the relations' embeddings anew if their deviation is another than the subjects'. */
  private static void scaleRelations(RecallSettings settings, Questions questions, Gpt model) {
    if (settings.relationDeviation() == settings.embeddingDeviation()) {
      return;
    }
    int from = questions.facts().relationToken(0);
    Tensor relations =
        model.embedding().value().slice(0, from, from + questions.facts().relations());
    float[] values = relations.toFloatArray();
    RandomStream.of(settings.seed())
        .split("weights")
        .split("relations")
        .fillNormal(values, 0, (float) settings.relationDeviation());
    relations.copyFrom(Tensor.wrap(values, relations.shape().dim(0), relations.shape().dim(1)));
  }

  private static double deviation(RecallSettings settings, String name, int inputs) {
    if (name.equals(EMBEDDING)) {
      return settings.embeddingDeviation();
    }
    if (name.startsWith("positions.")) {
      return POSITIONS;
    }
    boolean beforeRelu = name.contains(".mlp.up.") || name.contains(".mlp.hidden.");
    return Math.sqrt((beforeRelu ? 2.0 : 1.0) / inputs);
  }

  private static boolean isFrozen(RecallSettings settings, String name) {
    return (name.equals(EMBEDDING) && settings.frozenEmbeddings())
        || (name.equals(OUTPUT) && settings.frozenOutput());
  }

  /** The number of parameters that learn. */
  static long trainable(Gpt model) {
    return model.parameters().values().stream()
        .filter(parameter -> !parameter.isFrozen())
        .map(Parameter::value)
        .mapToLong(Tensor::size)
        .sum();
  }
}
