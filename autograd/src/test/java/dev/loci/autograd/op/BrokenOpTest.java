package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check that every operation passes catches what can be wrong with one. */
class BrokenOpTest {
  private static final String NUMBER = "-?\\d+\\.\\d+(E-?\\d+)?";

  @Test
  void aWrongSignIsCaught() {
    assertCaught(new WrongSign(), "wrong_sign", "gradient of order 1");
  }

  @Test
  void aForgottenFactorIsCaught() {
    assertCaught(new ForgottenFactor(), "forgotten_factor", "gradient of order 1");
  }

  @Test
  void aGradientThatIsRightOnlyOnceIsCaught() {
    assertCaught(new ConstantSlope(), "constant_slope", "gradient of order 2");
  }

  @Test
  void aWrongSignInAFusedOpIsCaught() {
    assertCaught(new FusedWrongSign(), "fused_wrong_sign", "gradient of order 1");
  }

  @Test
  void aForgottenFactorInAFusedOpIsCaught() {
    assertCaught(new FusedForgottenFactor(), "fused_forgotten_factor", "gradient of order 1");
  }

  @Test
  void aMissingAccumulationThroughADefinitionIsCaught() {
    assertCaught(new MissingAccumulation(), "missing_accumulation", "recorded gradient of order 1");
  }

  private static void assertCaught(Op op, String name, String what) {
    OpCase c = OpCase.of(op, Tensor.of(new double[] {0.5, -1.5}, 1, 2));
    assertThatThrownBy(() -> new OpCheck(List.of()).check(c))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "%s of \\[\\[1, 2\\]\\]: %s by input 0 at \\[0, [01]\\]: analytic %s, numeric %s \\(relative error %s\\)"
                .formatted(name, what, NUMBER, NUMBER, "[0-9.e+-]+"));
  }

  /** The sine, with {@code -cos(x)} for its slope. */
  private record WrongSign() implements Op.Primitive {
    @Override
    public String name() {
      return "wrong_sign";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return Elementwise.unary(UnaryOp.SIN, inputs.get(0));
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {gradient.mul(call.input(0).cos()).neg()};
    }
  }

  /** The square, with x for its slope. */
  private record ForgottenFactor() implements Op.Primitive {
    @Override
    public String name() {
      return "forgotten_factor";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return Elementwise.unary(UnaryOp.SQUARE, inputs.get(0));
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {gradient.mul(call.input(0))};
    }
  }

  /** The exponential, with a slope of the right value that does not depend on x. */
  private record ConstantSlope() implements Op.Primitive {
    @Override
    public String name() {
      return "constant_slope";
    }

    @Override
    public Computation prepare(List<Tensor> inputs) {
      return Elementwise.unary(UnaryOp.EXP, inputs.get(0));
    }

    @Override
    public Variable[] vjp(Call call, Variable gradient) {
      return new Variable[] {gradient.mul(call.output().detach())};
    }
  }

  /** {@code x^2} in one go, its gradient a multiple of {@code g x}. */
  private interface FusedSquare extends Op.Fused {
    double factor();

    @Override
    default Computation prepare(List<Tensor> inputs) {
      return Elementwise.unary(UnaryOp.SQUARE, inputs.get(0));
    }

    @Override
    default Variable definition(List<Variable> inputs) {
      return inputs.get(0).mul(inputs.get(0));
    }

    @Override
    default Computation[] vjp(Call call, Tensor gradient) {
      Tensor slope = call.input(0).tensor().mul(factor());
      return new Computation[] {Elementwise.binary(BinaryOp.MUL, gradient, slope)};
    }
  }

  private record FusedWrongSign() implements FusedSquare {
    @Override
    public String name() {
      return "fused_wrong_sign";
    }

    @Override
    public double factor() {
      return -2;
    }
  }

  private record FusedForgottenFactor() implements FusedSquare {
    @Override
    public String name() {
      return "fused_forgotten_factor";
    }

    @Override
    public double factor() {
      return 1;
    }
  }

  /** Right in value and in its own gradient; the definition loses one of two uses of x. */
  private record MissingAccumulation() implements FusedSquare {
    @Override
    public String name() {
      return "missing_accumulation";
    }

    @Override
    public double factor() {
      return 2;
    }

    @Override
    public Variable definition(List<Variable> inputs) {
      return inputs.get(0).mul(inputs.get(0).detach());
    }
  }
}
