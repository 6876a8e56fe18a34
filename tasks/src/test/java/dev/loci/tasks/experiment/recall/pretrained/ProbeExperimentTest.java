package dev.loci.tasks.experiment.recall.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.graph.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is found in a {@link SmallGpt2}. */
class ProbeExperimentTest {
  private static final int N = SmallGpt2.N;
  private static final IntFunction<String> ONE_TOKEN = s -> "" + s;
  private static final IntFunction<String> TWO_TOKENS = s -> SmallGpt2.COMMON + " " + s;
  private static final IntFunction<String> ONE_OR_TWO =
      s -> (s % 3 == 0 ? ONE_TOKEN : TWO_TOKENS).apply(s);

  @TempDir private Path temp;
  private Path model = Path.of("");
  private Path facts = Path.of("");

  @BeforeEach
  void write() throws IOException {
    model = temp.resolve("gpt2.safetensors");
    facts = temp.resolve("facts.tsv");
    SmallGpt2.create().write(model);
    SmallGpt2.writeFacts(facts);
  }

  private JsonNode run(String layers) throws IOException {
    Path out = temp.resolve("out");
    Runs.start(
        new ProbeExperiment(),
        new ProbeSettings(model.toString(), facts.toString(), layers, 2, 1),
        RunFolder.at(out, RunFolder.Existing.REFUSE),
        Progress.SILENT);
    return Json.MAPPER.readTree(Files.readString(out.resolve(RunFolder.SUMMARY)));
  }

  @Test
  void theSuperpositionsOfTheEmbeddingAreFound() throws IOException {
    JsonNode summary = run("all");
    requireFound(summary);
    assertThat(summary.get("superposition_r2_layer_1").asDouble()).isLessThan(0.99);
    assertThat(Files.readString(temp.resolve("out/report.html"))).contains("Layer by layer");
  }

  /** Tokens before the last one say nothing about a subject: all begin alike. */
  @Test
  void subjectsOfTwoTokensAreReadAtTheSecond() throws IOException {
    SmallGpt2.writeFacts(facts, TWO_TOKENS, ONE_TOKEN);
    requireFound(run("0"));
  }

  /** The embedding alone, since the two lengths end at different positions. */
  @Test
  void subjectsOfSeveralLengthsAreReadAtTheirLastTokens() throws IOException {
    SmallGpt2.create().fill(0, "wpe.weight").write(model);
    SmallGpt2.writeFacts(facts, ONE_OR_TWO, ONE_TOKEN);
    requireFound(run("0"));
  }

  private static void requireFound(JsonNode summary) {
    assertThat(summary.get("superposition_r2_layer_0").asDouble()).isGreaterThan(0.99);
    assertThat(summary.get("readout_accuracy_layer_0").asDouble()).isGreaterThan(0.95);
    assertThat(summary.get("control_r2_layer_0").asDouble()).isLessThan(0.1);
  }

  /** What is said is each relation's most frequent answer: anything else would be right less. */
  @Test
  void accuracyIsTheShareOfFactsWithTheAnswerThatIsSaid() throws IOException {
    int[] said = new int[SmallGpt2.R];
    int right = 0;
    for (int r = 0; r < said.length; r++) {
      int[] counts = new int[SmallGpt2.ANSWERS];
      for (int answer : SmallGpt2.FACTS.answers()[r]) {
        counts[answer]++;
        said[r] = counts[answer] > counts[said[r]] ? answer : said[r];
      }
      right += counts[said[r]];
    }
    SmallGpt2.create().answeringAlways(said).write(model);
    SmallGpt2.writeFacts(facts, ONE_OR_TWO, r -> TWO_TOKENS.apply(N + r));
    assertThat(run("0").get("accuracy").asDouble()).isEqualTo(right / (2.0 * N));
  }

  @Test
  void questionsThatTheModelCannotReadAreRefused() throws IOException {
    SmallGpt2.writeFacts(facts, TWO_TOKENS, r -> "0 " + TWO_TOKENS.apply(N + r));
    assertThatThrownBy(() -> run("0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "setting facts: a question of 5 tokens is longer than the 4 that the model reads");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 | line 1: expected subject, relation and answer with tabs between, found 1 columns",
        "1\\t121\\t131 | line 1: token 131 is none of the model's, which are 0 to 130",
        "1\\t121\\t-1 | line 1: token -1 is none of the model's, which are 0 to 130",
        "1\\tcapital\\t125 | line 1: expected token ids, got \"capital\"",
        "1\\t\\t125 | line 1: expected token ids, got \"\"",
        "1\\t121\\t125 126 | line 1: expected one token as answer, found 2",
        "1\\t120\\t125 | line 122: this subject had an answer to this relation before",
        "1 1\\t120\\t125 | subject [1, 1] has no answer to relation [121]",
      })
  void whatIsWrongWithFactsIsSaidInOneSentence(String line, String sentence) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(facts));
    boolean isAgain = sentence.contains("before");
    lines.add(isAgain ? lines.size() / 2 + 1 : 0, line.replace("\\t", "\t"));
    Files.write(facts, lines);
    assertThatThrownBy(() -> run("0"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(facts.toString())
        .hasMessageContaining(isAgain ? "this subject had an answer" : sentence);
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void fewSubjectsAreNotEnough() throws IOException {
    Files.write(facts, Files.readAllLines(facts).subList(0, 9));
    assertThatThrownBy(() -> run("0"))
        .hasMessage(facts + " holds facts of 9 subjects, at least 10 are needed");
  }

  @Test
  void filesAndLayersMustBeThere() throws IOException {
    assertThatThrownBy(() -> run("0,2")).hasMessage("setting layers: 2 is not between 0 and 1");
    assertThatThrownBy(() -> run("first"))
        .hasMessage("setting layers: expected numbers such as 0,6,12 or all, got \"first\"");
    Files.writeString(model, "{}");
    assertThatThrownBy(() -> run("0")).hasMessageContaining("is too short for a safetensors file");
    model = Path.of("");
    assertThatThrownBy(() -> run("0"))
        .hasMessage("setting model: no file is named; recall-probe takes a model and --facts FILE");
  }
}
