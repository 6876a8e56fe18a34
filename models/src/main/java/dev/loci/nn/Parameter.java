package dev.loci.nn;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;

/** A tensor that a model learns, or keeps as it is while frozen. */
public final class Parameter {
  private Tensor value;
  private boolean frozen;

  Parameter(Tensor value) {
    this.value = value;
  }

  /** The value; optimisers change it in place. */
  public Tensor value() {
    return value;
  }

  void convert(DType type) {
    value = value.to(type);
  }

  /** Excludes this parameter from training: it has no gradient and receives no update or decay. */
  public void freeze() {
    frozen = true;
  }

  public boolean isFrozen() {
    return frozen;
  }

  /** This parameter as it takes part in a computation. */
  public Variable on(Tape tape) {
    return frozen ? tape.constant(value) : tape.variable(value);
  }
}
