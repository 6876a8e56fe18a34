package dev.loci.tasks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Query;
import dev.loci.tensor.Compute;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code loci eval} and {@code loci generate} make of a run's folder. */
class TrainedRunTest {
  private static final int NODES = 15;
  private static final int THREADS = Compute.threads();

  /** A run on a ring in one direction, where every node has one neighbour. */
  @TempDir private static Path ring;

  @TempDir private Path temp;

  @BeforeAll
  static void train() {
    String command = "run tiny-transformer --graph cycle --forward-only --steps 300 --out ";
    assertThat(execute((command + ring.resolve("run")).split(" ")).code()).isZero();
  }

  @AfterAll
  static void restoreThreads() {
    Compute.setThreads(THREADS);
    String mode = System.getProperty("loci.kernels", "auto");
    Compute.select(Compute.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
  }

  private static String run() {
    return ring.resolve("run").toString();
  }

  /** A copy of what a run is opened from, to damage. */
  private Path copy() throws IOException {
    for (String name : new String[] {"config.json", "model.safetensors", "summary.json"}) {
      Files.copy(ring.resolve("run").resolve(name), temp.resolve(name));
    }
    return temp;
  }

  @Test
  void figuresAreThoseOfTheSummary() {
    Output output = execute("eval", run());
    assertThat(output.code()).as(output.err()).isZero();
    assertThat(output.out())
        .contains("edge_recovery", "top1_accuracy", "geometric_level", "cos_two_hop")
        .endsWith("all as in summary.json\n");
    assertThat(output.out().lines().filter(line -> line.startsWith("edge_recovery")))
        .allMatch(line -> line.endsWith(" 1.0"));
    assertThat(execute("eval", run(), "--threads", "1", "--kernels", "scalar").out())
        .isEqualTo(output.out());
  }

  @Test
  void anotherSummaryIsNoticed() throws IOException {
    Path summary = copy().resolve("summary.json");
    String text = Files.readString(summary).replace("\"edge_recovery\" : 1.0", "\"x\" : 1");
    Files.writeString(
        summary, text.replaceFirst("\"top1_accuracy\" : [0-9.]+", "\"top1_accuracy\" : 0.5"));
    Output output = execute("eval", "" + temp);
    assertThat(output.code()).isEqualTo(1);
    assertThat(output.out())
        .containsPattern("top1_accuracy +1.0  but the summary says 0.5\n")
        .containsPattern("edge_recovery +1.0  but the summary says nothing\n")
        .containsPattern("\n2 of [67] differ from summary.json\n");

    Files.delete(summary);
    output = execute("eval", "" + temp);
    assertThat(output.code()).isZero();
    assertThat(output.out())
        .doesNotContain("says")
        .endsWith("there is no summary.json to compare with\n");
  }

  @Test
  void theModelGoesRoundTheRing() {
    Set<String> seen = new HashSet<>();
    String node = "0";
    for (int i = 0; i < NODES; i++) {
      assertThat(seen.add(node)).as(node).isTrue();
      node = generate("--prompt", "[EDGE] " + node).strip();
    }
    assertThat(node).isEqualTo("0");
  }

  @Test
  void drawsFollowTheSeed() {
    String[] options = {"--prompt", "[EDGE],3", "--count", "40", "--temperature", "3"};
    String first = generate(options);
    assertThat(first.strip().split(" ")).hasSize(40);
    assertThat(generate(options)).isEqualTo(first);
    assertThat(generate(with(options, "--seed", "1"))).isNotEqualTo(first);
    String greedy = generate("--prompt", "[EDGE] 3", "--count", "40");
    assertThat(generate(with(options, "--top-k", "1"))).isEqualTo(greedy);
    assertThat(generate("--prompt", "[EDGE] 3", "--count", "40", "--top-k", "1")).isEqualTo(greedy);
    assertThat(generate("--prompt", "[EDGE] 3", "--count", "40", "--threads", "1"))
        .isEqualTo(greedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[EDG] 3'  |             | \"[EDG]\" is no token; there are the nodes 0 to 14 and the signs",
        "'[EDGE] 15' |            | \"15\" is no token; there are the nodes 0 to 14",
        "'[EDGE] -1' |            | \"-1\" is no token",
        "'[EDGE] 99999999999' |   | \"99999999999\" is no token",
        "' ,'       |             | there is no token in \" ,\"",
        "'[EDGE] 3' | --count=64  | sequences of 65 tokens are longer than the 64 positions",
        "'[EDGE] 3' | --count=0   | --count: 0 is not between 1 and 1000000",
        "'[EDGE] 3' | --count=x   | Invalid value for option '--count'",
        "'[EDGE] 3' | --top-k=0   | --top-k: 0 is less than 1",
        "'[EDGE] 3' | --temperature=0   | sampling: the temperature is 0.0, expected a number above 0",
        "'[EDGE] 3' | --temperature=NaN | sampling: the temperature is NaN",
      },
      quoteCharacter = '\'')
  void badPromptsAreRefused(String prompt, String option, String sentence) {
    String[] command = {"generate", run(), "--prompt", prompt};
    requireSentence(execute(option == null ? command : with(command, option)), sentence);
  }

  @Test
  void aPromptThatIsTooLongIsRefused() {
    String prompt = "0 ".repeat(65);
    requireSentence(
        execute("generate", run(), "--prompt", prompt),
        "sequences of 65 tokens are longer than the 64 positions of the model");
    assertThat(generate("--prompt", "0 ".repeat(64)).strip()).isNotEmpty();
    requireSentence(execute("generate", run()), "Missing required option: '--prompt=TOKENS'");
  }

  @Test
  void whatHoldsNoCompleteRunIsRefused() throws IOException {
    refuseBoth(temp, temp + " holds no run: there is no config.json");
    refuseBoth(temp.resolve("none"), "there is no folder " + temp.resolve("none"));
    Files.delete(copy().resolve("model.safetensors"));
    refuseBoth(temp, "holds a run that is not complete: there is no model.safetensors");
    Files.writeString(temp.resolve("config.json"), "{\"experiment\": \"other\"}");
    refuseBoth(temp, "config.json: there is no experiment \"other\"");
    Files.writeString(temp.resolve("config.json"), "{");
    refuseBoth(temp, "config.json: settings: the text is not JSON");
  }

  @Test
  void aStudyIsRefused() {
    Path out = temp.resolve("study");
    String command = "run tiny-transformer --steps 2 --seeds 1,2 --out " + out;
    assertThat(execute(command.split(" ")).code()).isZero();
    refuseBoth(out, "holds a study of several runs; choose one of those in " + out.resolve("runs"));
    assertThat(execute("eval", out.resolve("runs").resolve("seed-2").toString()).out())
        .endsWith("all as in summary.json\n");
  }

  @Test
  void aPathStarsModelTellsPaths() {
    String command = "run path-star --degree 10 --epochs 3 --warmup-steps 4 --width 16 --out ";
    assertThat(execute((command + temp).split(" ")).code()).isZero();
    Output output = execute("eval", "" + temp);
    assertThat(output.out())
        .contains("exact_match", "leaf_near_first_hop")
        .endsWith("all as in summary.json\n");
    Output told = execute("generate", "" + temp, "--prompt", "[PATH] 3 [PAUSE]");
    assertThat(told.out().strip().split(" ")).hasSize(5);
  }

  @Test
  void aTeacherlessModelIsMeasuredOnly() {
    String command = "run path-star --teacherless --degree 10 --epochs 3 --warmup-steps 4 --out ";
    assertThat(execute((command + temp).split(" ")).code()).isZero();
    assertThat(execute("eval", "" + temp).out()).endsWith("all as in summary.json\n");
    requireSentence(
        execute("generate", "" + temp, "--prompt", "[PATH] 3 [PAUSE]"),
        temp + " holds a teacherless model, which says its answer without reading it");
  }

  /** In a triangle no nodes are two hops apart; JSON has null for what is not defined. */
  @Test
  void aFigureThatIsNotDefinedIsAsInTheSummary() throws IOException {
    Path triangle = Files.writeString(temp.resolve("triangle.csv"), "a,b\nb,c\na,c\n");
    Path out = temp.resolve("out");
    String command = "run tiny-transformer --steps 3 --data %s --out %s".formatted(triangle, out);
    assertThat(execute(command.split(" ")).code()).isZero();
    Output output = execute("eval", "" + out);
    assertThat(output.code()).isZero();
    assertThat(output.out())
        .containsPattern("cos_two_hop +NaN\n")
        .endsWith("all as in summary.json\n");
  }

  @Test
  void aModelOfFactsTellsTheChainOfAnswers() {
    String command =
        "run recall --subjects 4 --relations 2 --hops 2 --form chain --width 16 --hidden 32"
            + " --batch 16 --steps 300 --measure-every 20 --stop-when-solved --seed 5 --out ";
    assertThat(execute((command + temp).split(" ")).code()).isZero();
    assertThat(execute("eval", "" + temp).out())
        .containsPattern("accuracy +1.0\n")
        .contains("margin")
        .endsWith("all as in summary.json\n");
    int[] answers =
        FactSet.bijections(4, 2, RandomStream.of(5).split("facts")).chain(new Query(3, 1, 0));
    assertThat(execute("generate", "" + temp, "--prompt", "3,5,4").out().strip())
        .isEqualTo(answers[0] + " " + answers[1]);
    requireSentence(
        execute("generate", "" + temp, "--prompt", "6"),
        "\"6\" is no token; subjects are 0 to 3, relations 4 to 5");
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    Path model = copy().resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(model, Arrays.copyOf(bytes, length));
      refuseBoth(temp, model.toString());
    }
    Files.write(model, bytes);
    Path config = temp.resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"width\" : 32", "\"width\" : 36"));
    refuseBoth(
        temp,
        model
            + " is of another model: restore: embedding.weight is float32 [24, 32], expected float32 [24, 36]");
  }

  @Test
  void aDamagedSummaryIsRefused() throws IOException {
    Files.writeString(copy().resolve("summary.json"), "{");
    requireSentence(execute("eval", "" + temp), "summary.json is not JSON");
  }

  private static void refuseBoth(Path folder, String sentence) {
    requireSentence(execute("eval", folder.toString()), sentence);
    requireSentence(execute("generate", folder.toString(), "--prompt", "0"), sentence);
  }

  private record Output(int code, String out, String err) {}

  private static Output execute(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Output(code, out.toString(), err.toString());
  }

  private static String generate(String... options) {
    Output output = execute(with(new String[] {"generate", run()}, options));
    assertThat(output.code()).as(output.err()).isZero();
    return output.out();
  }

  private static String[] with(String[] arguments, String... more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  private static void requireSentence(Output output, String sentence) {
    assertThat(output.err()).startsWith("loci: ").contains(sentence).hasLineCount(1);
    assertThat(output.err()).doesNotContain("Exception", "\tat ", "fault in loci");
    assertThat(output.code()).isEqualTo(2);
    assertThat(output.out()).isEmpty();
  }
}
