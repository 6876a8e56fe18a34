package dev.loci.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Verbs of variables are those of tensors. */
class VariableTest {
  private final Tape tape = new Tape();
  private final Tensor x = Tensor.of(new double[] {0.25, 1, 2, 3.5});

  @Test
  void elementwiseVerbsComputeWhatTheirNamesakesCompute() {
    Map<UnaryOperator<Variable>, UnaryOperator<Tensor>> verbs = new LinkedHashMap<>();
    verbs.put(Variable::abs, Tensor::abs);
    verbs.put(Variable::cos, Tensor::cos);
    verbs.put(Variable::erf, Tensor::erf);
    verbs.put(Variable::exp, Tensor::exp);
    verbs.put(Variable::gelu, Tensor::gelu);
    verbs.put(Variable::log, Tensor::log);
    verbs.put(Variable::neg, Tensor::neg);
    verbs.put(Variable::reciprocal, t -> Tensor.scalar(DType.FLOAT64, 1).div(t));
    verbs.put(Variable::relu, Tensor::relu);
    verbs.put(Variable::sigmoid, Tensor::sigmoid);
    verbs.put(Variable::sin, Tensor::sin);
    verbs.put(Variable::softplus, Tensor::softplus);
    verbs.put(Variable::sqrt, Tensor::sqrt);
    verbs.put(Variable::square, Tensor::square);
    verbs.put(Variable::tanh, Tensor::tanh);
    verbs.forEach((ofVariables, ofTensors) ->
        assertThat(ofVariables.apply(tape.variable(x)).tensor().toDoubleArray())
            .isEqualTo(ofTensors.apply(x).toDoubleArray()));
  }

  @Test
  void onlyConstantsBecomeIntegers() {
    assertThat(tape.constant(x).to(DType.INT32).tensor().toIntArray()).containsExactly(0, 1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.variable(x).to(DType.INT32))
        .withMessage("convert: int32 values have no gradients; detach() the variable first");
  }

  @Test
  void isPrintedAsItsValue() {
    assertThat(tape.variable(x)).hasToString(x.toString());
  }
}
