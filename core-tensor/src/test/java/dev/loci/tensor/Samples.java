package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.kernel.UnaryOp;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Random tensors, layouts and shapes for the tests, and what they are compared by. */
final class Samples {
  private Samples() {}

  static DType type(Random random) {
    return DType.values()[random.nextInt(3)];
  }

  static DType floatType(Random random) {
    return random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
  }

  /** A shape of 0 to {@code rank} axes; extents of 0 and 1 are among them. */
  static Shape shape(Random random, int rank) {
    int[] extents = new int[random.nextInt(rank + 1)];
    Arrays.setAll(extents, i -> random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(5));
    return Shape.of(extents);
  }

  /** A shape of 1 to {@code rank} axes. */
  static Shape shapeWithAxes(Random random, int rank) {
    Shape shape = shape(random, rank - 1);
    return shape.insert(random.nextInt(shape.rank() + 1), 1 + random.nextInt(5));
  }

  /** A shape that broadcasts to the given one. */
  static Shape stretchable(Random random, Shape shape) {
    int[] extents = shape.range(random.nextInt(shape.rank() + 1), shape.rank()).toArray();
    Arrays.setAll(extents, i -> random.nextInt(3) == 0 ? 1 : extents[i]);
    return Shape.of(extents);
  }

  /** Small whole numbers in int32, else numbers of many magnitudes. */
  static Tensor tensor(Random random, DType type, Shape shape) {
    double[] values = new double[shape.size()];
    Arrays.setAll(
        values,
        i ->
            type == DType.INT32
                ? random.nextInt(-9, 10)
                : random.nextGaussian() * Math.scalb(1.0, random.nextInt(-6, 4)));
    return Tensor.wrap(values).reshape(shape).to(type);
  }

  /** The same elements in another place: axes in another order, with gaps and a beginning. */
  static Tensor strided(Random random, Tensor x) {
    int[] order = order(random, x.rank());
    int[] inverse = new int[order.length];
    int[] extents = new int[order.length];
    int[] steps = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
      steps[order[i]] = 1 + random.nextInt(3);
      extents[i] = x.shape().dim(order[i]) * steps[order[i]] + 2;
    }
    Tensor view = Tensor.full(x.dtype(), Shape.of(extents), 77).permute(inverse);
    for (int axis = 0; axis < view.rank(); axis++) {
      int from = random.nextInt(3);
      int to = from + x.shape().dim(axis) * steps[axis];
      view = view.slice(axis, from, to, steps[axis]);
    }
    view.copyFrom(x);
    return view;
  }

  static int[] order(Random random, int rank) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Calls with each index of the shape in row-major order. */
  static void forEachIndex(Shape shape, Consumer<int[]> action) {
    for (int i = 0; i < shape.size(); i++) {
      action.accept(shape.index(i));
    }
  }

  /** The index into a tensor that was broadcast to the shape of {@code index}. */
  static int[] broadcastIndex(int[] index, Shape shape) {
    int[] own = Arrays.copyOfRange(index, index.length - shape.rank(), index.length);
    Arrays.setAll(own, axis -> shape.dim(axis) == 1 ? 0 : own[axis]);
    return own;
  }

  static void assertSameBits(Tensor actual, Tensor expected) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    // Widening is exact, and doubles compare by bits here: -0 differs from 0, NaN equals NaN.
    assertThat(Arrays.equals(actual.toDoubleArray(), expected.toDoubleArray()))
        .as(() -> actual + " has the bits of " + expected)
        .isTrue();
  }

  /** Asserts that a result is within so many ulps, of its own type, of the exact value. */
  static void assertUlps(DType type, double actual, double exact, double ulps) {
    if (Double.isNaN(exact) || (type == DType.FLOAT32 && Math.abs(exact) > Float.MAX_VALUE)) {
      assertThat(Float.compare((float) actual, (float) exact)).isZero();
      return;
    }
    double ulp = type == DType.FLOAT32 ? Math.ulp((float) exact) : Math.ulp(exact);
    double error = actual == exact ? 0 : Math.abs(actual - exact);
    assertThat(error).as("%s for %s", actual, exact).isLessThanOrEqualTo(ulps * ulp);
  }

  /** The distance from 1 to the next number of the type; 0 for whole numbers, which are exact. */
  static double epsilon(DType type) {
    return switch (type) {
      case FLOAT32 -> 0x1p-23;
      case FLOAT64 -> 0x1p-52;
      case INT32 -> 0;
    };
  }

  /** The functions by their textbook formulas in double. */
  static double exact(UnaryOp op, double x) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case RELU -> Math.max(x, 0);
      case BFLOAT16 -> {
        double unit = Math.scalb(1.0, Math.max(Math.getExponent(x), Float.MIN_EXPONENT) - 7);
        yield Math.rint(x / unit) * unit;
      }
      case ERF -> erf(x);
      case GELU -> 0.5 * x * (1 + StrictMath.tanh(geluArgument(x)));
      case GELU_DERIVATIVE -> {
        double cosh = StrictMath.cosh(geluArgument(x));
        double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        yield 0.5 * (1 + StrictMath.tanh(geluArgument(x))) + 0.5 * x * slope / (cosh * cosh);
      }
    };
  }

  private static double geluArgument(double x) {
    return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  }

  /** The error function as the integral of its density, by Simpson's rule, summed with a carry. */
  private static double erf(double x) {
    double end = Math.clamp(x, -7, 7);
    int steps = 4000;
    double h = end / steps;
    double sum = 1 + StrictMath.exp(-end * end);
    double carry = 0;
    for (int i = 1; i < steps; i++) {
      double term = (i % 2 == 0 ? 2 : 4) * StrictMath.exp(-(i * h) * (i * h)) - carry;
      double next = sum + term;
      carry = (next - sum) - term;
      sum = next;
    }
    return 2 / Math.sqrt(Math.PI) * sum * h / 3;
  }
}
