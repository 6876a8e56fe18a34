package dev.loci.autograd.check;

import dev.loci.autograd.TensorFunction;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;

/**
 * The derivatives of all output elements (rows) by all elements of one input (columns), both in
 * row-major order.
 */
record Jacobian(Shape output, Shape input, double[] values) {

  int rows() {
    return output.size();
  }

  int columns() {
    return input.size();
  }

  double at(int row, int column) {
    return values[row * columns() + column];
  }

  /** As the engine computes it, one backward pass per row. */
  static Jacobian analytic(TensorFunction function, Tensor[] inputs, int input, boolean recorded) {
    Point point = Point.of(function, inputs);
    Shape output = point.output().tensor().shape();
    Shape shape = inputs[input].shape();
    double[] values = new double[output.size() * shape.size()];
    for (int row = 0; row < output.size(); row++) {
      Tensor seed = Tensor.zeros(DType.FLOAT64, output);
      seed.set(1, output.index(row));
      double[] slopes = point.gradients(seed, recorded).get(input).toDoubleArray();
      System.arraycopy(slopes, 0, values, row * slopes.length, slopes.length);
    }
    return new Jacobian(output, shape, values);
  }

  /** From central differences, two evaluations per column. */
  static Jacobian numeric(TensorFunction function, Tensor[] inputs, int input, double step) {
    FiniteDifferences differences = new FiniteDifferences(function, inputs, step);
    Shape output = Point.of(function, inputs).output().tensor().shape();
    Shape shape = inputs[input].shape();
    double[] values = new double[output.size() * shape.size()];
    for (int column = 0; column < shape.size(); column++) {
      double[] slopes = differences.column(input, column);
      for (int row = 0; row < slopes.length; row++) {
        values[row * shape.size() + column] = slopes[row];
      }
    }
    return new Jacobian(output, shape, values);
  }

  /** The extents of the output, then those of the input. */
  Shape joint() {
    return output.append(input);
  }

  /** This with two of the joint axes swapped, which must be of one extent. */
  Jacobian swapped(int axis, int other) {
    Tensor joint = Tensor.wrap(values).reshape(joint());
    return new Jacobian(output, input, joint.transpose(axis, other).toDoubleArray());
  }

  /** Whether all is the other's times a factor, up to rounding of finite differences. */
  boolean is(double factor, Jacobian other) {
    for (int i = 0; i < values.length; i++) {
      if (!LikelyCause.close(values[i], factor * other.values[i])) {
        return false;
      }
    }
    return true;
  }
}
