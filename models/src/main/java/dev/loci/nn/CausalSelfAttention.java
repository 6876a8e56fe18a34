package dev.loci.nn;

import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;

/** Causal multi-head self-attention (Vaswani et al., 2017) with biases in all four projections. */
public final class CausalSelfAttention extends Module {
  private final int heads;
  private final double scale;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;

  public CausalSelfAttention(int width, int heads) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "attention: a width of " + width + " does not divide into " + heads + " heads");
    }
    this.heads = heads;
    this.scale = 1 / Math.sqrt((double) width / heads);
    query = child("query", new Linear(width, width, true));
    key = child("key", new Linear(width, width, true));
    value = child("value", new Linear(width, width, true));
    output = child("output", new Linear(width, width, true));
  }

  /** Maps {@code (B, T, width)} to the same shape; position t sees positions 0..t. */
  public Variable forward(Variable x) {
    Variable q = query.forward(x);
    Variable k = key.forward(x);
    Variable v = value.forward(x);
    return output.forward(precision().causalAttention(q, k, v, heads, scale));
  }

  /**
   * As {@link #forward} for positions {@code (B, T, width)} from {@code past} on, of sequences
   * whose positions before are in the cache. Without gradients.
   */
  public Variable step(Variable x, KeyValueCache cache, int past) {
    Tensor q = query.forward(x).tensor();
    Tensor k = key.forward(x).tensor();
    Tensor v = value.forward(x).tensor();
    return output.forward(x.tape().constant(cache.attend(past, q, k, v, heads, scale)));
  }
}
