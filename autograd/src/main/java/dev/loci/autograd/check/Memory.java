package dev.loci.autograd.check;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;

/** Which elements inputs lie on: finite differences can only vary what is stored once. */
final class Memory {
  private Memory() {}

  /** Refuses inputs that are not float64, repeat elements or share them with another input. */
  static void requireUsable(Tensor[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      requireUsable(i, inputs[i]);
      for (int j = 0; j < i; j++) {
        if (inputs[i] != inputs[j] && shared(inputs[i], inputs[j])) {
          throw new IllegalArgumentException(
              "check: inputs %d and %d share elements: changing one changes the other"
                  .formatted(j, i));
        }
      }
    }
  }

  private static void requireUsable(int i, Tensor x) {
    if (x.dtype() != DType.FLOAT64) {
      throw new IllegalArgumentException(
          "check: input " + i + " is " + x.dtype() + ", not float64");
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      if (x.stride(axis) == 0 && x.shape().dim(axis) > 1) {
        throw new IllegalArgumentException(
            "check: input " + i + " repeats its elements along axis " + axis);
      }
    }
    if (places(x).size() < x.size()) {
      throw new IllegalArgumentException("check: input " + i + " holds some elements twice");
    }
  }

  private static boolean shared(Tensor a, Tensor b) {
    if (!a.<Object>array().equals(b.<Object>array())) {
      return false;
    }
    Set<Integer> both = places(a);
    both.retainAll(places(b));
    return !both.isEmpty();
  }

  /** Where the elements of a tensor are stored. */
  private static Set<Integer> places(Tensor x) {
    Set<Integer> places = new HashSet<>();
    for (int element = 0; element < x.size(); element++) {
      int[] index = x.shape().index(element);
      int place = x.offset();
      for (int axis = 0; axis < index.length; axis++) {
        place += index[axis] * x.stride(axis);
      }
      places.add(place);
    }
    return places;
  }
}
