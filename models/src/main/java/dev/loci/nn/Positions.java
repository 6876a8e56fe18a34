package dev.loci.nn;

import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;

/** Selects positions of a batch of sequences, where only some of them matter. */
public final class Positions {
  private Positions() {}

  /**
   * Selects from states {@code (B, T, D)}.
   *
   * @param positions numbers of positions, int32 {@code (N)}: position t of sequence b is {@code b
   *     T + t}
   * @return {@code (N, D)}
   */
  public static Variable select(Variable x, Tensor positions) {
    int width = x.tensor().shape().dim(x.tensor().rank() - 1);
    return x.reshape(x.tensor().size() / width, width).gather(positions);
  }
}
