package dev.loci.autograd.op;

import dev.loci.autograd.Call;
import dev.loci.autograd.Op;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Computation;
import dev.loci.tensor.MatrixProduct;
import dev.loci.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The matrix product {@code Y = A B} of the last two axes; the axes before them broadcast.
 *
 * <p>Rule: {@code dA = G B^T}, {@code dB = A^T G}; the engine sums over repeated axes.
 *
 * <p>Example:
 *
 * <pre>{@code
 * matmul([[1, 2], [3, 4]], [[5], [6]]) = [[17], [39]]
 * gradients [[5, 6], [5, 6]], [[4], [6]]
 * }</pre>
 */
public record Matmul() implements Op.Primitive {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Computation prepare(List<Tensor> inputs) {
    return MatrixProduct.matmul(inputs.get(0), inputs.get(1));
  }

  @Override
  public @Nullable Variable[] vjp(Call call, Variable gradient) {
    Variable a = call.input(0);
    Variable b = call.input(1);
    return new @Nullable Variable[] {
      call.needs(0) ? gradient.matmul(b.transpose()) : null,
      call.needs(1) ? byRight(a, b, gradient) : null
    };
  }

  /** With one matrix on the right of a batch, the sum over the batch is part of the product. */
  private static Variable byRight(Variable a, Variable b, Variable gradient) {
    if (b.tensor().rank() == 2 && a.tensor().rank() > 2) {
      int count = a.tensor().shape().remove(-1).size(); // -1 can't tell it if an extent is 0
      Variable rows = a.reshape(count, a.tensor().shape().dim(-1));
      return rows.transpose().matmul(gradient.reshape(count, gradient.tensor().shape().dim(-1)));
    }
    return a.transpose().matmul(gradient);
  }
}
