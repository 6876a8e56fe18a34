package dev.loci.models.gpt;

import dev.loci.nn.Module;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.function.ToDoubleFunction;

/** A way to fill a model's parameters before training. */
@FunctionalInterface
public interface GptInitializer {
  void initialize(Module model);

  /**
   * Independent normal values for each parameter by its name, so that a parameter's values do not
   * depend on what else the model has. Biases are 0, gains 1.
   *
   * @param std deviation of all matrices
   * @param positionStd deviation of the positions
   */
  static GptInitializer normal(RandomStream random, double std, double positionStd) {
    return normal(random, name -> name.startsWith("positions.") ? positionStd : std);
  }

  /**
   * As {@link #normal(RandomStream, double, double)} with deviations by the parameters' names.
   *
   * @param deviation of the matrix of a name
   */
  static GptInitializer normal(RandomStream random, ToDoubleFunction<String> deviation) {
    return model ->
        model
            .parameters()
            .forEach((name, parameter) -> {
              Tensor value = parameter.value();
              if (value.rank() == 2) {
                random
                    .split(name)
                    .fillNormal(value.array(), 0, (float) deviation.applyAsDouble(name));
                value.changed();
              }
            });
  }

  /**
   * The values that the reference implementation of arXiv 2510.26745 starts from, to a unit or two
   * in the last place: it draws all from one generator in the order in which its parts are made and
   * then made again.
   *
   * @param embeddingStd deviation of the output matrix (with tied weights the embedding too): 0.02,
   *     or 1 for the "non-geometric" start
   */
  static GptInitializer framework(int seed, double embeddingStd) {
    return new FrameworkInitializer(seed, embeddingStd);
  }
}
