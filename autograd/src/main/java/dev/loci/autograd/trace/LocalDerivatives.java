package dev.loci.autograd.trace;

import dev.loci.autograd.Call;
import dev.loci.autograd.Gradients;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of one operation by its inputs, element by element, taken by the engine itself.
 */
final class LocalDerivatives {
  private LocalDerivatives() {}

  /**
   * For each input dy/dx; null where nobody needs it, or where an element of the output depends on
   * several of the input, so that there is no such number.
   */
  static List<@Nullable Sample> of(Call call, Formula formula) {
    Tensor y = call.output().tensor();
    List<@Nullable Sample> derivatives = new ArrayList<>();
    if (!hasThem(call, formula)) {
      call.inputs().forEach(_ -> derivatives.add(null));
      return derivatives;
    }
    Tape tape = new Tape();
    Variable[] inputs = new Variable[call.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      // Spread over the output, so that the engine has nothing to sum; copies, so that an input
      // that occurs twice counts as two.
      Tensor x = call.input(i).tensor();
      Tensor spread = (formula.elementwise() ? x.broadcastTo(y.shape()) : x).copy();
      inputs[i] = call.needs(i) ? tape.variable(spread) : tape.constant(spread);
    }
    Gradients gradients =
        tape.gradients(tape.apply(call.op(), inputs), Tensor.full(y.dtype(), y.shape(), 1));
    for (int i = 0; i < inputs.length; i++) {
      derivatives.add(call.needs(i) ? Sample.of(gradients.of(inputs[i])) : null);
    }
    return derivatives;
  }

  private static boolean hasThem(Call call, Formula formula) {
    Shape shape = call.output().tensor().shape();
    boolean single =
        shape.size() == 1 && call.inputs().stream().allMatch(x -> x.tensor().size() == 1);
    return !(call.op() instanceof Op.NonDifferentiable)
        && (single || (formula.elementwise() && shape.size() <= Sample.MOST));
  }
}
