package dev.loci.nn;

import dev.loci.autograd.Variable;

/**
 * Layer normalisation along the last axis with gain {@code weight}, ones at first, and {@code
 * bias}, zeros. The variance is that of n elements, with 1e-5 added before the root.
 */
public final class LayerNorm extends Module {
  private static final double EPSILON = 1e-5;

  private final Parameter weight;
  private final Parameter bias;

  public LayerNorm(int width) {
    weight = parameter("weight", width);
    bias = parameter("bias", width);
    weight.value().fill(1);
  }

  /** Normalises {@code (..., width)} to the same shape. */
  public Variable forward(Variable x) {
    return x.layerNorm(weight.on(x.tape()), bias.on(x.tape()), EPSILON);
  }
}
