package dev.loci.nn;

import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;

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
    return x.mul(x.tape().apply(new Mask(rate, random, x.tensor().shape())));
  }

  /** Zeros at the places that are dropped, {@code 1 / (1 - rate)} at the others. */
  private record Mask(double rate, RandomStream random, Shape shape)
      implements Op.NonDifferentiable {
    @Override
    public String name() {
      return "dropout_mask";
    }

    @Override
    public String reason() {
      return "it is drawn at random";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      Tensor mask = Tensor.empty(DType.FLOAT32, shape);
      float[] elements = mask.array();
      float scale = (float) (1 / (1 - rate));
      return new Computation(
          mask,
          () -> {
            for (int i = 0; i < shape.size(); i++) {
              elements[i] = random.nextDouble() < rate ? 0 : scale;
            }
          });
    }
  }
}
