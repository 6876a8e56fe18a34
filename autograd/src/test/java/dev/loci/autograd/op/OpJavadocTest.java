package dev.loci.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.autograd.Gradients;
import dev.loci.autograd.Op;
import dev.loci.autograd.Tape;
import dev.loci.autograd.Variable;
import dev.loci.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation's Javadoc has a formula, a rule and an example, and the example is true. */
class OpJavadocTest {
  private static final Pattern JAVADOC =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\Rpublic record ", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("<p>Example:\\s*<pre>\\{@code(.*?)}</pre>", Pattern.DOTALL);
  private static final Pattern FORMULA = Pattern.compile("\\{@code [^}]*=.*", Pattern.DOTALL);

  static List<Class<? extends Op>> ops() {
    return Ops.all();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void hasItsParts(Class<? extends Op> op) throws IOException {
    assertThat(gaps(op, javadoc(op))).as(op.getSimpleName()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ops")
  void hasATrueExample(Class<? extends Op> op) throws Exception {
    check(op, OpExample.parse(example(javadoc(op))));
  }

  @Test
  void aMissingPartIsNamed() {
    assertThat(gaps(Tanh.class, "The tangent. <p>Rule: {@code dx = g}."))
        .containsExactly("no formula before the rule", "no example");
    assertThat(gaps(Tanh.class, "{@code y = tanh(x)} <p>Example: <pre>{@code tanh(0) = 0}</pre>"))
        .containsExactly("no rule");
    assertThat(gaps(Sign.class, "The sign. <p>Example: <pre>{@code sign(0) = 0}</pre>")).isEmpty();
  }

  @Test
  void aFalseExampleIsReported() {
    for (String wrong :
        List.of(
            "tanh([0, 1]) = [0, 0.7617] gradient [1, 0.42]",
            "tanh([0, 1]) = [0, 0.7616] gradient [1, 0.43]",
            "tanh([0, 1]) = [[0, 0.7616]] gradient [1, 0.42]",
            "tanh([0, 1]) = [0, 0.7616] seed [0, 1], gradient [1, 0.42]",
            "tanh([0, 1]) = [0, 0.7616]",
            "sinh([0, 1]) = [0, 0.7616] gradient [1, 0.42]")) {
      assertThatThrownBy(() -> check(Tanh.class, OpExample.parse(wrong)))
          .as(wrong)
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> check(Pow.class, OpExample.parse("pow([2], p=2) = [4] gradient [4]")))
        .hasMessage("the parameters are [exponent], not [p]");
  }

  private static void check(Class<? extends Op> type, OpExample example) throws Exception {
    Op op = example.op(type);
    assertThat(example.name()).isEqualTo(op.name());
    Tape tape = new Tape();
    Variable[] inputs =
        example.inputs().stream()
            .map(x -> x.dtype().isFloat() ? tape.variable(x) : tape.constant(x))
            .toArray(Variable[]::new);
    Variable output = tape.apply(op, inputs);
    agree("output", example.output(), output.tensor());
    if (op instanceof Op.NonDifferentiable) {
      assertThat(example.gradients()).isEmpty();
      return;
    }
    assertThat(example.gradients()).as("gradients").hasSameSizeAs(inputs);
    OpExample.Numbers given = example.seed();
    Tensor seed =
        given == null
            ? Tensor.full(output.tensor().dtype(), output.tensor().shape(), 1)
            : given.float64();
    Gradients gradients = tape.gradients(output, seed);
    for (int i = 0; i < inputs.length; i++) {
      OpExample.Numbers expected = example.gradients().get(i);
      assertThat(expected != null).as("gradient %d", i).isEqualTo(inputs[i].requiresGradient());
      if (expected != null) {
        agree("gradient " + i, expected, gradients.of(inputs[i]));
      }
    }
  }

  private static void agree(String what, OpExample.Numbers expected, Tensor actual) {
    assertThat(expected.describe(actual))
        .as(
            "%s %s is %s %s",
            what, expected, Arrays.toString(actual.toDoubleArray()), actual.shape())
        .isTrue();
  }

  /** What a Javadoc lacks; nothing if all is well. */
  private static List<String> gaps(Class<? extends Op> op, String javadoc) {
    List<String> gaps = new ArrayList<>();
    if (!Op.NonDifferentiable.class.isAssignableFrom(op)) {
      int rule = javadoc.indexOf("<p>Rule: ");
      if (rule < 0) {
        gaps.add("no rule");
      } else if (!FORMULA.matcher(javadoc.substring(0, rule)).find()) {
        gaps.add("no formula before the rule");
      }
    }
    if (example(javadoc).isEmpty()) {
      gaps.add("no example");
    }
    return gaps;
  }

  private static String example(String javadoc) {
    Matcher example = EXAMPLE.matcher(javadoc);
    return example.find() ? example.group(1) : "";
  }

  /** The comment on an operation, without the stars. */
  private static String javadoc(Class<? extends Op> op) throws IOException {
    Path source = Path.of("src/main/java", op.getName().replace('.', '/') + ".java");
    Matcher javadoc = JAVADOC.matcher(Files.readString(source));
    assertThat(javadoc.find()).as("a comment on " + op.getSimpleName()).isTrue();
    return javadoc.group(1).replaceAll("(?m)^ \\* ?", "");
  }
}
