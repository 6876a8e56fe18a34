package dev.loci.autograd.check;

import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Central differences of a function; inputs are changed in place and put back. */
record FiniteDifferences(TensorFunction function, Tensor[] inputs, double step) {

  /** The slope of the weighted sum of outputs by one element of an input. */
  double slope(Tensor weights, int input, int element) {
    double h = width(input, element);
    return (dot(moved(input, element, h), weights) - dot(moved(input, element, -h), weights))
        / (2 * h);
  }

  /** The slopes to the right and to the left; where they differ there is a kink. */
  double[] oneSided(Tensor weights, int input, int element) {
    double h = width(input, element);
    double here = dot(moved(input, element, 0), weights);
    return new double[] {
      (dot(moved(input, element, h), weights) - here) / h,
      (here - dot(moved(input, element, -h), weights)) / h
    };
  }

  /** The slopes of all outputs by one element of an input. */
  double[] column(int input, int element) {
    double h = width(input, element);
    double[] above = moved(input, element, h).toDoubleArray();
    double[] below = moved(input, element, -h).toDoubleArray();
    Arrays.setAll(above, o -> (above[o] - below[o]) / (2 * h));
    return above;
  }

  /** The slope of the weighted sum of outputs when all inputs move. */
  double slope(Tensor weights, List<Tensor> directions) {
    return (dot(moved(directions, step), weights) - dot(moved(directions, -step), weights))
        / (2 * step);
  }

  private double width(int input, int element) {
    Tensor x = inputs[input];
    return step * Math.max(1, Math.abs(x.get(x.shape().index(element))));
  }

  private static double dot(Tensor output, Tensor weights) {
    return output.mul(weights).sum().item();
  }

  private Tensor moved(int input, int element, double by) {
    Tensor x = inputs[input];
    int[] index = x.shape().index(element);
    double value = x.get(index);
    try {
      x.set(value + by, index);
      return value();
    } finally {
      x.set(value, index);
    }
  }

  private Tensor moved(List<Tensor> directions, double by) {
    List<Tensor> before = Arrays.stream(inputs).map(Tensor::copy).toList();
    try {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i].copyFrom(inputs[i].add(directions.get(i).mul(by)));
      }
      return value();
    } finally {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i].copyFrom(before.get(i));
      }
    }
  }

  /** The value where the inputs are now, apart from them should it be a view. */
  private Tensor value() {
    return function.apply(GradCheck.variables(new Tape(), inputs)).tensor().copy();
  }
}
