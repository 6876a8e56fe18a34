package dev.loci.tasks.experiment.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tensor.io.SafeTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TinyTransformerTest {
  private static final List<String> FIGURES =
      List.of("curves", "embedding", "evolution", "loss", "similarity", "spectrum");

  @TempDir private Path temp;

  /** One seed for each graph; which of five seeds do is in {@link TinyTransformerSeedsTest}. */
  @ParameterizedTest
  @CsvSource({"star, 7", "grid, 7", "cycle, 1", "irregular, 7"})
  void memorisesEdgesAndDrawsTheGraph(String graph, int seed) throws Exception {
    TinySettings settings = TinyRuns.settings(graph, seed);
    Path out = temp.resolve("run");
    TinySummary summary = TinyRuns.run(out, settings);
    assertThat(summary).matches(TinyRuns::reproduces, "reproduces the paper's run");

    assertThat(Files.readAllLines(out.resolve(RunFolder.METRICS)))
        .hasSize(1 + settings.steps() + 1) // the header, and the state before and after each step
        .last()
        .asString()
        .startsWith(settings.steps() + "," + (float) summary.finalLoss() + ",");
    assertThat(out.resolve(RunFolder.REPORT)).isNotEmptyFile();
    for (String figure : FIGURES) {
      assertThat(out.resolve(RunFolder.FIGURES).resolve(figure + ".png")).isNotEmptyFile();
      assertThat(out.resolve(RunFolder.FIGURES).resolve(figure + ".svg")).isNotEmptyFile();
    }
    assertThat(out.resolve(RunFolder.CHECKPOINT)).doesNotExist();
  }

  @Test
  void modelFileHoldsTheParametersAlone() throws Exception {
    Path out = temp.resolve("run");
    TinyRuns.run(out, brief());
    SafeTensors file = SafeTensors.read(out.resolve(RunFolder.MODEL));
    Gpt model = new Gpt(GptConfig.of(17 + 9, 64, 1, 32, 1));
    model.load(file.tensors()); // refuses names that are missing or too many, and other shapes
    assertThat(file.metadata()).isEmpty();
    assertThat(model.parameterCount()).isEqualTo(15_648);
  }

  @Test
  void summaryHasTheAgreedKeys() throws Exception {
    Path out = temp.resolve("run");
    TinyRuns.run(out, brief());
    JsonNode summary = Json.MAPPER.readTree(Files.readString(out.resolve(RunFolder.SUMMARY)));
    assertThat(summary.propertyNames())
        .containsExactly(
            "experiment",
            "graph",
            "seed",
            "steps",
            "final_loss",
            "loss_floor",
            "top1_accuracy",
            "top1_ceiling",
            "edge_recovery",
            "geometric_level",
            "geometric_level_peak",
            "geometric_level_peak_step",
            "cos_adjacent",
            "cos_two_hop",
            "eigenspace_energy",
            "spearman_cosine_vs_graph_distance",
            "recovery_complete_step",
            "zigzag",
            "leading_energy",
            "outside_energy",
            "most_negative_energy",
            "laplacian_overlap",
            "procrustes",
            "mean_norm",
            "variance3",
            "effective_rank",
            "margin",
            "margin_original",
            "margin_skewed",
            "skewed_accuracy",
            "train_seconds",
            "ms_per_step");
    assertThat(summary.get("eigenspace_energy").get(0).propertyNames())
        .containsExactly("eigenvalue", "multiplicity", "share");
  }

  @Test
  void configHoldsWhatChangesTheResultAndNothingElse() throws Exception {
    Path out = temp.resolve("run");
    TinyRuns.run(out, brief());
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.OVERWRITE);
    assertThat(Runs.settings(TinyExperiment.TRANSFORMER, folder)).isEqualTo(brief());
    String config = folder.read(RunFolder.CONFIG);
    assertThat(config).doesNotContain("threads", "kernels");
  }

  @Test
  void provenanceNamesWhereTheResultComesFrom() throws Exception {
    Path out = temp.resolve("run");
    TinyRuns.run(out, brief());
    JsonNode facts = Json.MAPPER.readTree(Files.readString(out.resolve(RunFolder.PROVENANCE)));
    for (String key : List.of("code", "java", "cpu", "kernels", "threads", "seed")) {
      assertThat(facts.get(key).asString()).as(key).isNotBlank();
    }
    assertThat(facts.get("java").asString()).contains(Runtime.version().toString());
    assertThat(facts.get("seed").asString()).isEqualTo("7");
  }

  /** Every switch of the model makes a run that goes through to its report. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "attention=false residual=false layer_norm=false positions=false",
        "model=network frozen_embeddings=true dropout=0.4 hidden=8,16 precision=bfloat16",
        "frozen_embeddings=true attention=false precision=bfloat16",
        "model=mamba positions=false init=normal residual=false frozen_embeddings=true",
        "tied=false layers=2 heads=4 warmup_steps=2 decay=constant weight_decay=0.1",
        "init=normal width=1",
        "init=non_geometric layers=0 steps=1",
        "degree=1 path_length=2",
        "subtree_degree=2 path_length=3",
        "graph=cycle nodes=3"
      })
  void settingsMakeSense(String assignments) throws Exception {
    TinySettings settings = Settings.with(brief(), Stream.of(assignments.split(" ")).toList());
    Path out = temp.resolve("run");
    assertThat(TinyRuns.run(out, settings).finalLoss()).isPositive();
    assertThat(out.resolve(RunFolder.SUMMARY)).isNotEmptyFile();
  }

  @Test
  void equalSettingsAreEqualFiles() throws Exception {
    Map<String, String> dropout = Map.of("model", "network", "dropout", "0.4");
    TinySettings settings =
        Settings.with(
            brief(),
            dropout.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    TinyRuns.run(temp.resolve("one"), settings);
    TinyRuns.run(temp.resolve("two"), settings);
    for (String name : List.of(RunFolder.CONFIG, RunFolder.METRICS, RunFolder.MODEL)) {
      assertThat(temp.resolve("two").resolve(name))
          .hasSameBinaryContentAs(temp.resolve("one").resolve(name));
    }
  }

  private static TinySettings brief() {
    return Settings.with(TinyPresets.transformer("star", false, false), List.of("steps=5"));
  }
}
