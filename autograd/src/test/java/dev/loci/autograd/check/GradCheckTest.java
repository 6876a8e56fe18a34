package dev.loci.autograd.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;
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
            "mul, add: gradient of order 1 by input 1 at \\[1, 1]: analytic -?\\d+\\.\\d+,"
                + " numeric -?\\d+\\.\\d+ \\(relative error 0\\.\\d+\\)\n"
                + "  place: call 1 of 2, mul of \\[\\[3, 2], \\[3, 2]]:"
                + " its input 1 is input 1, detached\n"
                + "  likely cause: a detached branch");
  }

  @Test
  void refusesNaN() {
    Tensor x = Tensor.of(new double[] {-1});
    assertThatThrownBy(() -> FIRST.check(in -> in.get(0).sqrt(), x))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "sqrt: gradient of order 1 by input 0 at [0]: analytic NaN, numeric NaN"
                + " (relative error NaN)\n  likely cause: NaN or infinity: the point lies outside"
                + " the function's domain, or on a pole");
  }

  @Test
  void refusesOutputsOfAnotherType() {
    GradCheck check = GradCheck.ofOrder(1);
    Tensor x = Tensor.of(new double[] {1, 2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.check(v -> v.get(0).argmax(0), x))
        .withMessage("check: the output is int32, not float64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check.check(v -> v.get(0).to(DType.FLOAT32), x))
        .withMessage("check: the output is float32, not float64");
  }

  @Test
  void refusesInputsThatItCannotVary() {
    assertRefused("check: input 0 is float32, not float64", Tensor.ones(2));
    assertRefused(
        "check: input 0 repeats its elements along axis 1",
        Tensor.of(new double[] {1, 2}, 2, 1).broadcastTo(Shape.of(2, 3)));
  }

  @Test
  void refusesInputsThatShareElements() {
    Tensor whole = Tensor.of(new double[] {1, 2, 3, 4}, 4);
    assertRefused(
        "check: inputs 0 and 1 share elements: changing one changes the other",
        whole.slice(0, 0, 3),
        whole.slice(0, 2, 4));
    FIRST.check(in -> in.get(0).mul(in.get(1)).sum(), whole.slice(0, 0, 2), whole.slice(0, 2, 4));
    FIRST.check(in -> in.get(0).mul(in.get(1)).sum(), whole, whole); // one variable, used twice
  }

  private static void assertRefused(String message, Tensor... x) {
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
  void everyCoverageAcceptsWhatIsRightAndCatchesWhatIsWrong() {
    Tensor x = Tensor.of(new double[] {-0.5, 0.2, 1.1, 0.4}, 2, 2);
    for (GradCheck check :
        List.of(
            GradCheck.ofOrder(2),
            GradCheck.ofOrder(2).ofWholeJacobian(),
            GradCheck.ofOrder(2).alongDirections())) {
      check.check(in -> in.get(0).matmul(in.get(0).tanh()), x);
      assertThatThrownBy(() -> check.check(in -> in.get(0).matmul(in.get(0).detach()), x))
          .as("%s", check.coverage())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("matmul: gradient of order 1")
          .hasMessageContaining("its input 1 is input 0, detached");
    }
  }

  @Test
  void theWholeJacobianNamesTheOutputElementToo() {
    Tensor x = Tensor.of(new double[] {1, 2});
    GradCheck check = GradCheck.ofOrder(1).ofWholeJacobian().named("mine");
    assertThatThrownBy(() -> check.check(in -> in.get(0).mul(in.get(0).detach()), x))
        .hasMessageStartingWith(
            "mine: gradient of order 1 of output element [1] by input 0 at [1]: analytic 2.0,");
  }

  @Test
  void noticesThatAFunctionChanges() {
    int[] calls = {0};
    Tensor x = Tensor.of(new double[] {1, 2});
    assertThatThrownBy(() -> FIRST.check(in -> in.get(0).mul(++calls[0]), x))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "mul: its value at [0] is 1.0, then 2.0 for the same inputs\n"
                + "  likely cause: non-deterministic: it draws random numbers, or keeps state"
                + " between calls");
  }

  @Test
  void aPointAtAKinkIsCalledThat() {
    Tensor x = Tensor.of(new double[] {0.5, 1e-7});
    assertThatThrownBy(() -> FIRST.check(in -> in.get(0).relu(), x))
        .hasMessageContaining("relu: gradient of order 1 by input 0 at [1]")
        .hasMessageContaining("likely cause: a kink or jump near the point");
  }

  /** The square, with x for its slope. */
  private record HalfSquare() implements Op.Primitive {
    @Override
    public String name() {
      return "my_square";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      Tensor x = inputs.get(0);
      Tensor y = Tensor.empty(x.dtype(), x.shape());
      return new Computation(y, () -> y.copyFrom(x.square()));
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {gradient.mul(call.input(0))};
    }
  }

  @Test
  void theCallThatIsWrongByItselfIsNamed() {
    Tensor x = Tensor.of(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.9}, 2, 3);
    assertThatThrownBy(() ->
            FIRST.check(in -> in.get(0).tape().apply(new HalfSquare(), in.get(0).tanh()).sum(), x))
        .hasMessageStartingWith("tanh, my_square, sum: gradient of order 1 by input 0 at [1, ")
        .hasMessageEndingWith(
            "\n  place: call 2 of 3, my_square of [[2, 3]], wrong by itself"
                + "\n  likely cause: missing factor 2, or one of two equal contributions dropped");
  }

  /** Its rule forgets the sign, but only in the forward mode that the recorded rule gives. */
  private record TwoFaced() implements Op.Fused {
    @Override
    public String name() {
      return "two_faced";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return new HalfSquare().prepare(inputs);
    }

    @Override
    public Variable definition(List<Variable> inputs) {
      return inputs.get(0).square().neg();
    }

    @Override
    public Backward vjp(Call call, Tensor gradient) {
      Tensor x = call.input(0).tensor();
      Tensor slope = Tensor.empty(x.dtype(), x.shape());
      return new Backward(() -> slope.copyFrom(gradient.mul(x).mul(2)), slope);
    }
  }

  @Test
  void modesThatDisagreeAreCaught() {
    Tensor x = Tensor.of(new double[] {0.5, 2});
    assertThatThrownBy(
            () -> FIRST.check(in -> in.get(0).tape().apply(new TwoFaced(), in.get(0)), x))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)two_faced: forward against reverse mode at order 1: <u, J v> is -?\\S+,"
                + " <J\\^T u, v> is -?\\S+ \\(relative error \\S+\\)\n  likely cause: .*definition.*");
    GradCheck.ofOrder(1).checkForwardAgainstReverse(in -> in.get(0).square(), x);
  }

  @Test
  void highRanksAreFine() {
    Tensor x = Tensor.full(DType.FLOAT64, Shape.of(1, 2, 1, 2, 1, 2), 0.3);
    GradCheck.ofOrder(2).check(in -> in.get(0).sum(1, 3).exp(), x);
  }

  @Test
  void scalarsAndEmptyInputsAreFine() {
    FIRST.check(
        in -> in.get(0).mul(in.get(1).sum().add(2)),
        Tensor.scalar(DType.FLOAT64, 3),
        Tensor.zeros(DType.FLOAT64, Shape.of(0, 2)));
  }
}
