package dev.loci.tasks.explain;

import dev.loci.autograd.Variable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What an expression may apply; those of letters only are functions that can be called. */
public enum Function {
  ABS(Variable::abs),
  COS(Variable::cos),
  ERF(Variable::erf),
  EXP(Variable::exp),
  GELU(Variable::gelu),
  LOG(Variable::log),
  MAX(Variable::maximum),
  MIN(Variable::minimum),
  RECIPROCAL(Variable::reciprocal),
  RELU(Variable::relu),
  SIGMOID(Variable::sigmoid),
  SIN(Variable::sin),
  SOFTPLUS(Variable::softplus),
  SQRT(Variable::sqrt),
  SQUARE(Variable::square),
  TANH(Variable::tanh),
  OPERATOR_ADD(Variable::add),
  OPERATOR_SUB(Variable::sub),
  OPERATOR_MUL(Variable::mul),
  OPERATOR_DIV(Variable::div),
  OPERATOR_NEG(Variable::neg);

  private final int arity;
  private final BinaryOperator<Variable> code;

  Function(UnaryOperator<Variable> code) {
    this.arity = 1;
    this.code = (x, _) -> code.apply(x);
  }

  Function(BinaryOperator<Variable> code) {
    this.arity = 2;
    this.code = code;
  }

  /** The functions that can be called, by name. */
  static Map<String, Function> callable() {
    Map<String, Function> byName = new TreeMap<>();
    for (Function each : values()) {
      if (!each.name().startsWith("OPERATOR")) {
        byName.put(each.name().toLowerCase(Locale.ROOT), each);
      }
    }
    return byName;
  }

  int arity() {
    return arity;
  }

  Variable apply(List<Variable> arguments) {
    return code.apply(arguments.get(0), arguments.get(arity - 1));
  }
}
