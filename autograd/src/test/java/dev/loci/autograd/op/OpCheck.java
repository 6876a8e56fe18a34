package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.TensorFunction;
import dev.loci.autograd.Variable;
import dev.loci.autograd.check.GradCheck;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every differentiable operation must pass, and an account of what was tried. */
final class OpCheck {
  private static final int HIGHEST_ORDER = 2;
  private static final double TOLERANCE = 1e-6;

  private final Collection<Class<? extends Op>> generated;
  private final Map<Class<? extends Op>, int[]> compared = new HashMap<>();

  /** A check that has seen nothing yet, of operations that have a generator. */
  OpCheck(Collection<Class<? extends Op>> generated) {
    this.generated = generated;
  }

  /**
   * Compares the gradients of an operation with finite differences: of itself to order 1, of its
   * square to order 2, since the gradient of a linear operation is itself constant.
   *
   * @throws AssertionError naming the operation, order, input and element
   */
  void check(OpCase c) {
    try {
      check(1, c, c::apply);
      check(2, c, floats -> c.apply(floats).square());
    } catch (AssertionError e) {
      throw new AssertionError(c + ": " + e.getMessage(), e);
    }
  }

  private void check(int order, OpCase c, TensorFunction function) {
    new GradCheck(order, c.step(), TOLERANCE).check(function, c.floats());
    int elements = Arrays.stream(c.floats()).mapToInt(Tensor::size).sum();
    Variable output = function.apply(variables(c));
    compared.computeIfAbsent(c.op().getClass(), op -> new int[HIGHEST_ORDER + 1])[order] +=
        output.tensor().size() == 0 ? 0 : elements;
  }

  private static List<Variable> variables(OpCase c) {
    Tape tape = Tape.inference();
    return Arrays.stream(c.floats()).map(tape::variable).toList();
  }

  /** What the differentiable ones of these operations lack; nothing if all is well. */
  List<String> gaps(Collection<Class<? extends Op>> ops) {
    List<String> gaps = new ArrayList<>();
    for (Class<? extends Op> op : ops) {
      if (Op.NonDifferentiable.class.isAssignableFrom(op)) {
        continue;
      }
      if (!generated.contains(op)) {
        gaps.add(op.getSimpleName() + " has no generator of inputs in OpCases");
      }
      int[] elements = compared.getOrDefault(op, new int[HIGHEST_ORDER + 1]);
      for (int order = 1; order <= HIGHEST_ORDER; order++) {
        if (elements[order] == 0) {
          gaps.add(op.getSimpleName() + " has no gradient check of order " + order);
        }
      }
    }
    return gaps;
  }
}
