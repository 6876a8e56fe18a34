package dev.loci.tasks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {
  @TempDir private Path temp;
  private Path out = Path.of("");
  private final StringWriter printed = new StringWriter();
  private final StringWriter complaint = new StringWriter();

  @BeforeEach
  void nameTheFile() {
    out = temp.resolve("page.html");
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(complaint, true))
        .execute(arguments);
  }

  private int explain(String expression, String at) {
    return execute("explain", expression, "--at", at, "--out", out.toString());
  }

  private void refuse(String sentence) {
    assertThat(complaint).hasToString("loci: " + sentence + System.lineSeparator());
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void printsTheStepsAndWritesThePage() throws IOException {
    assertThat(explain("tanh(x*w + b)", "x=2,w=-3,b=6.88")).as(complaint.toString()).isZero();
    assertThat(printed.toString())
        .contains("v3 = tanh(v2) = tanh(0.88) = 0.70642")
        .contains("  w: 1.0019\n")
        .endsWith("page  " + out + System.lineSeparator());
    String page = Files.readString(out);
    assertThat(page)
        .contains("<title>tanh(x*w + b)</title>")
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "{{");
    assertThat(temp.toFile().list()).containsExactly("page.html");

    // The page's numbers are the engine's; this is d tanh(u)/du = 1 - tanh(u)^2 at u = 0.88.
    JsonNode trace = data(page);
    double y = StrictMath.tanh(2 * -3 + 6.88);
    assertThat(gradient(trace, "x")).isCloseTo(-3 * (1 - y * y), within());
    assertThat(gradient(trace, "w")).isCloseTo(2 * (1 - y * y), within());
    assertThat(gradient(trace, "b")).isCloseTo(1 - y * y, within());
    assertThat(trace.get("steps").size()).isEqualTo(10);
    assertThat(
            trace
                .get("nodes")
                .get(trace.get("output").asInt())
                .get("value")
                .get("values")
                .get(0)
                .asDouble())
        .isCloseTo(y, within());
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-14);
  }

  private static JsonNode data(String page) {
    String begin = "<script id=\"data\" type=\"application/json\">";
    int from = page.indexOf(begin) + begin.length();
    return new JsonMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  private static double gradient(JsonNode trace, String name) {
    for (JsonNode node : trace.get("nodes")) {
      if (node.get("name").asString().equals(name)) {
        return node.get("gradient").get("values").get(0).asDouble();
      }
    }
    throw new AssertionError("no node " + name);
  }

  @Test
  void numbersThatJsonLacksAndTextThatHtmlHasStayWhole() throws IOException {
    assertThat(explain("log(x) / abs(x)", "x=0")).as(complaint.toString()).isZero();
    String page = Files.readString(out);
    JsonNode trace = data(page);
    assertThat(trace.get("nodes").get(1).get("value").get("values").get(0).asString())
        .isEqualTo("-Infinity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 + x^2        | x=3       | 6",
        "-x^2           | x=3       | -6",
        "2^-x           | x=0       | -0.69315",
        "x^-2           | x=-1      | 2",
        "x^2^3          | x=1       | 8",
        "x - 1 - x*2    | x=5       | -1",
        "8 / x / 2      | x=2       | -1",
        "max(x, 1)      | x=3       | 1",
        "min(x, 1)      | x=3       | 0",
        "exp(-(x))      | x = 0     | -1",
        "1e2*.5*x + 2.  | x=1e-3    | 50",
        "sqrt(square(x))| x=-4      | -1",
      })
  void expressionsMeanWhatTheyMeanInMathematics(String expression, String at, String slope) {
    assertThat(explain(expression, at)).as(complaint.toString()).isZero();
    assertThat(printed.toString()).contains("\n  x: " + slope + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x + )        | x=1     | expression: expected a value at position 5, found \")\"",
        "(x           | x=1     | expression: expected \")\" at position 3, found the end",
        "2x           | x=1     | expression: expected an operator at position 2, found \"x\"",
        "x $ 2        | x=1     | expression: no expression has the character \"$\" at position 3",
        "` `          | x=1     | expression: expected a value at position 2, found the end",
        "tanh(x, 2)   | x=1     | expression: tanh at position 1 takes one value, not 2",
        "1 + max(x)   | x=1     | expression: max at position 5 takes two values, not 1",
        "x + 1e999    | x=1     | expression: the number 1e999 at position 5 is out of range",
        "1 + 2        | ``      | expression: it has no variable, so there is nothing to"
            + " differentiate by",
        "x + y        | x=1     | --at: there is no value for y; add y=NUMBER",
        "x            | x=1,z=2 | --at: there is a value for \"z\", but the expression has no such"
            + " variable",
        "x            | x=1,x=2 | --at: x is given twice",
        "x            | x       | --at: \"x\" does not have the form name=number",
        "x            | x=one   | --at: expected a number for x, got \"one\"",
        "x            | x=1e999 | --at: the value of x, 1e999, is out of range",
        "x            | x=NaN   | --at: the value of x, NaN, is out of range",
      })
  void badInputIsRefused(String expression, String at, String sentence) {
    assertThat(explain(expression, at)).isEqualTo(2);
    refuse(sentence);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void unknownFunctionsAreRefused() {
    assertThat(explain("1 + sinh(x)", "x=1")).isEqualTo(2);
    refuse(
        "expression: there is no function \"sinh\" at position 5; there are abs, cos, erf, exp, gelu,"
            + " log, max, min, reciprocal, relu, sigmoid, sin, softplus, sqrt, square, tanh");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void inputWithoutEndIsRefused() {
    assertThat(explain("x" + "+x".repeat(500), "x=1")).isEqualTo(2);
    refuse("expression: 1001 characters are more than the 1000 allowed");
    complaint.getBuffer().setLength(0);
    assertThat(explain("(".repeat(60) + "x" + ")".repeat(60), "x=1")).isEqualTo(2);
    refuse("expression: nested more than 50 deep at position 51");
    complaint.getBuffer().setLength(0);
    assertThat(explain("x" + "+x".repeat(499), "x=1")).isEqualTo(2);
    refuse("trace: a graph of 500 nodes is too large for a page; at most 200 can be shown");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void onlyPagesAreReplaced() throws IOException {
    Files.writeString(out, "mine");
    assertThat(explain("x^2", "x=1")).isEqualTo(2);
    refuse("--out: " + out + " exists and is no page of this command; nothing is overwritten");
    assertThat(out).hasContent("mine");
    Files.delete(out);
    assertThat(explain("x^2", "x=1")).isZero();
    assertThat(explain("x^3", "x=1")).isZero();
    assertThat(Files.readString(out)).contains("<title>x^3</title>");
  }

  @Test
  void placesThatCannotBeWrittenToAreRefused() {
    out = temp.resolve("none").resolve("page.html");
    assertThat(explain("x^2", "x=1")).isEqualTo(2);
    refuse("--out: there is no folder " + out.getParent());
    complaint.getBuffer().setLength(0);
    out = temp;
    assertThat(explain("x^2", "x=1")).isEqualTo(2);
    refuse("--out: " + out + " is a folder, not a file");
    assertThat(temp).isEmptyDirectory();
  }
}
