package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;
import java.util.Locale;

/** What the element-wise functions of one argument have in common. */
public interface Unary extends Op.Primitive {
  /** The function that is computed. */
  UnaryOp kernel();

  /** The gradient by x, which is {@code gradient * dy/dx}. */
  Variable gradient(Variable x, Variable y, Variable gradient);

  @Override
  default String name() {
    return kernel().name().toLowerCase(Locale.ROOT);
  }

  @Override
  default Computation prepare(List<Tensor> inputs) {
    return Elementwise.unary(kernel(), inputs.get(0));
  }

  @Override
  default Variable[] vjp(Call call, Variable gradient) {
    return new Variable[] {gradient(call.input(0), call.output(), gradient)};
  }
}
