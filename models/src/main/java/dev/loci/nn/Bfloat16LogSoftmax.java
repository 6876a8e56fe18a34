package dev.loci.nn;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.autograd.op.LogSoftmax;
import dev.loci.tensor.Computation;
import dev.loci.tensor.Elementwise;
import dev.loci.tensor.Softmax;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.UnaryOp;
import java.util.List;

/**
 * {@link LogSoftmax} whose values are rounded to bfloat16, and whose derivative is computed from
 * these, as nothing else is kept of it.
 */
record Bfloat16LogSoftmax() implements Op.Primitive {
  @Override
  public String name() {
    return "bfloat16_log_softmax";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    Computation exact = Softmax.logSoftmax(inputs.get(0));
    Computation rounded = Elementwise.unary(UnaryOp.BFLOAT16, exact.output());
    return new Computation(rounded.output(), exact.step().then(rounded.step()));
  }

  @Override
  public Variable[] vjp(Call call, Variable gradient) {
    return new LogSoftmax().vjp(call, Precision.BFLOAT16.round(gradient));
  }
}
