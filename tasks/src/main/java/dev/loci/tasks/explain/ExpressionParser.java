package dev.loci.tasks.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads expressions by recursive descent, one method for each level of precedence:
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = sign { ("*" | "/") sign }
 * sign    = ("-" | "+") sign | power
 * power   = value [ "^" sign ]
 * value   = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
 * </pre>
 */
final class ExpressionParser {
  private static final int LONGEST = 1000;
  private static final int DEEPEST = 50;
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<number>(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)|[-+*/^(),]");
  private static final Map<String, Function> FUNCTIONS = Function.callable();

  private enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  private record Token(Kind kind, String text, int position) {}

  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;

  ExpressionParser(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "expression: %d characters are more than the %d allowed"
              .formatted(text.length(), LONGEST));
    }
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (matcher.find(at) && matcher.start() == at) {
        Kind kind =
            matcher.group("number") != null
                ? Kind.NUMBER
                : matcher.group("name") != null ? Kind.NAME : Kind.SYMBOL;
        tokens.add(new Token(kind, matcher.group(), at + 1));
        at = matcher.end();
      } else {
        throw new IllegalArgumentException(
            "expression: no expression has the character \"%s\" at position %d"
                .formatted(Character.toString(text.codePointAt(at)), at + 1));
      }
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
  }

  Expression parse() {
    Expression expression = sum();
    if (peek().kind != Kind.END) {
      throw unexpected("an operator");
    }
    return expression;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean takes(String symbol) {
    Token token = peek();
    if (token.kind != Kind.SYMBOL || !token.text.equals(symbol)) {
      return false;
    }
    next++;
    return true;
  }

  private void require(String symbol) {
    if (!takes(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
  }

  private IllegalArgumentException unexpected(String wanted) {
    Token token = peek();
    return new IllegalArgumentException(
        "expression: expected %s at position %d, found %s"
            .formatted(
                wanted,
                token.position,
                token.kind == Kind.END ? "the end" : "\"" + token.text + "\""));
  }

  private Expression sum() {
    Expression left = product();
    while (true) {
      if (takes("+")) {
        left = new Expression.Apply(Function.OPERATOR_ADD, List.of(left, product()));
      } else if (takes("-")) {
        left = new Expression.Apply(Function.OPERATOR_SUB, List.of(left, product()));
      } else {
        return left;
      }
    }
  }

  private Expression product() {
    Expression left = sign();
    while (true) {
      if (takes("*")) {
        left = new Expression.Apply(Function.OPERATOR_MUL, List.of(left, sign()));
      } else if (takes("/")) {
        left = new Expression.Apply(Function.OPERATOR_DIV, List.of(left, sign()));
      } else {
        return left;
      }
    }
  }

  /** Every way to nest leads through here. */
  private Expression sign() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException(
          "expression: nested more than %d deep at position %d"
              .formatted(DEEPEST, peek().position));
    }
    Expression expression = takes("-") ? negative(sign()) : takes("+") ? sign() : power();
    depth--;
    return expression;
  }

  private static Expression negative(Expression x) {
    return x instanceof Expression.Num(double value)
        ? new Expression.Num(-value)
        : new Expression.Apply(Function.OPERATOR_NEG, List.of(x));
  }

  private Expression power() {
    Expression base = value();
    return takes("^") ? new Expression.Power(base, sign()) : base;
  }

  private Expression value() {
    Token token = peek();
    if (takes("(")) {
      Expression inner = sum();
      require(")");
      return inner;
    }
    if (token.kind == Kind.NUMBER) {
      next++;
      return new Expression.Num(number(token));
    }
    if (token.kind != Kind.NAME) {
      throw unexpected("a value");
    }
    next++;
    return takes("(") ? call(token) : new Expression.Name(token.text);
  }

  private static double number(Token token) {
    double value = Double.parseDouble(token.text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "expression: the number %s at position %d is out of range"
              .formatted(token.text, token.position));
    }
    return value;
  }

  private Expression call(Token name) {
    Function function = FUNCTIONS.get(name.text);
    if (function == null) {
      throw new IllegalArgumentException(
          "expression: there is no function \"%s\" at position %d; there are %s"
              .formatted(name.text, name.position, String.join(", ", FUNCTIONS.keySet())));
    }
    List<Expression> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (takes(","));
    require(")");
    if (arguments.size() != function.arity()) {
      throw new IllegalArgumentException(
          "expression: %s at position %d takes %s, not %d"
              .formatted(
                  name.text,
                  name.position,
                  function.arity() == 1 ? "one value" : "two values",
                  arguments.size()));
    }
    return new Expression.Apply(function, arguments);
  }
}
