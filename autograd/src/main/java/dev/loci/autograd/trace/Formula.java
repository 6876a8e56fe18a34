package dev.loci.autograd.trace;

import dev.loci.autograd.Op;
import dev.loci.autograd.op.Abs;
import dev.loci.autograd.op.Add;
import dev.loci.autograd.op.BroadcastTo;
import dev.loci.autograd.op.Cos;
import dev.loci.autograd.op.Div;
import dev.loci.autograd.op.Erf;
import dev.loci.autograd.op.Exp;
import dev.loci.autograd.op.Gelu;
import dev.loci.autograd.op.Log;
import dev.loci.autograd.op.Matmul;
import dev.loci.autograd.op.Max;
import dev.loci.autograd.op.Maximum;
import dev.loci.autograd.op.Mul;
import dev.loci.autograd.op.Neg;
import dev.loci.autograd.op.Permute;
import dev.loci.autograd.op.Pow;
import dev.loci.autograd.op.Reciprocal;
import dev.loci.autograd.op.Relu;
import dev.loci.autograd.op.Reshape;
import dev.loci.autograd.op.Sigmoid;
import dev.loci.autograd.op.Sin;
import dev.loci.autograd.op.Softmax;
import dev.loci.autograd.op.Softplus;
import dev.loci.autograd.op.Sqrt;
import dev.loci.autograd.op.Square;
import dev.loci.autograd.op.Sub;
import dev.loci.autograd.op.Sum;
import dev.loci.autograd.op.Tanh;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How an operation is written down. In the texts {@code {0}} and {@code {1}} stand for the inputs,
 * {@code {y}} for the output and {@code {g}} for its gradient.
 *
 * @param value what is computed
 * @param elementwise whether each element of the output depends on one element of each input
 * @param derivatives for each input: if element-wise dy/dx, else what the input receives; none if
 *     unknown
 */
record Formula(String value, boolean elementwise, List<String> derivatives) {
  private static final Pattern PLACE = Pattern.compile("\\{([0-9yg])}");

  /** The formula of an operation; the name alone for those that are not in the list. */
  static Formula of(Op op, int inputs) {
    return switch (op) {
      case Add _ -> elementwise("{0} + {1}", "1", "1");
      case Sub _ -> elementwise("{0} - {1}", "1", "-1");
      case Mul _ -> elementwise("{0} * {1}", "{1}", "{0}");
      case Div _ -> elementwise("{0} / {1}", "1 / {1}", "-{y} / {1}");
      case Maximum _ ->
          elementwise("max({0}, {1})", "1 if {0} > {1} else 0", "1 if {1} > {0} else 0");
      case Pow(double p) -> elementwise("{0}^" + Numbers.operand(p), slope(p));
      case Neg _ -> elementwise("-{0}", "-1");
      case Abs _ -> elementwise("|{0}|", "sign({0})");
      case Square _ -> elementwise("{0}^2", "2 * {0}");
      case Sqrt _ -> elementwise("sqrt({0})", "1 / (2 * {y})");
      case Reciprocal _ -> elementwise("1 / {0}", "-{y}^2");
      case Exp _ -> elementwise("exp({0})", "{y}");
      case Log _ -> elementwise("log({0})", "1 / {0}");
      case Sin _ -> elementwise("sin({0})", "cos({0})");
      case Cos _ -> elementwise("cos({0})", "-sin({0})");
      case Tanh _ -> elementwise("tanh({0})", "1 - {y}^2");
      case Sigmoid _ -> elementwise("sigmoid({0})", "{y} * (1 - {y})");
      case Softplus _ -> elementwise("softplus({0})", "sigmoid({0})");
      case Erf _ -> elementwise("erf({0})", "2 / sqrt(pi) * exp(-{0}^2)");
      case Relu _ -> elementwise("relu({0})", "1 if {0} > 0 else 0");
      case Gelu _ -> elementwise("gelu({0})", "gelu'({0})");
      case Matmul _ -> of("{0} @ {1}", "{g} @ {1}^T", "{0}^T @ {g}");
      case Sum _ -> of("sum({0})", "{g}, repeated");
      case Max _ -> of("max({0})", "{g} at the maximum");
      case Softmax _ -> of("softmax({0})", "{y} * ({g} - sum({g} * {y}))");
      case Reshape _ -> of("reshape({0})", "{g}, reshaped");
      case Permute _ -> of("permute({0})", "{g}, permuted back");
      case BroadcastTo _ -> of("repeat({0})", "{g}, summed");
      default -> of(named(op.name(), inputs));
    };
  }

  private static Formula elementwise(String value, String... derivatives) {
    return new Formula(value, true, List.of(derivatives));
  }

  private static Formula of(String value, String... derivatives) {
    return new Formula(value, false, List.of(derivatives));
  }

  private static String named(String name, int inputs) {
    return IntStream.range(0, inputs)
        .mapToObj(i -> "{" + i + "}")
        .collect(Collectors.joining(", ", name + "(", ")"));
  }

  private static String slope(double p) {
    String factor = Numbers.text(p);
    return p == 0
        ? "0"
        : p == 1 ? "1" : p == 2 ? "2 * {0}" : factor + " * {0}^" + Numbers.operand(p - 1);
  }

  /** Puts names or numbers in the places. */
  static String fill(String text, Function<String, String> byPlace) {
    return PLACE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(byPlace.apply(match.group(1))));
  }
}
