package dev.loci.tasks.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.experiment.recall.pretrained.SmallGpt2;
import dev.loci.tasks.recall.FactData;
import dev.loci.tasks.recall.FactFiles;
import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.Form;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Recall;
import dev.loci.tasks.recall.theory.Construction;
import dev.loci.tasks.recall.theory.Scheme;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code loci data facts}, {@code loci construct} and {@code loci capacity}. */
class RecallCommandsTest {
  @TempDir private Path temp;
  private Path out = Path.of("");
  private final StringWriter printed = new StringWriter();
  private final StringWriter complaint = new StringWriter();

  @BeforeEach
  void nameTheFolder() {
    out = temp.resolve("out");
  }

  private int execute(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(printed, true))
        .setErr(new PrintWriter(complaint, true))
        .execute(command.replace("OUT", out.toString()).split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data facts --subjects 1 --out OUT      | facts: 1 subjects and 4 relations, expected at least 2",
        "data facts --relations 0 --out OUT     | facts: 64 subjects and 0 relations, expected",
        "data facts --hops 0 --out OUT          | queries: 0 hops, expected at least 1",
        "data facts --hops 12 --out OUT         | queries: 1073741824 questions of 12 hops are more than the 1428571 that can be listed; take fewer subjects, relations or hops, or a --sample of them",
        "data facts --subjects 9999999 --relations 99 --out OUT | at most 10000000 are allowed",
        "data facts --sample 999 --out OUT      | queries: a sample of 999 out of 256 questions",
        "data facts --compositional --out OUT   | 0.8 of questions of 1 hops, expected 0 to 1 of 2 hops",
        "data facts --train-ratio 0.5 --out OUT | --train-ratio: a share of 0.5 needs --compositional, without which nothing is held out",
        "data facts --chain-of-thought --interleaved --out OUT | are two forms, choose one",
        "construct pyramid --out OUT            | there is no construction \"pyramid\"; there are selector,",
        "construct selector --hops 2 --out OUT  | selector answers questions of one hop, not of 2; key-value,",
        "construct selector --subjects 1 --out OUT | construct: 1 subjects, 4 relations and 1 hops",
        "construct tree --hops 15 --out OUT     | coordinates makes vectors of",
        "construct key-value --subjects 9999 --relations 999 --out OUT | parameters, more than the 300000000",
        "construct disjoint --answers 1 --out OUT | construct: 1 answers for each relation, expected at least 2",
        "construct tree --answers 3 --out OUT   | --answers: relations of tree share the subjects as answers; disjoint",
        "run recall --subjects 1 --out OUT      | setting subjects: 1 is not between 2 and",
        "run recall --relations 0 --out OUT     | setting relations: 0 is not between 1 and",
        "run recall --hops 12 --relations 4 --out OUT | questions of 12 hops are more than the 1428571 that can be listed; take fewer subjects, relations or hops, or a --sample of them",
        "run recall-multihop --hops 0 --out OUT | setting hops: 0 is not between 1 and 1000",
        "run recall-capacity --widths 8,4 --out OUT | setting widths: 8 is followed by 4",
        "run recall-probe --out OUT             | setting model: no file is named; recall-probe takes a model and --facts FILE",
        "run recall-probe nowhere.safetensors --facts facts.tsv --out OUT | setting model: there is no file nowhere.safetensors",
        "reproduce factual-recall --seed-count 0 --out OUT | setting seed_count: 0 is not between 1 and 20",
        "capacity --subjects 1                  | capacity: 1 subjects, 4 relations and 1 hops",
        "capacity --hops 0                      | capacity: 64 subjects, 4 relations and 0 hops",
        "capacity --budget much                 | --budget: expected parameters such as 50000 or bits",
        "capacity --precision 16                | --precision: floats of 16 bits, expected 32 or 64",
      })
  void badInputIsRefusedInOneSentence(String command, String sentence) {
    assertThat(execute(command)).isEqualTo(2);
    assertThat(complaint.toString()).startsWith("loci: ").contains(sentence).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void factsAreWrittenAndReadBack() throws IOException {
    String command = "data facts --subjects 10 --relations 3 --hops 2 --chain-of-thought --out OUT";
    assertThat(execute(command + " --seed 5")).as(complaint.toString()).isZero();
    assertThat(printed.toString()).hasLineCount(3).contains(out.toString());
    FactData data = FactFiles.read(out);
    assertThat(data.form()).isEqualTo(Form.CHAIN);
    assertThat(data.train()).isEqualTo(new Queries(10, 3, 2).all());
    assertThat(data.test()).isEmpty();
    assertThat(execute(command)).isEqualTo(2);
    assertThat(complaint.toString()).contains("exists already");
    assertThat(execute(command + " --overwrite --seed 5")).isZero();
    assertThat(FactFiles.read(out).facts().answers()).isDeepEqualTo(data.facts().answers());
    assertThat(execute(command + " --overwrite --seed 6")).isZero();
    assertThat(FactFiles.read(out).facts().answers()).isNotEqualTo(data.facts().answers());
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void aConstructionIsWrittenWithItsFiguresAndPicture(Scheme scheme) throws IOException {
    int hops = scheme.answersHops() ? 2 : 1;
    String command =
        "construct %s --subjects 40 --relations 3 --hops %d --seed 11 --out OUT"
            .formatted(scheme.word(), hops);
    assertThat(execute(command)).as(complaint.toString()).isZero();
    JsonNode summary = summary();
    Construction construction = scheme.of(40, 3, hops, 40);
    assertThat(summary.path("accuracy").asDouble()).isEqualTo(1);
    double noise = scheme == Scheme.SUPERPOSED ? 1 : 1e-3 * construction.margin();
    assertThat(summary.path("margin").asDouble()).isCloseTo(construction.margin(), within(noise));
    assertThat(summary.path("width").asInt()).isEqualTo(construction.config().width());
    assertThat(summary.path("layers").asInt()).isEqualTo(construction.config().layers());
    assertThat(summary.path("mlp_width").isInt()).isTrue();
    double swapped = summary.path("swap_accuracy").asDouble();
    if (construction.factsInEmbedding()) {
      assertThat(swapped).isEqualTo(1);
    } else {
      assertThat(swapped).isLessThan(0.1);
    }
    assertThat(out.resolve("vector.png")).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("vector.svg")))
        .contains("<title>The vector of the scheme " + scheme.word());

    Gpt loaded = new Gpt(construction.config());
    loaded.load(out.resolve("model.safetensors"));
    FactSet facts = construction.draw(RandomStream.of(11).split("facts"));
    Recall recall = Recall.of(loaded, facts, construction.form(), new Queries(40, 3, hops).all());
    assertThat(recall.accuracy()).isEqualTo(1);
    assertThat(recall.margin()).isEqualTo(summary.path("margin").asDouble());

    assertThat(execute(command)).isEqualTo(2);
    assertThat(complaint.toString()).contains("--overwrite replaces it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--overwrite "})
  void aRunIsNotOverwritten(String option) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("config.json"), "{}");
    Files.writeString(out.resolve("model.safetensors"), "a model");
    assertThat(execute("construct selector %s--out OUT".formatted(option))).isEqualTo(2);
    assertThat(complaint.toString()).contains("holds a run, not a construction").hasLineCount(1);
    assertThat(out.resolve("model.safetensors")).hasContent("a model");
    assertThat(out.resolve("summary.json")).doesNotExist();
  }

  private JsonNode summary() throws IOException {
    return requireNonNull(
        JsonMapper.shared().readTree(Files.readString(out.resolve("summary.json"))));
  }

  @Test
  void aTurnedConstructionAnswersAsWell() throws IOException {
    assertThat(execute("construct selector --rotate --out OUT")).isZero();
    assertThat(summary().path("accuracy").asDouble()).isEqualTo(1);
    assertThat(summary().path("swap_accuracy").asDouble()).isEqualTo(1);
    assertThat(summary().path("margin").asDouble()).isCloseTo(2, within(1e-3));
  }

  /** A model of ours is of another layout than GPT-2's, and one may lack tensors. */
  @Test
  void filesOfOtherModelsAreRefusedInOneSentence() throws IOException {
    assertThat(execute("construct selector --out OUT")).isZero();
    Path model = out.resolve("model.safetensors");
    Path run = temp.resolve("run");
    Path facts = Files.writeString(temp.resolve("facts.tsv"), "1\t2\t3\n");
    String probe = "run recall-probe %%s --facts %s --out %s".formatted(facts, run);
    assertThat(execute(probe.formatted(model))).isEqualTo(2);
    assertThat(complaint.toString())
        .isEqualTo(
            "loci: %s is not in GPT-2's layout: there is no tensor wte.weight, but embedding.weight, head.weight, layers.0.attention.key.weight%n"
                .formatted(model));
    Files.writeString(model, "no tensors");
    assertThat(execute(probe.formatted(model))).isEqualTo(2);
    assertThat(complaint.toString()).contains("says its header has").hasLineCount(2);
    assertThat(run).doesNotExist();
  }

  @Test
  void aModelThatLacksATensorIsRefusedInOneSentence() throws IOException {
    Path model = temp.resolve("gpt2.safetensors");
    Path facts = temp.resolve("facts.tsv");
    SmallGpt2.create().without("h.0.attn.c_proj.weight").write(model);
    SmallGpt2.writeFacts(facts);
    assertThat(
            execute("run recall-probe %s --facts %s --heads 2 --out OUT".formatted(model, facts)))
        .isEqualTo(2);
    assertThat(complaint.toString())
        .startsWith(
            "loci: %s is not in GPT-2's layout: there is no tensor h.0.attn.c_proj.weight, but "
                .formatted(model))
        .hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void capacityOfEachScheme() {
    assertThat(execute("capacity --subjects 64 --relations 4 --hops 2 --budget 20000")).isZero();
    assertThat(printed.toString())
        .startsWith(
            "256 facts of 64 subjects and 4 relations: 1184 bits of information, 17.4 for each token")
        .containsPattern("key-value +2 +2 +19 +256 +23521 +752672 +0  MLP  does not fit")
        .containsPattern("chain-of-thought +2 +1 +42 +24 +12666 +405312 +-  embedding  fits")
        .containsPattern("tree +2 +2 +237 +96 .* embedding  does not fit")
        .contains("interleaved fits a budget of 20000 with the fewest parameters");
    for (Scheme scheme : Scheme.values()) {
      assertThat(printed.toString()).contains(scheme.word());
    }
  }

  @Test
  void aBudgetInBitsThatIsTooSmall() {
    assertThat(execute("capacity --hops 2 --precision 64 --budget 500000bits")).isZero();
    assertThat(printed.toString())
        .contains(
            "no scheme for shared answers and 2 hops fits a budget of 500000bits; the smallest is interleaved");
  }

  /** On a circle of 20,000 points neighbours are 5e-8 apart. */
  @ParameterizedTest
  @CsvSource({
    "32, needs 27 significant bits, selector-coded",
    "64, fits, selector-circle",
  })
  void aSchemeThatNeedsMoreBitsIsNotTheBest(int precision, String circle, String best) {
    String command =
        "capacity --subjects 20000 --relations 2 --budget 1000000000 --precision " + precision;
    assertThat(execute(command)).isZero();
    assertThat(printed.toString())
        .containsPattern("selector-circle .* " + circle)
        .contains(best + " fits a budget of 1000000000 with the fewest parameters");
  }

  @Test
  void capacityOfAMillionSubjects() {
    assertThat(execute("capacity --subjects 1000000 --relations 100 --hops 6")).isZero();
    assertThat(printed.toString()).contains("too large: layout: block L of");
  }

  @Test
  void aBudgetWhenNoSchemeCanBeTold() {
    String sizes = "capacity --subjects 1000000000 --relations 1000000 --hops 3";
    assertThat(execute(sizes + " --budget 5")).isZero();
    assertThat(printed.toString())
        .contains("no scheme for shared answers and 3 hops fits a budget of 5; all are too large");
  }
}
