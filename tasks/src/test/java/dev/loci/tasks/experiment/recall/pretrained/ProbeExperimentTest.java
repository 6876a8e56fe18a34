package dev.loci.tasks.experiment.recall.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.graph.DataException;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A file of GPT-2's layout in whose embeddings the facts were put as superpositions. */
class ProbeExperimentTest {
  private static final int N = 120; // subjects, tokens 0 to N - 1
  private static final int R = 2; // relations, each of one token, behind the subjects
  private static final int ANSWERS = 8; // tokens behind the relations
  private static final int WIDTH = 32;
  private static final int V = N + R + ANSWERS;

  @TempDir private Path temp;
  private Path model = Path.of("");
  private Path facts = Path.of("");

  @BeforeEach
  void write() throws IOException {
    model = temp.resolve("gpt2.safetensors");
    facts = temp.resolve("facts.tsv");
    RandomStream random = RandomStream.of(3);
    FactSet truth = FactSet.disjoint(N, R, ANSWERS, random.split("facts"));
    Tensor answers = Tensor.randn(random.split("answers"), ANSWERS, WIDTH);
    Tensor table = Tensor.zeros(V, WIDTH);
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < R; r++) {
      Tensor map = Tensor.randn(random.split("map " + r), WIDTH, WIDTH);
      for (int s = 0; s < N; s++) {
        Tensor row = table.select(0, s);
        Tensor answer = answers.select(0, truth.answer(s, r)).reshape(1, WIDTH);
        row.addInPlace(answer.matmul(map).reshape(WIDTH));
        lines.add("%d\t%d\t%d".formatted(s, N + r, N + R + truth.answer(s, r)));
      }
    }
    Files.write(facts, lines);
    Tensor output = Tensor.zeros(V, WIDTH);
    output.slice(0, N + R, V).copyFrom(answers);
    Map<String, Tensor> tensors = layer(random);
    tensors.put("wte.weight", table);
    tensors.put("wpe.weight", Tensor.randn(random.split("positions"), 4, WIDTH));
    tensors.put("lm_head.weight", output);
    new SafeTensors(tensors, Map.of()).write(model);
  }

  private static Map<String, Tensor> layer(RandomStream random) {
    Map<String, int[]> shapes = new TreeMap<>();
    shapes.put("h.0.ln_1.weight", new int[] {WIDTH});
    shapes.put("h.0.ln_1.bias", new int[] {WIDTH});
    shapes.put("h.0.attn.c_attn.weight", new int[] {WIDTH, 3 * WIDTH});
    shapes.put("h.0.attn.c_attn.bias", new int[] {3 * WIDTH});
    shapes.put("h.0.attn.c_proj.weight", new int[] {WIDTH, WIDTH});
    shapes.put("h.0.attn.c_proj.bias", new int[] {WIDTH});
    shapes.put("h.0.ln_2.weight", new int[] {WIDTH});
    shapes.put("h.0.ln_2.bias", new int[] {WIDTH});
    shapes.put("h.0.mlp.c_fc.weight", new int[] {WIDTH, 4 * WIDTH});
    shapes.put("h.0.mlp.c_fc.bias", new int[] {4 * WIDTH});
    shapes.put("h.0.mlp.c_proj.weight", new int[] {4 * WIDTH, WIDTH});
    shapes.put("h.0.mlp.c_proj.bias", new int[] {WIDTH});
    shapes.put("ln_f.weight", new int[] {WIDTH});
    shapes.put("ln_f.bias", new int[] {WIDTH});
    Map<String, Tensor> tensors = new TreeMap<>();
    shapes.forEach((name, shape) -> tensors.put(name, Tensor.randn(random.split(name), shape)));
    return tensors;
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
    assertThat(summary.get("superposition_r2_layer_0").asDouble()).isGreaterThan(0.99);
    assertThat(summary.get("readout_accuracy_layer_0").asDouble()).isGreaterThan(0.95);
    assertThat(summary.get("control_r2_layer_0").asDouble()).isLessThan(0.1);
    assertThat(summary.get("superposition_r2_layer_1").asDouble()).isLessThan(0.99);
    assertThat(summary.get("accuracy").asDouble()).isBetween(0.0, 0.5);
    assertThat(Files.readString(temp.resolve("out/report.html"))).contains("Layer by layer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 | line 1: expected subject, relation and answer with tabs between, found 1 columns",
        "1\\t121\\t130 | line 1: token 130 is none of the model's, which are 0 to 129",
        "1\\t121\\t-1 | line 1: token -1 is none of the model's, which are 0 to 129",
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
