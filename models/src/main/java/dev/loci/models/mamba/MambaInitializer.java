package dev.loci.models.mamba;

import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;

/**
 * A way to fill a model's parameters before training. Each parameter's values are drawn by its
 * name, so that they do not depend on what else the model has.
 */
@FunctionalInterface
public interface MambaInitializer {
  void initialize(Mamba model);

  /**
   * As published, but for embedding and linear maps, which are normal: rates log(1..N), skip 1, the
   * convolution uniform, and step sizes that begin between 0.001 and 0.1.
   *
   * @param std deviation of the embedding and of all linear maps but that to the step sizes
   */
  static MambaInitializer of(RandomStream random, double std) {
    return new NormalInitializer(random, std, true);
  }

  /** The release of arXiv 2510.26745: step sizes too come from a normal map, without bias. */
  static MambaInitializer release(RandomStream random) {
    return new NormalInitializer(random, 0.02, false);
  }

  /** See {@link #of}. */
  record NormalInitializer(RandomStream random, double std, boolean smallSteps)
      implements MambaInitializer {
    private static final double LEAST_STEP = 0.001;
    private static final double LARGEST_STEP = 0.1;

    @Override
    public void initialize(Mamba model) {
      MambaConfig config = model.config();
      model
          .parameters()
          .forEach((name, parameter) -> {
            Tensor value = parameter.value();
            fill(config, name, value.array());
            value.changed();
          });
    }

    private void fill(MambaConfig config, String name, float[] values) {
      RandomStream own = random.split(name);
      if (name.endsWith(".rates")) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) StrictMath.log(1 + i % config.states());
        }
      } else if (name.endsWith(".skip")) {
        Arrays.fill(values, 1);
      } else if (name.contains(".conv.")) {
        fillUniform(own, values, config.kernel());
      } else if (smallSteps && name.endsWith(".steps.weight")) {
        fillUniform(own, values, config.rank());
      } else if (smallSteps && name.endsWith(".steps.bias")) {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) inverseSoftplus(step(own.nextDouble()));
        }
      } else if (!name.contains("norm") && name.endsWith(".weight")) {
        own.fillNormal(values, 0, (float) std);
      }
    }

    /** Between plus and minus {@code 1 / sqrt(fan)}. */
    private static void fillUniform(RandomStream random, float[] values, int fan) {
      float bound = (float) (1 / Math.sqrt(fan));
      random.fillUniform(values, -bound, bound);
    }

    /** A step size, its logarithm uniform. */
    private static double step(double u) {
      double least = StrictMath.log(LEAST_STEP);
      return StrictMath.exp(least + u * (StrictMath.log(LARGEST_STEP) - least));
    }

    private static double inverseSoftplus(double y) {
      return y + StrictMath.log(-StrictMath.expm1(-y));
    }
  }
}
