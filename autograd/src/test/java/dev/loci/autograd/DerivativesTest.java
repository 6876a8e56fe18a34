package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Known answers: closed forms of calculus. */
class DerivativesTest {
  private final Tensor x = Tensor.of(new double[] {0.3, -1.2, 0.8, 2});

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-12));
  }

  // ---- Hessians

  /** The sum of {@code 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2} (Rosenbrock, 1960). */
  private static Variable rosenbrock(Variable x) {
    int n = x.tensor().size();
    Variable head = x.slice(0, 0, n - 1, 1);
    Variable tail = x.slice(0, 1, n, 1);
    return tail.sub(head.square()).square().mul(100).add(head.sub(1).square()).sum();
  }

  @Test
  void hessianOfRosenbrock() {
    int n = x.size();
    Tensor expected = Tensor.zeros(DType.FLOAT64, Shape.of(n, n));
    for (int i = 0; i < n; i++) {
      double xi = x.get(i);
      double fromBelow = i > 0 ? 200 : 0;
      double fromAbove = i < n - 1 ? 1200 * xi * xi - 400 * x.get(i + 1) + 2 : 0;
      expected.set(fromBelow + fromAbove, i, i);
      if (i < n - 1) {
        expected.set(-400 * xi, i, i + 1);
        expected.set(-400 * xi, i + 1, i);
      }
    }
    Tensor hessian = Derivatives.hessian(DerivativesTest::rosenbrock, x);
    assertThat(hessian.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-9));
    Tensor v = Tensor.of(new double[] {1, -2, 0.5, 3});
    Tensor product = Derivatives.hvp(in -> rosenbrock(in.get(0)), List.of(x), List.of(v)).get(0);
    double[] byMatrix = expected.matmul(v.reshape(n, 1)).toDoubleArray();
    assertThat(product.toDoubleArray()).containsExactly(byMatrix, within(1e-9));
  }

  @Test
  void hessianOfAFunctionWithoutCurvatureIsZero() {
    Tensor zeros = Tensor.zeros(DType.FLOAT64, Shape.of(4, 4));
    assertClose(Derivatives.hessian(v -> v.mul(3).sum(), x), zeros);
    assertClose(Derivatives.hessian(v -> v.scalar(1), x), zeros);
    List<Tensor> vectors = List.of(x);
    Tensor none = Tensor.zeros(DType.FLOAT64, Shape.of(4));
    assertClose(Derivatives.hvp(in -> in.get(0).sum(), List.of(x), vectors).get(0), none);
    assertClose(Derivatives.hvp(in -> in.get(0).scalar(1), List.of(x), vectors).get(0), none);
  }

  /** Of {@code sum(a^2 b)}: the parts are {@code 2 b u + 2 a v} and {@code 2 a u}. */
  @Test
  void hessianVectorProductOfSeveralInputs() {
    Tensor b = Tensor.of(new double[] {1, 2, 3, 4});
    Tensor u = Tensor.of(new double[] {1, 0, -1, 2});
    Tensor v = Tensor.of(new double[] {5, 1, 0, 1});
    List<Tensor> product =
        Derivatives.hvp(
            in -> in.get(0).square().mul(in.get(1)).sum(), List.of(x, b), List.of(u, v));
    assertClose(product.get(0), b.mul(u).add(x.mul(v)).mul(2));
    assertClose(product.get(1), x.mul(u).mul(2));
  }

  // ---- Third derivatives

  private static UnaryOperator<Variable> derivative(UnaryOperator<Variable> function) {
    return x -> x.tape().gradients(function.apply(x).sum(), List.of(x)).get(0);
  }

  /** The third by two recorded gradients and a Jacobian, whose diagonal it is. */
  private void assertThird(UnaryOperator<Variable> function, DoubleUnaryOperator expected) {
    Tensor actual = Derivatives.jacobian(derivative(derivative(function)), x);
    for (int i = 0; i < x.size(); i++) {
      for (int j = 0; j < x.size(); j++) {
        double value = i == j ? expected.applyAsDouble(x.get(i)) : 0;
        assertThat(actual.get(i, j)).isCloseTo(value, within(1e-12 * (1 + Math.abs(value))));
      }
    }
  }

  @Test
  void thirdDerivatives() {
    assertThird(Variable::exp, StrictMath::exp);
    assertThird(
        Variable::tanh,
        t -> {
          double square = StrictMath.tanh(t) * StrictMath.tanh(t);
          return (1 - square) * (6 * square - 2);
        });
    assertThird(v -> v.scalar(2).div(v), t -> -12 / (t * t * t * t));
    assertThird(v -> v.square().div(v.add(3)), t -> -54 / StrictMath.pow(t + 3, 4));
  }

  // ---- Jacobians

  /** {@code diag(p) - p p^T}. */
  @Test
  void jacobianOfSoftmax() {
    double[] p = x.softmax().toDoubleArray();
    Tensor expected = Tensor.zeros(DType.FLOAT64, Shape.of(4, 4));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        expected.set((i == j ? p[i] : 0) - p[i] * p[j], i, j);
      }
    }
    assertClose(Derivatives.jacobian(Variable::softmax, x), expected);
  }

  /** {@code r gain[i] (d_ij - 1/n - h[i] h[j] / n)}, {@code diag(h)} and {@code diag(1)}. */
  @Test
  void jacobiansOfLayerNorm() {
    Tensor gain = Tensor.of(new double[] {1, -2, 0.5, 3});
    Tensor bias = Tensor.of(new double[] {7, 8, 9, 10});
    double epsilon = 1e-3;
    double mean = x.mean().item();
    double r = 1 / Math.sqrt(x.sub(mean).square().mean().item() + epsilon);
    double[] h = x.sub(mean).mul(r).toDoubleArray();
    Tensor byX = Tensor.zeros(DType.FLOAT64, Shape.of(4, 4));
    Tensor byGain = Tensor.zeros(DType.FLOAT64, Shape.of(4, 4));
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double centred = (i == j ? 1 : 0) - 1 / 4.0 - h[i] * h[j] / 4;
        byX.set(r * gain.get(i) * centred, i, j);
      }
      byGain.set(h[i], i, i);
    }
    List<Tensor> jacobians =
        Derivatives.jacobians(
            in -> in.get(0).layerNorm(in.get(1), in.get(2), epsilon), List.of(x, gain, bias));
    assertClose(jacobians.get(0), byX);
    assertClose(jacobians.get(1), byGain);
    assertClose(jacobians.get(2), Tensor.eye(4).to(DType.FLOAT64));
  }

  @Test
  void theJacobiansShapeIsThatOfTheOutputThenThatOfTheInput() {
    Tensor a = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor jacobian = Derivatives.jacobian(v -> v.sum(0).square(), a); // 2 s_j where columns meet
    assertThat(jacobian.shape()).isEqualTo(Shape.of(3, 2, 3));
    assertThat(jacobian.select(0, 1).toDoubleArray()).containsExactly(0, 14, 0, 0, 14, 0);
    Tensor hessian = Derivatives.hessian(v -> v.square().sum(), a);
    assertThat(hessian.shape()).isEqualTo(Shape.of(2, 3, 2, 3));
    assertThat(hessian.get(1, 2, 1, 2)).isEqualTo(2);
    assertThat(hessian.sum().item()).isEqualTo(12);
    assertThat(
            Derivatives.jacobian(Variable::exp, Tensor.zeros(DType.FLOAT64, Shape.of(0))).shape())
        .isEqualTo(Shape.of(0, 0));
  }

  // ---- Products

  /** Forward and reverse mode agree: {@code w . (J v) = (J^T w) . v}. */
  @Test
  void forwardAndReverseModeAgreeOnAModel() {
    SmallTransformer model = SmallTransformer.random(3, 7, 2, 4, 6).to(DType.FLOAT64);
    TensorFunction function = in -> model.loss(in.get(0).tape()).exp();
    RandomStream random = RandomStream.of(4);
    List<Tensor> tangents =
        model.weights().stream()
            .map(w -> Tensor.randn(random, w.shape().toArray()).to(DType.FLOAT64))
            .toList();
    double forward = Derivatives.jvp(function, model.weights(), tangents).item();
    List<Tensor> gradients = Derivatives.gradients(function, model.weights());
    double reverse = 0;
    for (int i = 0; i < gradients.size(); i++) {
      reverse += gradients.get(i).mul(tangents.get(i)).sum().item();
    }
    assertThat(forward).isCloseTo(reverse, within(1e-12 * Math.abs(reverse)));
    assertThat(Math.abs(reverse)).isGreaterThan(1e-3);
  }

  @Test
  void productsOfSeveralInputs() {
    Tensor y = Tensor.of(new double[] {1, 2, 3, 4});
    Tensor v = Tensor.of(new double[] {1, 0, -1, 2});
    TensorFunction product = in -> in.get(0).mul(in.get(1));
    assertClose(Derivatives.jvp(product, List.of(x, y), List.of(v, x)), y.mul(v).add(x.mul(x)));
    List<Tensor> pulled = Derivatives.vjp(product, List.of(x, y), v);
    assertClose(pulled.get(0), v.mul(y));
    assertClose(pulled.get(1), v.mul(x));
  }

  @Test
  void oneTensorInTwoPlacesIsTwoInputs() {
    List<Tensor> gradients =
        Derivatives.gradients(in -> in.get(0).mul(in.get(1).square()).sum(), List.of(x, x));
    assertClose(gradients.get(0), x.square());
    assertClose(gradients.get(1), x.square().mul(2));
  }

  @Test
  void whatDoesNotDependOnAnInputHasZeros() {
    Tensor y = Tensor.of(new float[] {1, 2});
    TensorFunction first = in -> in.get(0).square().sum();
    assertClose(Derivatives.gradients(first, List.of(x, y)).get(1), Tensor.zeros(2));
    TensorFunction none = in -> in.get(0).tape().constant(x);
    assertClose(Derivatives.vjp(none, List.of(y), x).get(0), Tensor.zeros(2));
    assertClose(
        Derivatives.jvp(none, List.of(y), List.of(y)), Tensor.zeros(DType.FLOAT64, Shape.of(4)));
    assertClose(
        Derivatives.jvp(first, List.of(x, y), List.of(x.mul(0), y)),
        Tensor.scalar(DType.FLOAT64, 0));
    assertThat(Derivatives.jacobian(v -> v.tape().constant(x), y).shape())
        .isEqualTo(Shape.of(4, 2));
  }

  @Test
  void gradientOfOneInput() {
    assertClose(Derivatives.gradient(v -> v.square().sum(), x), x.mul(2));
  }

  // ---- What is refused

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void outputsThatAreNotScalar() {
    assertRefused(
        "gradient: the output has shape [4], expected a scalar; see jacobian, or vjp for weights"
            + " to start from",
        () -> Derivatives.gradient(Variable::exp, x));
    assertRefused(
        "hessian: the output has shape [4], expected a scalar",
        () -> Derivatives.hessian(Variable::exp, x));
    assertRefused(
        "hvp: the output has shape [4], expected a scalar",
        () -> Derivatives.hvp(in -> in.get(0), List.of(x), List.of(x)));
  }

  @Test
  void integers() {
    assertRefused(
        "jacobian: input 0 is int32; only float tensors have gradients",
        () -> Derivatives.jacobian(Variable::exp, Tensor.arange(3)));
    assertRefused(
        "gradient: the output is int32; only float values have gradients",
        () -> Derivatives.gradient(v -> v.argmax(0), x));
  }

  @Test
  void seedsTangentsAndVectorsThatDoNotFit() {
    Tensor three = Tensor.of(new double[] {1, 2, 3});
    assertRefused(
        "vjp: the seed is float64 [3], the output float64 [4]",
        () -> Derivatives.vjp(in -> in.get(0).exp(), List.of(x), three));
    assertRefused(
        "jvp: tangent 0 is float32 [4], the input float64 [4]",
        () -> Derivatives.jvp(in -> in.get(0), List.of(x), List.of(Tensor.ones(4))));
    assertRefused(
        "jvp: tangents: 2 are given for 1 inputs",
        () -> Derivatives.jvp(in -> in.get(0), List.of(x), List.of(x, x)));
    assertRefused(
        "hvp: vector 0 is float64 [3], the input float64 [4]",
        () -> Derivatives.hvp(in -> in.get(0).sum(), List.of(x), List.of(three)));
  }

  @Test
  void operationsWithoutDerivative() {
    String message = "backward: sign has no derivative: it is constant wherever it is smooth";
    assertRefused(message, () -> Derivatives.gradient(v -> v.sign().sum(), x));
    assertRefused(message, () -> Derivatives.jacobian(Variable::sign, x));
    assertRefused(message, () -> Derivatives.jvp(in -> in.get(0).sign(), List.of(x), List.of(x)));
  }

  @Test
  void anOutputOfAnotherTape() {
    assertRefused(
        "gradient: the output is of another tape",
        () -> Derivatives.gradient(v -> new Tape().variable(x).sum(), x));
  }
}
