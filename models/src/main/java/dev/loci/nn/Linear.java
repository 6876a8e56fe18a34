package dev.loci.nn;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.Activation;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b}: weight {@code (out, in)}, bias {@code (out)} if there is one. Both are
 * zeros until something fills them, such as {@code GptInitializer.normal}, which takes any module.
 */
public final class Linear extends Module {
  private final Parameter weight;
  private final @Nullable Parameter bias;

  public Linear(int in, int out, boolean hasBias) {
    weight = parameter("weight", out, in);
    bias = hasBias ? parameter("bias", out) : null;
  }

  public Parameter weight() {
    return weight;
  }

  /** Maps {@code (..., in)} to {@code (..., out)}. */
  public Variable forward(Variable x) {
    return forward(x, Activation.IDENTITY);
  }

  /** Maps {@code (..., in)} to {@code (..., out)} and applies a function to each element. */
  public Variable forward(Variable x, Activation activation) {
    Tape tape = x.tape();
    Variable b = bias == null ? null : bias.on(tape);
    return precision().linear(x, weight.on(tape), b, activation);
  }
}
