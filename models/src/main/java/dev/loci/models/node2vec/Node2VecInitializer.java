package dev.loci.models.node2vec;

import dev.loci.tensor.random.FrameworkRandom;
import dev.loci.tensor.random.RandomStream;

/** A way to fill a model's parameters before training. */
@FunctionalInterface
public interface Node2VecInitializer {
  void initialize(Node2Vec model);

  /** Independent normal values of a deviation, for each parameter by its name. */
  static Node2VecInitializer normal(RandomStream random, double std) {
    return model ->
        model
            .state()
            .forEach((name, value) -> {
              random.split(name).fillNormal(value.array(), 0, (float) std);
              value.changed();
            });
  }

  /**
   * The values that the reference implementation of arXiv 2510.26745 starts from, to a unit or two
   * in the last place: one standard normal fill for each parameter, in order. (The reference has
   * one; that of the targets comes after it.)
   */
  static Node2VecInitializer framework(int seed) {
    return model -> {
      FrameworkRandom random = FrameworkRandom.seeded(seed);
      model
          .state()
          .values()
          .forEach(value -> {
            random.fillNormal(value.array(), 0, 1);
            value.changed();
          });
    };
  }
}
