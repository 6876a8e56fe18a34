package dev.loci.tasks.explain;

import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A scalar expression. */
public sealed interface Expression {
  /** A number. */
  record Num(double value) implements Expression {}

  /** A variable. */
  record Name(String name) implements Expression {}

  /** An operator or a function of other expressions. */
  record Apply(Function function, List<Expression> arguments) implements Expression {}

  /** {@code base ^ exponent}. */
  record Power(Expression base, Expression exponent) implements Expression {}

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it can't be read; the message says why and where
   */
  static Expression parse(String text) {
    return new ExpressionParser(text).parse();
  }

  /** The names of its variables, sorted. */
  default Set<String> names() {
    Set<String> names = new TreeSet<>();
    switch (this) {
      case Num _ -> {}
      case Name(String name) -> names.add(name);
      case Apply(_, List<Expression> arguments) ->
          arguments.forEach(each -> names.addAll(each.names()));
      case Power(Expression base, Expression exponent) -> {
        names.addAll(base.names());
        names.addAll(exponent.names());
      }
    }
    return names;
  }

  /** Computes it in float64, given all its variables. */
  default Variable on(Tape tape, Map<String, Tensor> values) {
    return switch (this) {
      case Num(double value) -> tape.constant(Tensor.scalar(DType.FLOAT64, value));
      case Name(String name) ->
          tape.variable(
              Objects.requireNonNull(values.get(name), () -> "expression: no value for " + name));
      case Apply(Function function, List<Expression> arguments) ->
          function.apply(arguments.stream().map(each -> each.on(tape, values)).toList());
      case Power(Expression base, Expression exponent) -> {
        Variable x = base.on(tape, values);
        Variable p = exponent.on(tape, values);
        // Only a constant exponent goes with bases of any sign.
        yield exponent.names().isEmpty() ? x.pow(p.tensor().item()) : x.log().mul(p).exp();
      }
    };
  }
}
