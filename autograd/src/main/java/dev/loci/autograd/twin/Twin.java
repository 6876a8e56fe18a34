package dev.loci.autograd.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Automatic differentiation on a page: the engine of {@code dev.loci.autograd} for single numbers
 * instead of tensors, in the same words. Read it from top to bottom; then read {@code Tape}, {@code
 * Call} and {@code Variable} there.
 */
public final class Twin {
  private Twin() {}

  /**
   * How an operation is differentiated: for each of its inputs the gradient, given that of the
   * output. A rule is written in operations on variables, so that it can be differentiated too.
   */
  @FunctionalInterface
  public interface Rule {
    List<Variable> vjp(Variable output, Variable gradient);
  }

  /** One recorded application of an operation: an inner node of the graph. */
  public record Call(String op, Rule rule, List<Variable> inputs, Variable output) {}

  /** Records what is computed, and differentiates it backward. */
  public static final class Tape {
    /** A call comes after those that computed its inputs: this is a topological order. */
    private final List<Call> calls = new ArrayList<>();

    /** A leaf of the graph: a number that nothing was recorded about. */
    public Variable variable(double value) {
      return new Variable(this, value);
    }

    /** What was recorded, in order. */
    public List<Call> calls() {
      return Collections.unmodifiableList(calls);
    }

    private Variable record(String op, double value, Rule rule, Variable... inputs) {
      Variable output = new Variable(this, value);
      for (Variable input : inputs) {
        if (input.tape != this) {
          throw new IllegalArgumentException(op + ": an input is of another tape");
        }
      }
      calls.add(new Call(op, rule, List.of(inputs), output));
      return output;
    }

    /** The gradients of an output by some variables; 0 where it does not depend on one. */
    public List<Variable> gradients(Variable output, List<Variable> by) {
      Map<Variable, Variable> gradients = new HashMap<>();
      gradients.put(output, variable(1)); // the seed: how the output changes with itself
      for (int i = calls.size() - 1; i >= 0; i--) { // the rules record further calls: not visited
        Call call = calls.get(i);
        Variable gradient = gradients.get(call.output);
        if (gradient != null) { // otherwise the output does not depend on this call
          List<Variable> received = call.rule.vjp(call.output, gradient);
          for (int k = 0; k < received.size(); k++) { // a value used twice gets the sum of both
            gradients.merge(call.inputs.get(k), received.get(k), Variable::add);
          }
        }
      }
      return by.stream().map(x -> gradients.getOrDefault(x, variable(0))).toList();
    }
  }

  /** A number on a tape. Equality is identity. */
  public static final class Variable {
    private final Tape tape;
    private final double value;

    private Variable(Tape tape, double value) {
      this.tape = tape;
      this.value = value;
    }

    public double value() {
      return value;
    }

    public Variable add(Variable b) {
      return tape.record("add", value + b.value, (y, g) -> List.of(g, g), this, b);
    }

    public Variable sub(Variable b) {
      return tape.record("sub", value - b.value, (y, g) -> List.of(g, g.neg()), this, b);
    }

    public Variable mul(Variable b) {
      Rule rule = (y, g) -> List.of(g.mul(b), g.mul(this));
      return tape.record("mul", value * b.value, rule, this, b);
    }

    public Variable div(Variable b) {
      Rule rule = (y, g) -> List.of(g.div(b), g.div(b).mul(y).neg());
      return tape.record("div", value / b.value, rule, this, b);
    }

    public Variable neg() {
      return tape.record("neg", -value, (y, g) -> List.of(g.neg()), this);
    }

    public Variable exp() {
      return tape.record("exp", StrictMath.exp(value), (y, g) -> List.of(g.mul(y)), this);
    }

    public Variable log() {
      return tape.record("log", StrictMath.log(value), (y, g) -> List.of(g.div(this)), this);
    }

    public Variable sin() {
      return tape.record("sin", StrictMath.sin(value), (y, g) -> List.of(g.mul(cos())), this);
    }

    public Variable cos() {
      Rule rule = (y, g) -> List.of(g.mul(sin()).neg());
      return tape.record("cos", StrictMath.cos(value), rule, this);
    }

    public Variable tanh() {
      Rule rule = (y, g) -> List.of(g.sub(g.mul(y.mul(y))));
      return tape.record("tanh", StrictMath.tanh(value), rule, this);
    }

    public Variable relu() {
      Rule rule = (y, g) -> List.of(value > 0 ? g : tape.variable(0));
      return tape.record("relu", Math.max(value, 0), rule, this);
    }

    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }
}
