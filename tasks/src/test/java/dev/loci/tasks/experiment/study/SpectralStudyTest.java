package dev.loci.tasks.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SpectralStudyTest {
  private static final SpectralStudy STUDY = new SpectralStudy();

  @TempDir private Path temp;

  /** Every number of the study is the mean of what its runs' own summaries say. */
  @Test
  void reportSumsUpTheRuns() throws Exception {
    Path out = temp.resolve("out");
    SpectralSettings settings =
        settings("graph=cycle", "repeats=2", "steps=30", "factors=self-edges");
    Summary summary =
        Runs.start(STUDY, settings, RunFolder.at(out, RunFolder.Existing.REFUSE), Progress.SILENT);
    JsonNode tree = Json.MAPPER.valueToTree(summary);
    assertThat(tree.get("models")).hasSize(7);
    assertThat(tree.get("factors")).hasSize(8);
    assertRow(out, tree.get("models").get(2), "cycle-transformer");
    assertRow(out, tree.get("factors").get(3), "cycle-transformer-self-edges");

    String page = Files.readString(out.resolve(RunFolder.REPORT));
    String mean = "%.3f ± ".formatted(tree.at("/models/2/leading_energy/mean").asDouble());
    assertThat(page).contains(mean, "null space of C", "The effect of self edges");
    assertThat(out.resolve("figures").resolve("dynamics-c-cycle.png")).isNotEmptyFile();
    assertDynamicsAreOfTheRun(out.resolve("runs/cycle-node2vec-seed-11"));
  }

  private static void assertRow(Path out, JsonNode row, String name) throws Exception {
    for (String key :
        List.of("leading_energy", "most_negative_energy", "zigzag", "geometric_level")) {
      double sum = 0;
      for (int seed : new int[] {11, 12}) {
        Path run = out.resolve("runs").resolve(name + "-seed-" + seed).resolve("summary.json");
        double value = Json.MAPPER.readTree(Files.readString(run)).get(key).asDouble();
        assertThat(row.get(key).get("values").get(seed - 11).asDouble()).isEqualTo(value);
        sum += value;
      }
      assertThat(row.get(key).get("mean").asDouble()).isCloseTo(sum / 2, within(1e-15));
    }
    double shares = 0;
    for (String key :
        List.of("top_energy", "leading_energy", "middle_energy", "most_negative_energy")) {
      shares += row.get(key).get("mean").asDouble();
    }
    assertThat(shares).isCloseTo(1, within(1e-9));
  }

  /** The squared lengths along all eigenvectors add up to those of the vectors. */
  private static void assertDynamicsAreOfTheRun(Path run) throws Exception {
    List<String> lines = Files.readAllLines(run.resolve(RunFolder.DYNAMICS));
    assertThat(lines.getFirst()).startsWith("step,v1,v2").endsWith(",c14,c15");
    assertThat(lines).hasSize(4); // before the updates 0 and 25, and after the last
    double squares = 0;
    String[] last = lines.getLast().split(",");
    for (int i = 1; i <= 15; i++) {
      squares += Math.pow(Double.parseDouble(last[i]), 2);
    }
    double top = Math.pow(Double.parseDouble(last[1]), 2) / squares;
    JsonNode summary = Json.MAPPER.readTree(Files.readString(run.resolve("summary.json")));
    assertThat(summary.at("/eigenspace_energy/0/share").asDouble()).isCloseTo(top, within(1e-5));
  }

  @Test
  void onlyTheFactorDiffers() {
    SpectralSettings settings = settings("graph=grid", "repeats=1");
    List<String> names = STUDY.parts(settings).stream().map(Study.Part::name).toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains(
            "grid-transformer-seed-11",
            "grid-transformer-slow-seed-11",
            "grid-mamba-self-edges-seed-11",
            "grid-node2vec-untied-seed-11",
            "grid-neural-network-depth-3-seed-11");
    Map<String, String> base = texts(settings, "grid-transformer-seed-11");
    Map<String, String> fast = texts(settings, "grid-transformer-fast-seed-11");
    assertThat(Double.parseDouble(fast.get("learning_rate"))).isCloseTo(0.03, within(1e-12));
    fast.put("learning_rate", base.get("learning_rate"));
    assertThat(fast).isEqualTo(base);
  }

  private static Map<String, String> texts(SpectralSettings settings, String part) {
    return Settings.texts(
        STUDY.parts(settings).stream()
            .filter(each -> each.name().equals(part))
            .findFirst()
            .orElseThrow()
            .settings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "graph=tree      | setting graph: \"tree\" is none of all, star, grid",
        "repeats=0       | setting repeats: 0 is not between 1 and 100",
        "steps=-1        | setting steps: -1 is negative",
        "factors=weather | setting factors: \"weather\" is none of learning-rate",
      })
  void badSettingsAreRefused(String assignment, String sentence) {
    assertThatThrownBy(() -> settings(assignment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static SpectralSettings settings(String... assignments) {
    return Settings.with(STUDY.preset(), List.of(assignments));
  }
}
