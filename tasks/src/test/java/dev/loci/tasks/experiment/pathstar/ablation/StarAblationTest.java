package dev.loci.tasks.experiment.pathstar.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.pathstar.PathStarExperiment;
import dev.loci.tasks.experiment.pathstar.PathStarSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StarAblationTest {
  @TempDir private Path temp;

  /** One setting at a time, and what is equal is run once. */
  @Test
  void levelsDifferFromTheBaseInTheirFactor() {
    StarAblationSettings settings = new StarAblationSettings(1, 2, 200, 5, 0, "all");
    PathStarSettings base = settings.base();
    Set<PathStarSettings> distinct = new HashSet<>();
    for (StarFactor factor : StarFactor.values()) {
      List<PathStarSettings> levels =
          factor.levels().stream().map(level -> factor.at(base, level)).toList();
      assertThat(levels).as(factor.id()).doesNotHaveDuplicates();
      if (factor != StarFactor.PAPER) {
        assertThat(levels).as(factor.id()).contains(base);
      }
      distinct.addAll(levels);
    }
    assertThat(settings.runs()).hasSize(2 * distinct.size());
    assertThat(StarFactor.BATCHES.at(base, "4").pathBatch()).isEqualTo(38); // of 150
  }

  @Test
  void everyLevelCanBeTrained() {
    for (PathStarSettings run : new StarAblationSettings(1, 1, 200, 5, 0, "all").runs().keySet()) {
      assertThat(PathStarExperiment.PATH_STAR.plan(run)).as(run.toString()).isNotNull();
    }
  }

  @Test
  void reportHasTheMeansOfTheRuns() throws Exception {
    Path out = temp.resolve("out");
    StarAblationSettings settings = new StarAblationSettings(1, 2, 20, 5, 15, "dropout");
    JsonNode summary =
        Json.MAPPER.valueToTree(
            Runs.start(
                new StarAblation(),
                settings,
                RunFolder.at(out, RunFolder.Existing.REFUSE),
                Progress.SILENT));
    double sum = 0;
    for (int seed : settings.seeds()) {
      Path run = out.resolve("runs/dropout-0.2-seed-" + seed).resolve(RunFolder.SUMMARY);
      sum += Json.MAPPER.readTree(Files.readString(run)).get("exact_match").asDouble();
    }
    assertThat(summary.get("dropout_0.2").asDouble()).isEqualTo(sum / 2);
    assertThat(Files.readString(out.resolve(RunFolder.REPORT)))
        .contains("<h2>Dropout on embeddings</h2>", "0.0 (path-star&#39;s own)");
    assertThat(out.resolve("figures/dropout.png")).isNotEmptyFile();
  }

  @Test
  void unknownFactorIsRefused() {
    assertThatThrownBy(() -> new StarAblationSettings(1, 1, 20, 5, 0, "luck"))
        .hasMessage(
            "setting factors: \"luck\" is none of positions, embeddings, matrices, learning-rate,"
                + " batches, dropout, decay, depth, width, paper and all");
  }
}
