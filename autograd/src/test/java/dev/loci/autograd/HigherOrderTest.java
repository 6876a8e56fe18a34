package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives of derivatives, against what calculus says. */
class HigherOrderTest {
  private static final double[] POINTS = {-1.5, -0.3, 0, 0.7, 2};

  /** The n-th derivative of an element-wise function. */
  private static double[] derivative(int n, UnaryOperator<Variable> function) {
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.of(POINTS));
    Variable y = function.apply(x);
    for (int i = 0; i < n; i++) {
      y = tape.gradients(y.sum(), List.of(x)).get(0);
    }
    return y.tensor().toDoubleArray();
  }

  private static void assertThirdDerivative(
      UnaryOperator<Variable> function, DoubleUnaryOperator expected) {
    double[] actual = derivative(3, function);
    for (int i = 0; i < POINTS.length; i++) {
      double value = expected.applyAsDouble(POINTS[i]);
      assertThat(actual[i]).isCloseTo(value, within(1e-12 * (1 + Math.abs(value))));
    }
  }

  @Test
  void thirdDerivativeOfTheExponential() {
    assertThirdDerivative(Variable::exp, StrictMath::exp);
  }

  @Test
  void thirdDerivativeOfTheFifthPower() {
    assertThirdDerivative(x -> x.pow(5), x -> 60 * x * x);
    assertThirdDerivative(x -> x.mul(x).mul(x).mul(x).mul(x), x -> 60 * x * x);
  }

  @Test
  void thirdDerivativeOfTheHyperbolicTangent() {
    assertThirdDerivative(
        Variable::tanh,
        x -> {
          double square = StrictMath.tanh(x) * StrictMath.tanh(x);
          return (1 - square) * (6 * square - 2);
        });
  }

  @Test
  void thirdDerivativeOfALowPowerIsZeroEvenAt0() {
    assertThirdDerivative(x -> x.pow(2).add(x), x -> 0);
    assertThirdDerivative(x -> x.pow(3), x -> 6);
  }

  /** A fused operation's third derivative goes through its definition. */
  @Test
  void thirdDerivativeOfAFusedOperation() {
    double[] fused = derivative(3, Variable::gelu);
    double[] composed =
        derivative(
            3,
            x -> {
              Variable u = x.add(x.pow(3).mul(0.044715)).mul(StrictMath.sqrt(2 / StrictMath.PI));
              return x.mul(u.tanh().add(1)).mul(0.5);
            });
    assertThat(fused).containsExactly(composed, within(1e-12));
  }

  /** Of {@code f(x, y) = x^2 y + y^3}: the Hessian is [[2y, 2x], [2x, 6y]]. */
  @Test
  void hessianVectorProduct() {
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.of(new double[] {3}));
    Variable y = tape.variable(Tensor.of(new double[] {-2}));
    Variable f = x.square().mul(y).add(y.pow(3)).sum();
    List<Variable> gradient = tape.gradients(f, List.of(x, y));
    assertThat(gradient.get(0).tensor().toDoubleArray()).containsExactly(-12);
    assertThat(gradient.get(1).tensor().toDoubleArray()).containsExactly(21);
    Variable slope = gradient.get(0).mul(5).add(gradient.get(1).mul(7)).sum(); // along (5, 7)
    Gradients product = tape.gradients(slope);
    assertThat(product.of(x).toDoubleArray()).containsExactly(2 * -2 * 5 + 2 * 3 * 7);
    assertThat(product.of(y).toDoubleArray()).containsExactly(2 * 3 * 5 + 6 * -2 * 7);
  }

  /** Of {@code x^T A x / 2} with a symmetric A: A itself. */
  @Test
  void hessianOfAQuadraticForm() {
    Tensor a = Tensor.of(new double[] {2, -1, 0, -1, 3, 4, 0, 4, -5}, 3, 3);
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.of(new double[] {1, 2, 3}, 3, 1));
    Variable f = x.transpose().matmul(tape.constant(a)).matmul(x).mul(0.5);
    Variable gradient = tape.gradients(f, List.of(x)).get(0);
    for (int row = 0; row < 3; row++) {
      Tensor direction = Tensor.zeros(gradient.tensor().dtype(), gradient.tensor().shape());
      direction.set(1, row, 0);
      assertThat(tape.gradients(gradient, direction).of(x).toDoubleArray())
          .containsExactly(a.select(0, row).toDoubleArray());
    }
  }

  /**
   * The seed of a recorded gradient can be differentiated by as well: a Jacobian times a vector.
   */
  @Test
  void forwardModeFromTwoBackwardPasses() {
    Tape tape = new Tape();
    Variable x = tape.variable(Tensor.of(new double[] {1, 2}));
    Variable seed = tape.variable(Tensor.of(new double[] {1, 1}));
    Variable pulled = tape.gradients(x.square(), seed, List.of(x)).get(0); // 2 x seed
    Gradients pushed = tape.gradients(pulled, Tensor.of(new double[] {3, 4}));
    assertThat(pushed.of(seed).toDoubleArray()).containsExactly(6, 16);
  }
}
