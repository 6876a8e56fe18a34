package dev.loci.nn;

import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import dev.loci.autograd.op.CausalAttention;
import dev.loci.autograd.op.CrossEntropy;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How exactly a model computes; see {@link Module#setPrecision}. Parameters and their updates keep
 * their type in either case.
 */
public enum Precision {
  /** All in the type of the tensors. */
  FULL,

  /**
   * As mixed precision on a GPU does it, in float32 arithmetic: what matrix products take and give
   * is rounded to bfloat16, and so are the gradients at the same places. Sums inside of a product,
   * softmax, normalisations and activations keep their float32.
   *
   * <p>The rounding is part of what a model learns: when little is left to learn, its noise is what
   * an Adam update is made of.
   */
  BFLOAT16;

  /** The values as this precision has them; the gradient by x is rounded likewise. */
  public Variable round(Variable x) {
    return this == FULL ? x : x.tape().apply(new Bfloat16(), x);
  }

  /** As {@link Variable#linear}. */
  public Variable linear(
      Variable x, Variable weight, @Nullable Variable bias, Activation activation) {
    if (this == FULL) {
      return x.linear(weight, bias, activation);
    }
    Variable rounded = bias == null ? null : round(bias);
    return activation.on(round(round(x).linear(round(weight), rounded, Activation.IDENTITY)));
  }

  /** As {@link Variable#causalAttention}; the scores are rounded before and after scaling. */
  public Variable causalAttention(
      Variable queries, Variable keys, Variable values, int heads, double scale) {
    if (this == FULL) {
      return queries.causalAttention(keys, values, heads, scale);
    }
    List<Variable> inputs = List.of(round(queries), round(keys), round(values));
    return new CausalAttention(heads, scale).composed(inputs, this::round);
  }

  /** As {@link Variable#crossEntropy}; the logarithms of the probabilities are rounded. */
  public Variable crossEntropy(Variable logits, Tensor labels) {
    if (this == FULL) {
      return logits.crossEntropy(labels);
    }
    Variable x = round(logits);
    return CrossEntropy.ofLogarithms(x.tape().apply(new Bfloat16LogSoftmax(), x), labels);
  }
}
