package dev.loci.models.mamba;

import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;

/** Models and tokens to test with. */
final class Mambas {
  private Mambas() {}

  /** A model with random values everywhere, so that nothing can be left out unnoticed. */
  static Mamba random(MambaConfig config, RandomStream random) {
    Mamba model = new Mamba(config);
    model
        .parameters()
        .forEach((name, parameter) -> {
          boolean isGain = name.contains("norm") && name.endsWith("weight");
          Tensor value = parameter.value();
          random.split(name).fillNormal(value.array(), isGain ? 1 : 0, 0.5f);
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

  /** Two layers of few and odd extents. */
  static MambaConfig small(boolean residual, boolean finalNorm, boolean tied) {
    return new MambaConfig(7, 2, 5, 3, 4, 2, 2, residual, finalNorm, tied, false);
  }
}
