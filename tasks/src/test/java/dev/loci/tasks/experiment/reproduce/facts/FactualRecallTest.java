package dev.loci.tasks.experiment.reproduce.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallExperiment;
import dev.loci.tasks.experiment.reproduce.ClaimTest;
import dev.loci.tasks.experiment.reproduce.Evidence;
import dev.loci.tasks.recall.theory.Scheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Claims judged by summaries as the studies write them, with numbers made up here. */
class FactualRecallTest {
  private static final RecallPaperSettings TWO = new RecallPaperSettings(4, 2, 0);

  @TempDir private Path temp;

  /** The summaries of all parts, every number the same. */
  private List<Result> results(double number) throws Exception {
    List<Result> results = new ArrayList<>();
    for (Study.Part<?> part : new FactualRecall().parts(TWO)) {
      Map<String, Double> summary = new LinkedHashMap<>();
      keys(part).forEach(key -> summary.put(key, number));
      RunFolder folder = RunFolder.at(temp.resolve(part.name()), RunFolder.Existing.OVERWRITE);
      Files.createDirectories(folder.path());
      folder.write(RunFolder.SUMMARY, Json.MAPPER.writeValueAsString(summary));
      results.add(new Result(part.name(), part.settings(), folder));
    }
    return results;
  }

  /** What the summary of a part holds; RecallStudiesTest shows the rule of the names. */
  private static <S extends Record> List<String> keys(Study.Part<S> part) {
    List<String> keys = new ArrayList<>();
    if (part.experiment() instanceof Study<S> study) {
      for (Study.Part<?> run : study.parts(part.settings())) {
        String name = run.name().replaceFirst("-seed-[0-9]+$", "");
        int x = name.lastIndexOf('-');
        keys.add(name.substring(0, x).replace('-', '_') + "_" + name.substring(x + 1));
      }
      keys.add("slope_r2");
    } else {
      assertThat(part.experiment()).isSameAs(RecallExperiment.SWAP);
      keys.addAll(
          List.of(
              "superposition_r2",
              "control_r2",
              "readout_accuracy",
              "efficacy",
              "specificity",
              "swap_accuracy",
              "shifted_matrices_accuracy",
              "old_embeddings_accuracy",
              "random_embeddings_accuracy",
              "random_efficacy",
              "other_relation_efficacy",
              "control_readout_accuracy"));
    }
    return keys;
  }

  @Test
  void whatClaimsAreJudgedByIsMeasured() throws Exception {
    Figures figures = new Figures(TWO.seeds(), results(0.25));
    int cases = 0;
    for (ClaimTest<Figures> test : RecallClaims.all()) {
      if (!test.claim().name().matches("constructed.*|key-value-swap")) { // measured below
        for (Evidence each : test.evidence().apply(figures)) {
          assertThat(each.values())
              .as(test.claim().name())
              .hasSize(2)
              .matches(values -> DoubleStream.of(values).allMatch(v -> v == 0.25 || v == 0));
          cases++;
        }
      }
    }
    assertThat(cases).isGreaterThan(20);
  }

  @Test
  void noRunTakesMoreUpdatesThanAreAllowed() {
    for (Study.Part<?> part : new FactualRecall().parts(new RecallPaperSettings(1, 1, 20))) {
      Map<String, String> settings = Settings.texts(part.settings());
      for (String updates : List.of("steps", "patient_steps", "warmup_steps")) {
        int most = Integer.parseInt(settings.getOrDefault(updates, "0"));
        assertThat(most).as("%s of %s", updates, part.name()).isLessThanOrEqualTo(20);
      }
    }
  }

  @Test
  void everyClaimHasAVerdictOnThePage() throws Exception {
    RunFolder folder = RunFolder.at(temp.resolve("out"), RunFolder.Existing.REFUSE);
    Files.createDirectories(folder.path());
    FactualRecall study = new FactualRecall();
    var findings = study.conclude(TWO, results(1)).write(study.name(), TWO, folder);
    JsonNode claims = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(findings)).get("claims");
    assertThat(claims.propertyNames())
        .containsExactlyElementsOf(
            RecallClaims.all().stream().map(test -> test.claim().name()).toList());
    assertThat(claims.get("constructed").get("verdict").asString()).isEqualTo("holds");
    assertThat(claims.get("constructed-swap").get("verdict").asString()).isEqualTo("holds");
    assertThat(claims.get("key-value-swap").get("verdict").asString()).isEqualTo("holds");
    assertThat(claims.get("swap").get("verdict").asString()).isEqualTo("holds");
    assertThat(claims.get("frozen").get("verdict").asString()).isEqualTo("does not hold here");
    assertThat(claims.get("constructed").get("values").size()).isEqualTo(Scheme.values().length);
    assertThat(Files.readString(folder.file(RunFolder.REPORT)))
        .contains("Every case was run with the seeds 4, 5")
        .doesNotContain("NaN");
  }

  @Test
  void theSeedOfTheCalibrationIsNotAmongTheSeeds() {
    assertThat(RecallPaperSettings.PRESET.seeds()).doesNotContain(7).hasSizeGreaterThan(2);
    assertThatThrownBy(() -> new RecallPaperSettings(1, 0, 0))
        .hasMessage("setting seed_count: 0 is not between 1 and 20");
  }
}
