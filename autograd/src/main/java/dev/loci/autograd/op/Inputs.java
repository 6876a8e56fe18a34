package dev.loci.autograd.op;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.List;

/** What fused operations ask of their inputs. */
final class Inputs {
  private Inputs() {}

  /** Refuses int32, and element types that differ. */
  static void requireFloat(String name, List<Tensor> inputs) {
    DType type = inputs.get(0).dtype();
    for (Tensor x : inputs) {
      if (x.dtype() != type) {
        throw new IllegalArgumentException(
            name + ": element types differ: " + type + " and " + x.dtype());
      }
    }
    if (!type.isFloat()) {
      throw new IllegalArgumentException(name + ": not defined for " + type);
    }
  }
}
