package dev.loci.tasks.experiment.reproduce.paths;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.pathstar.PathStarExperiment;
import dev.loci.tasks.experiment.pathstar.PathStarSettings;
import dev.loci.tasks.experiment.reproduce.Chapter;
import dev.loci.tasks.experiment.reproduce.Finding;
import dev.loci.tasks.experiment.reproduce.Findings;
import dev.loci.tasks.report.Article;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Claims judged by a run as experiments leave it, with numbers made up here. */
class PathsInWeightsTest {
  private static final int[] SEEDS = {4, 5};
  private static final PathStarSettings SMALL =
      Settings.with(
          PathStarExperiment.PATH_STAR.preset(Map.of("degree", "20")),
          List.of("degree=20", "epochs=1", "warmup_steps=0"));

  @TempDir private Path temp;

  /** A short run on a small star in the place of every run, but for its numbers. */
  private List<Result> results(double share, String... metrics) throws Exception {
    RunFolder run = RunFolder.at(temp.resolve("run"), RunFolder.Existing.OVERWRITE);
    Runs.start(PathStarExperiment.PATH_STAR.withoutPage(), SMALL, run, Progress.SILENT);
    assertThat(run.file(RunFolder.REPORT)).doesNotExist();
    ObjectNode summary = (ObjectNode) Json.MAPPER.readTree(run.read(RunFolder.SUMMARY));
    for (String key : List.of("exact_match", "first_hop_accuracy", "leaf_near_first_hop")) {
      summary.put(key, share);
    }
    run.write(RunFolder.SUMMARY, Json.MAPPER.writeValueAsString(summary));
    run.write(
        RunFolder.METRICS,
        "epoch,edge_recovery,train_exact_match,exact_match,first_hop_accuracy,token_1,token_4\n"
            + String.join("\n", metrics)
            + "\n");
    List<Result> results = new ArrayList<>();
    for (Study.Part<?> part : new PathsInWeights(SEEDS, 0).parts()) {
      results.add(new Result(part.name(), SMALL, run));
    }
    return results;
  }

  private static Map<String, String> verdicts(Chapter chapter) {
    return chapter.findings().stream()
        .collect(Collectors.toMap(each -> each.claim().name(), each -> each.verdict().words()));
  }

  @Test
  void whereAllIsFoundTheClaimsOfFailuresFail() throws Exception {
    Chapter chapter =
        new PathsInWeights(SEEDS, 0)
            .conclude(results(1, "0,0,0,0,0,0,0", "1,1,1,0.5,0.25,1,0.5", "2,1,1,1,1,1,1"));
    assertThat(verdicts(chapter))
        .containsEntry("paths", "holds")
        .containsEntry("mamba-paths", "holds")
        .containsEntry("order", "holds")
        .containsEntry("nearest", "holds")
        .containsEntry("mixed", "holds")
        .containsEntry("context-reversed", "holds")
        .containsEntry("pauses", "does not hold here") // as fast as without
        .containsEntry("frozen-paths", "does not hold here")
        .containsEntry("frozen-nearest", "does not hold here")
        .containsEntry("staged", "does not hold here")
        .containsEntry("trees-split", "does not hold here")
        .containsEntry("context", "does not hold here");

    Path out = temp.resolve("out");
    Findings findings = new Findings("paper", List.of(chapter));
    new Article("Title", "", findings.sections(), Map.of(), Map.of()).write(out);
    String page = Files.readString(out.resolve(RunFolder.REPORT));
    assertThat(page)
        .contains("Verdicts: paths in the weights", "run with the seeds 4, 5")
        .doesNotContain("NaN");
    for (Finding finding : chapter.findings()) {
      assertThat(page).contains(finding.claim().statement().replace("'", "&#39;"));
    }
    for (String figure :
        List.of("mamba-paths", "controls", "transformer-500-tokens", "frozen-leaf-first-hop")) {
      assertThat(out.resolve("figures/" + figure + ".png")).isNotEmptyFile();
    }
  }

  @Test
  void whatWasFoundForAMomentOnlyIsLost() throws Exception {
    Chapter chapter =
        new PathsInWeights(SEEDS, 0)
            .conclude(results(0, "0,0,0,0,0,0,0", "1,1,1,0.75,0,1,0.5", "2,1,1,0,0,1,0.5"));
    assertThat(verdicts(chapter))
        .containsEntry("paths", "does not hold here")
        .containsEntry("order", "does not hold here")
        .containsEntry("mixed", "does not hold here")
        .containsEntry("staged", "holds")
        .containsEntry("frozen-paths", "holds")
        .containsEntry("one-direction", "holds")
        .containsEntry("context", "holds");
  }

  @Test
  void whatWasNeverFoundIsNeitherKeptNorLost() throws Exception {
    Chapter chapter =
        new PathsInWeights(SEEDS, 0).conclude(results(0, "0,0,0,0,0,0,0", "1,1,1,0.25,0,1,0.25"));
    assertThat(verdicts(chapter))
        .containsEntry("mixed", "does not hold here")
        .containsEntry("staged", "does not hold here")
        .containsEntry("order", "does not hold here");
  }

  @Test
  void everyRunCanBeMadeAndShortened() {
    for (int most : new int[] {0, 2}) {
      for (Study.Part<?> part : new PathsInWeights(SEEDS, most).parts()) {
        prepare(part);
        Map<String, String> settings = Settings.texts(part.settings());
        String length = settings.getOrDefault("epochs", settings.getOrDefault("steps", ""));
        assertThat(Integer.parseInt(length))
            .as(part.name())
            .matches(n -> most == 0 ? n > 30 : n == 2);
        assertThat(settings.get("seed")).isEqualTo(part.name().replaceAll(".*-", ""));
      }
    }
  }

  private <S extends Record> void prepare(Study.Part<S> part) {
    Path folder = temp.resolve(part.name());
    part.experiment().prepare(part.settings(), RunFolder.at(folder, RunFolder.Existing.REFUSE));
    assertThat(folder).doesNotExist();
  }

  @Test
  void remarksAreOfClaimsAndOfThePresetsRuns() throws Exception {
    List<String> claims = PathClaims.all().stream().map(test -> test.claim().name()).toList();
    assertThat(claims).containsAll(Remarks.AFTER_THE_RUNS.keySet()).doesNotHaveDuplicates();
    Chapter chapter = new PathsInWeights(SEEDS, 0).conclude(results(1, "0,0,0,0,0,0,0"));
    assertThat(chapter.findings()).allMatch(finding -> finding.remark().isEmpty());
  }

  @Test
  void setupsAreThePresetsOfTheExperiments() {
    Study.Part<?> part = Setup.FROZEN.part(2, 0);
    PathStarSettings preset = PathStarExperiment.PATH_STAR.preset(Map.of("preset", "frozen"));
    assertThat(part.settings())
        .isEqualTo(Settings.with(preset, List.of("seed=2", "checkpoint_every=10000000")));
    assertThat(part.name()).isEqualTo("frozen-seed-2");
    assertThat(((PathStarSettings) Setup.HOPS_500.part(1, 0).settings()).recipe())
        .isEqualTo("mixed_hardest_token");
  }
}
