package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Step;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;

/**
 * The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel, 2016), {@code y = x / 2 (1
 * + tanh(u))} with {@code u = sqrt(2 / pi) (x + 0.044715 x^3)}, computed as {@code x sigmoid(2u)}.
 *
 * <p>Rule: {@code dx = g (s + 2 x s (1 - s) du/dx)} with {@code s = sigmoid(2u)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * gelu([-1, 0, 1]) = [-0.1588, 0, 0.8412]
 * gradient [-0.0830, 0.5, 1.0830]
 * }</pre>
 */
public record Gelu() implements Op.Fused {
  private static final double SCALE = 2 * StrictMath.sqrt(2 / StrictMath.PI);

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return Elementwise.unary(UnaryOp.GELU, inputs.get(0));
  }

  @Override
  public Variable definition(List<Variable> inputs) {
    Variable x = inputs.get(0);
    return x.mul(x.add(x.square().mul(x).mul(0.044715)).mul(SCALE).sigmoid());
  }

  @Override
  public Backward vjp(Call call, Tensor gradient) {
    Computation x = Elementwise.pack(call.input(0).tensor());
    Computation dy = Elementwise.pack(gradient);
    Tensor dx = Tensor.empty(gradient.dtype(), gradient.shape());
    Step product = Activation.geluBackward(x.output(), dy.output(), dx);
    return new Backward(x.step().then(dy.step()).then(product), dx);
  }
}
