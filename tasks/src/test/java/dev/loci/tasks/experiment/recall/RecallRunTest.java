package dev.loci.tasks.experiment.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.recall.Queries;
import dev.loci.tasks.recall.Query;
import dev.loci.tensor.random.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RecallRunTest {
  @TempDir private Path temp;

  private static RecallSettings settings(String... changes) {
    return RecallRuns.small(RecallExperiment.TRAIN, changes);
  }

  private JsonNode train(String... changes) {
    return RecallRuns.run(RecallExperiment.TRAIN, temp.resolve("run"), settings(changes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form=direct",
        "hidden_layers=2",
        "norm=false",
        "tied=true",
        "positions=false",
        "answers=20"
      })
  void everyKindOfModelLearnsFacts(String change) {
    JsonNode summary = train(change, "steps=300", "learning_rate=0.01", "weight_decay=0.1");
    assertThat(summary.get("accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(summary.get("steps").asInt()).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain", "interleaved"})
  void chainsOfThoughtAreWrittenFreely(String form) {
    JsonNode summary =
        train(
            "subjects=16",
            "hops=2",
            "form=" + form,
            "steps=400",
            "learning_rate=0.01",
            "weight_decay=0.1");
    assertThat(summary.get("accuracy").asDouble()).isGreaterThan(0.95);
  }

  @Test
  void heldOutQuestionsAndFactsAreToldApart() {
    JsonNode summary =
        train("subjects=16", "hops=2", "train_share=0.75", "with_facts=true", "steps=200");
    assertThat(summary.get("facts_accuracy").asDouble()).isGreaterThan(0.3); // chance: 1 of 16
    assertThat(summary.get("accuracy").asDouble())
        .isGreaterThan(summary.get("held_out_accuracy").asDouble());
    Questions questions =
        Questions.of(settings("subjects=16", "hops=2", "train_share=0.75", "with_facts=true"));
    assertThat(questions.learned()).hasSize(48);
    assertThat(questions.heldOut()).hasSize(16).doesNotContainAnyElementsOf(questions.learned());
    assertThat(questions.singles()).hasSize(32);
  }

  /** Questions are numbered with the last relation first: every n-th has few relations. */
  @Test
  void whatIsMeasuredHasAllRelations() {
    List<Query> all = new Queries(64, 4, 4).all();
    List<Query> sample = Queries.some(all, 2048, RandomStream.of(1));
    assertThat(sample).hasSize(2048).doesNotHaveDuplicates();
    for (int hop = 0; hop < 4; hop++) {
      int at = hop;
      assertThat(sample.stream().map(query -> query.relation(at))).contains(0, 1, 2, 3);
    }
  }

  @Test
  void trainingStopsOnceAllIsKnown() {
    JsonNode summary = train("steps=3000", "stop_when_solved=true", "weight_decay=0.1");
    assertThat(summary.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(summary.get("steps").asInt()).isLessThan(3000);
  }

  @Test
  void whatIsFrozenStaysAndCountsAsUntrained() {
    RecallSettings settings =
        settings("frozen_embeddings=true", "frozen_output=true", "steps=3", "warmup_steps=1");
    Questions questions = Questions.of(settings);
    var before = RecallModel.create(settings, questions);
    JsonNode summary = RecallRuns.run(RecallExperiment.TRAIN, temp.resolve("run"), settings);
    assertThat(summary.get("parameters").asInt() - summary.get("trained_parameters").asInt())
        .isEqualTo(2 * 34 * 16);
    try {
      var after = RecallModel.create(settings, questions);
      after.load(temp.resolve("run").resolve(RunFolder.MODEL));
      for (String name : List.of("embedding.weight", "head.weight", "positions.weight")) {
        boolean same =
            Arrays.equals(
                Objects.requireNonNull(after.state().get(name)).toFloatArray(),
                Objects.requireNonNull(before.state().get(name)).toFloatArray());
        assertThat(same).as(name).isEqualTo(!name.startsWith("positions"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "subjects=1 | setting subjects: 1 is not between 2 and 10000000",
        "relations=0 | setting relations: 0 is not between 1 and 10000000",
        "form=prose | setting form: \"prose\" is none of direct, chain, interleaved",
        "steps=20 | setting warmup_steps: 20 is not between 0 and 19",
        "heads=3 | setting heads: a width of 16 does not divide into 3 heads",
        "answers=1 | setting answers: 1 answers for each relation and questions of 1 hops; a"
            + " relation needs two answers or more, and only shared ones (0) can be asked about"
            + " again",
        "with_facts=true | setting with_facts: questions of one hop are the facts themselves;"
            + " nothing can be held out or added",
        "hops=30 | queries: 34359738368 questions of 30 hops are more than the 625000 that can be"
            + " listed; take fewer subjects, relations or hops, or a --sample of them",
        "output_rank=4 | setting output_rank: a rank of 4 needs an output matrix of its own that is"
            + " frozen",
        "tied=true,frozen_output=true | setting frozen_output: with tied=true the output matrix is"
            + " the embedding, which frozen_embeddings freezes"
      })
  void badSettingsAreRefusedInASentence(String change, String message) {
    assertThatThrownBy(() -> train(change.split(",")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void onlyWhatCanBeProbedIsTrainedToBeProbed() {
    RecallSettings settings = RecallRuns.small(RecallExperiment.SWAP, "hops=2");
    assertThatThrownBy(() -> RecallRuns.run(RecallExperiment.SWAP, temp.resolve("run"), settings))
        .hasMessage(
            "settings: superpositions are looked for in one layer with questions of one hop and"
                + " shared answers, not in 1 layers with 2 hops and 0 answers");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void swapSaysEverything() {
    RecallSettings settings =
        RecallRuns.small(
            RecallExperiment.SWAP,
            "subjects=64",
            "width=16",
            "hidden=32",
            "steps=300",
            "batch=128",
            "learning_rate=0.01");
    Path out = temp.resolve("run");
    JsonNode summary = RecallRuns.run(RecallExperiment.SWAP, out, settings);
    assertThat(summary.propertyNames())
        .contains(
            "accuracy",
            "swap_accuracy",
            "learned_map_swap_accuracy",
            "efficacy",
            "specificity",
            "readout_accuracy",
            "superposition_r2",
            "control_r2",
            "train_seconds");
    double chance = 1.0 / 64;
    assertThat(summary.get("accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(summary.get("learned_map_swap_accuracy").asDouble()).isGreaterThan(10 * chance);
    for (String control :
        List.of(
            "old_embeddings_accuracy",
            "random_embeddings_accuracy",
            "shifted_matrices_accuracy",
            "random_efficacy",
            "other_relation_efficacy",
            "control_readout_accuracy")) {
      assertThat(summary.get(control).asDouble()).as(control).isLessThan(0.1);
    }
    assertThat(summary.get("control_r2").asDouble()).isLessThan(0);
    assertThat(summary.get("accuracy_without_mlp").asDouble()).isLessThan(0.5);
    assertThat(summary.get("ablated_accuracy").asDouble())
        .isLessThan(summary.get("ablated_other_accuracy").asDouble());
    assertThat(out.resolve("figures").toFile().list())
        .contains("swap.svg", "readout.svg", "intervention.svg", "units.svg", "ablation.svg");
  }

  @Test
  void presetsFollowTheSize() {
    assertThat(RecallExperiment.SWAP.preset(Map.of("size", "quick")).subjects()).isEqualTo(512);
    assertThat(RecallExperiment.SWAP.preset(Map.of("size", "full")).relations()).isEqualTo(4);
    assertThat(RecallExperiment.TRAIN.preset(Map.of("width", "wide")).width()).isEqualTo(64);
  }
}
