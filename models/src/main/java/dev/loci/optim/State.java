package dev.loci.optim;

import dev.loci.tensor.Tensor;
import java.util.Map;

/** Takes over saved tensors. */
final class State {
  private State() {}

  static void restore(Map<String, Tensor> from, Map<String, Tensor> to) {
    if (!from.keySet().equals(to.keySet())) {
      throw new IllegalArgumentException(
          "restore: the optimiser's state has %d tensors, expected %d of other names"
              .formatted(from.size(), to.size()));
    }
    to.forEach((name, target) -> {
      Tensor source = from.get(name);
      if (source == null || !source.shape().equals(target.shape())) {
        throw new IllegalArgumentException(
            "restore: the optimiser's %s does not have shape %s".formatted(name, target.shape()));
      }
      target.copyFrom(source);
    });
  }
}
