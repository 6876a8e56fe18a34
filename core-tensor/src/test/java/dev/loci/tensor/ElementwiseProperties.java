package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Comparison;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ElementwiseProperties {

  @Property(tries = 500)
  void binaryFunctionsBroadcastAndAreRoundedOnce(@ForAll BinaryOp op, @ForAll long seed) {
    Random random = new Random(seed);
    boolean real = op == BinaryOp.DIV || op == BinaryOp.POW;
    DType type = real ? Samples.floatType(random) : Samples.type(random);
    Shape shape = Samples.shape(random, 4);
    Tensor a = Samples.tensor(random, type, Samples.stretchable(random, shape));
    Tensor b = Samples.tensor(random, type, Samples.stretchable(random, shape));
    Tensor y = Elementwise.binary(op, a, b).run();
    assertThat(y.shape()).isEqualTo(Shape.broadcast(a.shape(), b.shape()));
    Samples.forEachIndex(
        y.shape(),
        at -> {
          double p = a.get(Samples.broadcastIndex(at, a.shape()));
          double q = b.get(Samples.broadcastIndex(at, b.shape()));
          // The double result of float operands, rounded to float, is the correctly rounded one.
          Samples.assertUlps(type, y.get(at), exact(op, p, q), type == DType.FLOAT32 ? 0.5 : 0);
        });
    Samples.assertSameBits(
        Elementwise.binary(op, Samples.strided(random, a), Samples.strided(random, b)).run(), y);
  }

  private static double exact(BinaryOp op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case POW -> StrictMath.pow(a, b);
    };
  }

  @Property(tries = 800)
  void unaryFunctionsAreWithinTheirBounds(@ForAll UnaryOp op, @ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.floatType(random);
    Tensor x = Samples.tensor(random, type, Samples.shape(random, 3));
    Tensor y = Elementwise.unary(op, x).run();
    Samples.forEachIndex(
        x.shape(),
        at -> {
          double exact = Samples.exact(op, x.get(at));
          if (cancels(op)) {
            double eps = Samples.epsilon(type);
            double error = Math.abs(y.get(at) - exact);
            assertThat(error).isLessThanOrEqualTo(8 * eps * Math.max(1, Math.abs(exact)));
          } else {
            Samples.assertUlps(type, y.get(at), exact, ulps(op, type));
          }
        });
    Samples.assertSameBits(Elementwise.unary(op, Samples.strided(random, x)).run(), y);
  }

  private static double ulps(UnaryOp op, DType type) {
    if (type == DType.FLOAT32) {
      return 3;
    }
    return op == UnaryOp.SIGMOID ? 4 : 1; // the two formulas of the sigmoid round three times each
  }

  /** Functions whose formula in {@link Samples#exact} is itself not exact to the last ulp. */
  private static boolean cancels(UnaryOp op) {
    return switch (op) {
      case GELU, GELU_DERIVATIVE, ERF -> true;
      default -> false;
    };
  }

  @Property(tries = 200)
  void wholeNumbersKeepTheirUnaryFunctions(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, DType.INT32, Samples.shape(random, 3));
    Tensor strided = Samples.strided(random, x);
    UnaryOp[] ops = {UnaryOp.NEG, UnaryOp.ABS, UnaryOp.SIGN, UnaryOp.SQUARE, UnaryOp.RELU};
    for (UnaryOp op : ops) {
      Tensor y = Elementwise.unary(op, strided).run();
      Samples.forEachIndex(
          x.shape(), at -> assertThat(y.get(at)).isEqualTo(0 + Samples.exact(op, x.get(at))));
    }
  }

  @Property(tries = 300)
  void comparisonsGiveOneWhereTheyHold(@ForAll Comparison op, @ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = Samples.shape(random, 4);
    DType type = Samples.type(random);
    Tensor a = withTies(random, type, Samples.stretchable(random, shape));
    Tensor b = withTies(random, type, Samples.stretchable(random, shape));
    Tensor y =
        Elementwise.compare(op, Samples.strided(random, a), Samples.strided(random, b)).run();
    assertThat(y.dtype()).isEqualTo(DType.INT32);
    Samples.forEachIndex(
        y.shape(),
        at -> {
          double p = a.get(Samples.broadcastIndex(at, a.shape()));
          double q = b.get(Samples.broadcastIndex(at, b.shape()));
          boolean holds =
              switch (op) {
                case EQ -> p == q;
                case NE -> p != q;
                case LT -> p < q;
                case LE -> p <= q;
                case GT -> p > q;
                case GE -> p >= q;
              };
          assertThat(y.get(at)).isEqualTo(holds ? 1 : 0);
        });
  }

  private static Tensor withTies(Random random, DType type, Shape shape) {
    Tensor x = Samples.tensor(random, DType.INT32, shape).to(type);
    if (type.isFloat() && x.size() > 0) {
      x.reshape(-1).set(Double.NaN, random.nextInt(x.size()));
    }
    return x;
  }

  @Property(tries = 200)
  void whereChooses(@ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = Samples.shape(random, 4);
    DType type = Samples.type(random);
    Tensor condition = Samples.tensor(random, DType.INT32, Samples.stretchable(random, shape));
    condition = condition.maximum(Tensor.scalar(DType.INT32, 0));
    Tensor a = Samples.tensor(random, type, Samples.stretchable(random, shape));
    Tensor b = Samples.tensor(random, type, Samples.stretchable(random, shape));
    Tensor c = Samples.strided(random, condition);
    Tensor y = c.where(Samples.strided(random, a), Samples.strided(random, b));
    Samples.forEachIndex(
        y.shape(),
        at -> {
          Tensor chosen = c.get(Samples.broadcastIndex(at, c.shape())) != 0 ? a : b;
          assertThat(y.get(at)).isEqualTo(chosen.get(Samples.broadcastIndex(at, chosen.shape())));
        });
  }

  @Property(tries = 200)
  void conversionRoundsToFloatsAndCutsToWholeNumbers(@ForAll long seed) {
    Random random = new Random(seed);
    Tensor x = Samples.tensor(random, Samples.type(random), Samples.shape(random, 3));
    DType type = Samples.type(random);
    Tensor y = Samples.strided(random, x).to(type);
    assertThat(y.dtype()).isEqualTo(type);
    Samples.forEachIndex(
        x.shape(),
        at -> {
          double v = x.get(at);
          double expected =
              switch (type) {
                case FLOAT32 -> (float) v;
                case FLOAT64 -> v;
                case INT32 -> (int) v;
              };
          assertThat(y.get(at)).isEqualTo(expected);
        });
  }

  @Property(tries = 200)
  void softmaxIsADistributionAndItsLogarithmFits(@ForAll long seed) {
    Random random = new Random(seed);
    DType type = Samples.floatType(random);
    Tensor x =
        Samples.tensor(
            random, type, Samples.shape(random, 2).append(Shape.of(1 + random.nextInt(40))));
    double eps = Samples.epsilon(type);
    Tensor p = x.softmax();
    Tensor wide = x.to(DType.FLOAT64);
    Tensor shifted = wide.sub(wide.max(-1).unsqueeze(-1));
    Tensor total = shifted.exp().sum(-1).unsqueeze(-1);
    assertClose(p, shifted.exp().div(total), 64 * eps);
    assertClose(x.logSoftmax(), shifted.sub(total.log()), 64 * eps);
    Samples.assertSameBits(Samples.strided(random, x).softmax(), p);
    Samples.assertSameBits(Samples.strided(random, x).logSoftmax(), x.logSoftmax());
  }

  private static void assertClose(Tensor actual, Tensor exact, double bound) {
    Samples.forEachIndex(
        exact.shape(),
        at -> {
          double scale = Math.max(1, Math.abs(exact.get(at)));
          assertThat(Math.abs(actual.get(at) - exact.get(at)) / scale).isLessThan(bound);
        });
  }
}
