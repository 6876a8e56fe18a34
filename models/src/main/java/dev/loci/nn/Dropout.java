package dev.loci.nn;

import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;

/** Dropout (Srivastava et al., 2014): drops elements at a rate and scales up those that stay. */
public final class Dropout {
  private final double rate;

  /**
   * @param rate the share that is dropped, from 0 to below 1
   */
  public Dropout(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "dropout: the rate is " + rate + ", expected 0 <= rate < 1");
    }
    this.rate = rate;
  }

  /** Drops with fresh draws from the stream. */
  public Variable forward(Variable x, RandomStream random) {
    if (rate == 0) {
      return x;
    }
    float[] mask = new float[x.tensor().size()];
    float scale = (float) (1 / (1 - rate));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : scale;
    }
    return x.mul(x.tape().constant(Tensor.wrap(mask, x.tensor().shape().toArray())));
  }
}
