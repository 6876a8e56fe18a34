package dev.loci.autograd.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GradCheckTest {
  private static final GradCheck FIRST = GradCheck.ofOrder(1);

  @Test
  void acceptsRightGradientsUpToOrder3() {
    Tensor x = Tensor.of(new double[] {-0.5, 0.2, 1.1});
    Tensor y = Tensor.of(new double[] {0.3, 1.4}, 2, 1);
    assertThatCode(() ->
            GradCheck.ofOrder(3)
                .check(in -> in.get(0).mul(in.get(1)).tanh().add(in.get(0).exp()), x, y))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesTheInputsAsTheyWere() {
    Tensor x = Tensor.of(new double[] {-0.5, 0.1, 1e-9});
    FIRST.check(in -> in.get(0).exp(), x);
    assertThat(x.toDoubleArray()).containsExactly(-0.5, 0.1, 1e-9);
  }

  @Test
  void acceptsAFunctionThatDependsOnNothing() {
    Tensor x = Tensor.of(new double[] {1, 2});
    assertThatCode(() -> GradCheck.ofOrder(2).check(in -> in.get(0).scalar(3), x))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTheWorstElement() {
    Tensor x = Tensor.of(new double[] {1, 2});
    Tensor y = Tensor.of(new double[] {1, 1, 1, 50, 1, 1}, 3, 2);
    assertThatThrownBy(
            () -> FIRST.check(in -> in.get(0).add(in.get(1).mul(in.get(1).detach())), x, y))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "gradient of order 1 by input 1 at \\[1, 1]: analytic -?\\d+\\.\\d+,"
                + " numeric -?\\d+\\.\\d+ \\(relative error 0\\.\\d+\\)");
  }

  @Test
  void refusesNaN() {
    Tensor x = Tensor.of(new double[] {-1});
    assertThatThrownBy(() -> FIRST.check(in -> in.get(0).sqrt(), x))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "gradient of order 1 by input 0 at [0]: analytic NaN, numeric NaN"
                + " (relative error NaN)");
  }

  @Test
  void refusesInputsThatItCannotVary() {
    assertRefused("check: input 0 is float32, not float64", Tensor.ones(2));
    assertRefused(
        "check: input 0 repeats its elements along axis 1",
        Tensor.of(new double[] {1, 2}, 2, 1).broadcastTo(Shape.of(2, 3)));
  }

  private static void assertRefused(String message, Tensor x) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FIRST.check(in -> in.get(0).exp(), x))
        .withMessage(message);
  }

  @Test
  void refusesAnOrderThatChecksNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradCheck.ofOrder(0))
        .withMessage("check: the order is 0, but must be at least 1");
  }

  @Test
  void scalarsAndEmptyInputsAreFine() {
    FIRST.check(
        in -> in.get(0).mul(in.get(1).sum().add(2)),
        Tensor.scalar(DType.FLOAT64, 3),
        Tensor.zeros(DType.FLOAT64, Shape.of(0, 2)));
  }
}
