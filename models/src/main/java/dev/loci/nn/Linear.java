package dev.loci.nn;

import dev.loci.autograd.Variable;
import org.jspecify.annotations.Nullable;

/** {@code y = x W^T + b}: weight {@code (out, in)}, bias {@code (out)} if there is one. */
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
    Variable y = x.matmul(weight.on(x.tape()).transpose());
    return bias == null ? y : y.add(bias.on(x.tape()));
  }
}
