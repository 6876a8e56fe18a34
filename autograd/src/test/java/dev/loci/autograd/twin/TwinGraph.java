package dev.loci.autograd.twin;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * An expression that both engines can compute: leaves, and steps that each apply an operation to
 * any two earlier values, so that values are used once, often or never. The last one is the output.
 */
record TwinGraph(List<Double> leaves, List<Step> steps) {

  /** An operation by number and the numbers of its operands, all taken modulo what there is. */
  record Step(int operation, int left, int right) {}

  /** One operation in both engines. */
  private record Operation(BinaryOperator<Twin.Variable> twin, BinaryOperator<Variable> real) {}

  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation(Twin.Variable::add, Variable::add),
          new Operation(Twin.Variable::sub, Variable::sub),
          new Operation(Twin.Variable::mul, Variable::mul),
          new Operation((a, b) -> a.div(b.exp()), (a, b) -> a.div(b.exp())),
          new Operation((a, b) -> a.neg(), (a, b) -> a.neg()),
          new Operation((a, b) -> a.tanh(), (a, b) -> a.tanh()),
          new Operation((a, b) -> a.sin(), (a, b) -> a.sin()),
          new Operation((a, b) -> a.cos(), (a, b) -> a.cos()),
          new Operation((a, b) -> a.relu(), (a, b) -> a.relu()),
          new Operation(
              (a, b) -> a.mul(a).add(b.exp()).log(), (a, b) -> a.mul(a).add(b.exp()).log()));

  private static final int LARGE = 10;

  /** Gradients of order 1, then those of the sum of their squares: order 2. */
  List<double[]> byTwin() {
    Twin.Tape tape = new Twin.Tape();
    List<Twin.Variable> values = new ArrayList<>(leaves.stream().map(tape::variable).toList());
    List<Twin.Variable> by = List.copyOf(values);
    for (Step step : steps) {
      Twin.Variable value = apply(step, values, Operation::twin);
      values.add(Math.abs(value.value()) > LARGE ? value.tanh() : value);
    }
    List<Twin.Variable> first = tape.gradients(values.getLast(), by);
    Twin.Variable squares =
        first.stream().map(g -> g.mul(g)).reduce(Twin.Variable::add).orElseThrow();
    List<Twin.Variable> second = tape.gradients(squares, by);
    return List.of(
        first.stream().mapToDouble(Twin.Variable::value).toArray(),
        second.stream().mapToDouble(Twin.Variable::value).toArray());
  }

  /** The same by the real engine, in float64. */
  List<double[]> byEngine() {
    Tape tape = new Tape();
    List<Variable> values = new ArrayList<>();
    leaves.forEach(x -> values.add(tape.variable(Tensor.scalar(DType.FLOAT64, x))));
    List<Variable> by = List.copyOf(values);
    for (Step step : steps) {
      Variable value = apply(step, values, Operation::real);
      values.add(Math.abs(value.tensor().item()) > LARGE ? value.tanh() : value);
    }
    List<Variable> first = tape.gradients(values.getLast(), by);
    Variable squares = first.stream().map(Variable::square).reduce(Variable::add).orElseThrow();
    List<Variable> second =
        squares.requiresGradient()
            ? tape.gradients(squares, by)
            : by.stream().map(x -> x.scalar(0)).toList();
    return List.of(
        first.stream().mapToDouble(g -> g.tensor().item()).toArray(),
        second.stream().mapToDouble(g -> g.tensor().item()).toArray());
  }

  private static <V> V apply(
      Step step, List<V> values, Function<Operation, BinaryOperator<V>> engine) {
    Operation operation = OPERATIONS.get(step.operation % OPERATIONS.size());
    V left = values.get(step.left % values.size());
    V right = values.get(step.right % values.size());
    return engine.apply(operation).apply(left, right);
  }

  /** Whether some value is the left operand of two steps. */
  boolean shares() {
    boolean[] used = new boolean[leaves.size() + steps.size()];
    for (int i = 0; i < steps.size(); i++) {
      int left = steps.get(i).left % (leaves.size() + i);
      if (used[left]) {
        return true;
      }
      used[left] = true;
    }
    return false;
  }
}
