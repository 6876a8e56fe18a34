package dev.loci.nn;

import dev.loci.tensor.Tensor;
import java.util.Map;
import java.util.TreeSet;

/** Takes over saved tensors by their names, all or none. */
public final class State {
  private State() {}

  /**
   * Copies each tensor into the one of the same name.
   *
   * @throws IllegalArgumentException naming the tensor that is missing, unknown or of another type
   *     or shape; nothing is changed then
   */
  public static void restore(Map<String, Tensor> from, Map<String, Tensor> into) {
    requireFit(from, into);
    into.forEach((name, target) -> target.copyFrom(fitting(name, from, target)));
  }

  /**
   * Finds fault with what {@link #restore} would not take over.
   *
   * @throws IllegalArgumentException naming the tensor that is missing, unknown or of another type
   *     or shape
   */
  public static void requireFit(Map<String, Tensor> from, Map<String, Tensor> into) {
    for (String name : new TreeSet<>(from.keySet())) {
      if (!into.containsKey(name)) {
        throw new IllegalArgumentException("restore: there is no " + name + " here");
      }
    }
    into.forEach((name, target) -> fitting(name, from, target));
  }

  private static Tensor fitting(String name, Map<String, Tensor> from, Tensor target) {
    Tensor source = from.get(name);
    if (source == null) {
      throw new IllegalArgumentException("restore: " + name + " is missing");
    }
    if (!source.shape().equals(target.shape()) || source.dtype() != target.dtype()) {
      throw new IllegalArgumentException(
          "restore: %s is %s %s, expected %s %s"
              .formatted(name, source.dtype(), source.shape(), target.dtype(), target.shape()));
    }
    return source;
  }
}
