package dev.loci.autograd.op;

import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.Iterator;
import java.util.List;

/**
 * An operation with inputs to try it on.
 *
 * @param step of the finite differences
 * @param inputs float64, or int32 where no gradient is taken
 */
record OpCase(Op op, double step, List<Tensor> inputs) {
  static OpCase of(Op op, Tensor... inputs) {
    return new OpCase(op, 1e-5, List.of(inputs));
  }

  OpCase withStep(double other) {
    return new OpCase(op, other, inputs);
  }

  OpCase withInputs(List<Tensor> others) {
    return new OpCase(op, step, others);
  }

  /** The inputs to differentiate by. */
  Tensor[] floats() {
    return inputs.stream().filter(x -> x.dtype().isFloat()).toArray(Tensor[]::new);
  }

  /** The operation's inputs on a tape, given those to differentiate by. */
  List<Variable> on(Tape tape, List<Variable> floats) {
    Iterator<Variable> next = floats.iterator();
    return inputs.stream().map(x -> x.dtype().isFloat() ? next.next() : tape.constant(x)).toList();
  }

  /** The operation as a function of its float inputs, with a float64 result. */
  Variable apply(List<Variable> floats) {
    Tape tape = floats.get(0).tape();
    Variable[] all = on(tape, floats).toArray(Variable[]::new);
    return tape.apply(op, all).to(DType.FLOAT64);
  }

  @Override
  public String toString() {
    return op.name() + " of " + inputs.stream().map(Tensor::shape).toList();
  }
}
