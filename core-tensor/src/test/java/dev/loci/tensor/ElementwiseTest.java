package dev.loci.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tensor.kernel.BinaryOp;
import dev.loci.tensor.kernel.Comparison;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ElementwiseTest {
  private final Tensor a = Tensor.of(new double[] {0.5, 2, 3});
  private final Tensor b = Tensor.of(new double[] {2, 2, 0.25});

  @Test
  void eachNameMeansItsFunction() {
    assertBinary(Tensor::add, BinaryOp.ADD);
    assertBinary(Tensor::sub, BinaryOp.SUB);
    assertBinary(Tensor::mul, BinaryOp.MUL);
    assertBinary(Tensor::div, BinaryOp.DIV);
    assertBinary(Tensor::pow, BinaryOp.POW);
    assertBinary(Tensor::maximum, BinaryOp.MAX);
    assertBinary(Tensor::minimum, BinaryOp.MIN);
    assertUnary(Tensor::neg, UnaryOp.NEG);
    assertUnary(Tensor::abs, UnaryOp.ABS);
    assertUnary(Tensor::square, UnaryOp.SQUARE);
    assertUnary(Tensor::sqrt, UnaryOp.SQRT);
    assertUnary(Tensor::exp, UnaryOp.EXP);
    assertUnary(Tensor::log, UnaryOp.LOG);
    assertUnary(Tensor::sin, UnaryOp.SIN);
    assertUnary(Tensor::cos, UnaryOp.COS);
    assertUnary(Tensor::tanh, UnaryOp.TANH);
    assertUnary(Tensor::sigmoid, UnaryOp.SIGMOID);
    assertUnary(Tensor::softplus, UnaryOp.SOFTPLUS);
    assertUnary(Tensor::erf, UnaryOp.ERF);
    assertUnary(Tensor::relu, UnaryOp.RELU);
    assertUnary(Tensor::gelu, UnaryOp.GELU);
    assertComparison(Tensor::eq, Comparison.EQ);
    assertComparison(Tensor::ne, Comparison.NE);
    assertComparison(Tensor::lt, Comparison.LT);
    assertComparison(Tensor::le, Comparison.LE);
    assertComparison(Tensor::gt, Comparison.GT);
    assertComparison(Tensor::ge, Comparison.GE);
  }

  private void assertBinary(BinaryOperator<Tensor> method, BinaryOp op) {
    Samples.assertSameBits(method.apply(a, b), Elementwise.binary(op, a, b).run());
  }

  private void assertUnary(UnaryOperator<Tensor> method, UnaryOp op) {
    Tensor x = a.sub(2);
    Samples.assertSameBits(method.apply(x), Elementwise.unary(op, x).run());
  }

  private void assertComparison(BinaryOperator<Tensor> method, Comparison op) {
    Samples.assertSameBits(method.apply(a, b), Elementwise.compare(op, a, b).run());
  }

  @Test
  void numbersActAsScalars() {
    assertThat(a.add(1).toDoubleArray()).containsExactly(1.5, 3, 4);
    assertThat(a.sub(1).toDoubleArray()).containsExactly(-0.5, 1, 2);
    assertThat(a.mul(2).toDoubleArray()).containsExactly(1, 4, 6);
    assertThat(a.div(2).toDoubleArray()).containsExactly(0.25, 1, 1.5);
    assertThat(Tensor.arange(3).mul(3).toIntArray()).containsExactly(0, 3, 6);
  }

  @Test
  void wholeNumbersWrapAround() {
    Tensor most = Tensor.scalar(DType.INT32, Integer.MAX_VALUE);
    assertThat(most.add(1).item()).isEqualTo(Integer.MIN_VALUE);
    assertThat(most.mul(2).item()).isEqualTo(-2);
  }

  @Test
  void aNumberThatWouldBeCutOffIsRefused() {
    assertThatThrownBy(() -> Tensor.arange(3).mul(0.5))
        .hasMessage("mul: 0.5 is not an int32; convert the tensor with to(...)");
    assertThatThrownBy(() -> Tensor.arange(3).add(1e10))
        .hasMessage("add: 1.0E10 is not an int32; convert the tensor with to(...)");
  }

  @Test
  void anInPlaceSumMayTakeTheTargetItself() {
    Tensor x = Tensor.of(new float[] {1, 2});
    x.addInPlace(x);
    assertThat(x.toFloatArray()).containsExactly(2, 4);
  }
}
