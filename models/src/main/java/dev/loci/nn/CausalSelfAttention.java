package dev.loci.nn;

import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;

/** Causal multi-head self-attention (Vaswani et al., 2017). */
public final class CausalSelfAttention extends Module {
  private final int heads;
  private final double scale;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;

  /**
   * @param width width of what comes in and goes out
   * @param heads number of heads
   * @param keyWidth width of the queries and keys of a head; scores are divided by its root
   * @param valueWidth width of the values of a head
   * @param biases whether the four projections have biases
   */
  public CausalSelfAttention(int width, int heads, int keyWidth, int valueWidth, boolean biases) {
    this.heads = heads;
    this.scale = 1 / Math.sqrt((double) keyWidth);
    query = child("query", new Linear(width, heads * keyWidth, biases));
    key = child("key", new Linear(width, heads * keyWidth, biases));
    value = child("value", new Linear(width, heads * valueWidth, biases));
    output = child("output", new Linear(heads * valueWidth, width, biases));
  }

  /** Maps {@code (B, T, width)} to the same shape; position t sees positions 0..t. */
  public Variable forward(Variable x) {
    return output.forward(attend(x));
  }

  /**
   * Maps {@code (B, T, width)} to {@code (N, width)}, the rows of {@link #forward} at positions.
   */
  public Variable forward(Variable x, Tensor positions) {
    return output.forward(Positions.select(attend(x), positions));
  }

  private Variable attend(Variable x) {
    Variable q = query.forward(x);
    Variable k = key.forward(x);
    Variable v = value.forward(x);
    return precision().causalAttention(q, k, v, heads, scale);
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
