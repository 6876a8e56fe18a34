package dev.loci.autograd.testkit;

import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An operation with inputs to try it on.
 *
 * @param step of the finite differences
 * @param inputs float64, or int32 where no gradient is taken
 */
public record OpCase(Op op, double step, List<Tensor> inputs) {
  /** An operation with inputs, for differences of the usual step. */
  public static OpCase of(Op op, Tensor... inputs) {
    return new OpCase(op, 1e-5, List.of(inputs));
  }

  public OpCase withStep(double other) {
    return new OpCase(op, other, inputs);
  }

  public OpCase withInputs(List<Tensor> others) {
    return new OpCase(op, step, others);
  }

  /** The case with other float inputs; one that occurs twice still does. */
  OpCase mapFloats(UnaryOperator<Tensor> change) {
    List<Tensor> changed = new ArrayList<>();
    for (Tensor x : inputs) {
      int known = inputs.indexOf(x);
      changed.add(
          known < changed.size() ? changed.get(known) : x.dtype().isFloat() ? change.apply(x) : x);
    }
    return withInputs(changed);
  }

  /** The inputs to differentiate by. */
  public Tensor[] floats() {
    return inputs.stream().filter(x -> x.dtype().isFloat()).toArray(Tensor[]::new);
  }

  /** Variables of a tape for the inputs to differentiate by. */
  public List<Variable> leaves(Tape tape) {
    return Arrays.stream(floats()).map(tape::variable).toList();
  }

  /** The operation's inputs on a tape, given those to differentiate by. */
  public List<Variable> on(Tape tape, List<Variable> floats) {
    Iterator<Variable> next = floats.iterator();
    return inputs.stream().map(x -> x.dtype().isFloat() ? next.next() : tape.constant(x)).toList();
  }

  /** The operation as a function of its float inputs, with a float64 result. */
  public Variable apply(List<Variable> floats) {
    Tape tape = floats.get(0).tape();
    Variable[] all = on(tape, floats).toArray(Variable[]::new);
    return tape.apply(op, all).to(DType.FLOAT64);
  }

  @Override
  public String toString() {
    return op.name() + " of " + inputs.stream().map(Tensor::shape).toList();
  }
}
