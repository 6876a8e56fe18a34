package dev.loci.autograd;

import dev.loci.tensor.Computation;
import dev.loci.tensor.DType;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.List;

/**
 * An operation of one's own: its value in operations on tensors, its derivative in operations on
 * variables. Made a record, its parameters are fields:
 *
 * <pre>{@code
 * record Swish(double beta) implements CustomOp {
 *   public String name() {
 *     return "swish";
 *   }
 *
 *   public Tensor forward(List<Tensor> inputs) {
 *     return inputs.get(0).mul(inputs.get(0).mul(beta).sigmoid());
 *   }
 *
 *   public Variable[] vjp(Call call, Variable gradient) {
 *     Variable s = call.input(0).mul(beta).sigmoid();
 *     Variable slope = s.add(call.output().mul(beta).mul(s.neg().add(1)));
 *     return new Variable[] {gradient.mul(slope)};
 *   }
 * }
 *
 * Variable y = tape.apply(new Swish(2), x);
 * }</pre>
 *
 * <p>It is an operation like any other: derivatives of any order, listeners and replays see no
 * difference. Whoever needs it faster implements {@link Op.Fused} beside a composition.
 */
public interface CustomOp extends Op.Primitive {
  /**
   * The value, of {@link #shape} and {@link #dtype}: a function of the inputs and the fields alone.
   */
  Tensor forward(List<Tensor> inputs);

  /**
   * The shape of the value: that of the first input unless this method is overridden. It is also
   * the place to refuse inputs that don't fit.
   */
  default Shape shape(List<Tensor> inputs) {
    return inputs.get(0).shape();
  }

  /** The element type of the value: that of the first input unless this method is overridden. */
  default DType dtype(List<Tensor> inputs) {
    return inputs.get(0).dtype();
  }

  @Override
  default Computation prepare(List<Tensor> inputs) {
    Tensor output = Tensor.empty(dtype(inputs), shape(inputs));
    return new Computation(
        output,
        () -> {
          Tensor value = forward(inputs);
          if (value.dtype() != output.dtype() || !value.shape().equals(output.shape())) {
            throw new IllegalStateException(
                "%s: forward gives %s %s, but the declared output is %s %s"
                    .formatted(
                        name(), value.dtype(), value.shape(), output.dtype(), output.shape()));
          }
          output.copyFrom(value);
        });
  }
}
