package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.experiment.tiny.TinyExperiment;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Several seeds make the runs that each makes alone, and their numbers are summed up. */
class SeedsTest {
  private static final Seeds<TinySettings> SEEDS =
      new Seeds<>(TinyExperiment.TRANSFORMER, "2,5..6");

  @TempDir private Path temp;

  @Test
  void runsAreThoseOfSingleSeeds() throws Exception {
    Path out = start();
    Path single = temp.resolve("single");
    Runs.start(
        TinyExperiment.TRANSFORMER,
        Settings.with(settings(), Map.of("seed", "5")),
        RunFolder.at(single, RunFolder.Existing.REFUSE),
        Progress.SILENT);
    for (String name : List.of(RunFolder.CONFIG, RunFolder.METRICS, RunFolder.MODEL)) {
      assertThat(part(out, 5).resolve(name)).hasSameBinaryContentAs(single.resolve(name));
    }
    assertThat(out.resolve(RunFolder.RUNS).toFile().list())
        .containsExactlyInAnyOrder("seed-2", "seed-5", "seed-6");
  }

  @Test
  void summaryHasMeansAndSpread() throws Exception {
    Path out = start();
    JsonNode all = summary(out);
    double[] losses = new double[3];
    int[] seeds = {2, 5, 6};
    for (int i = 0; i < 3; i++) {
      losses[i] = summary(part(out, seeds[i])).get("final_loss").asDouble();
    }
    double mean = (losses[0] + losses[1] + losses[2]) / 3;
    assertThat(all.get("final_loss").asDouble()).isCloseTo(mean, within(1e-15));
    assertThat(all.get("seeds").toString()).isEqualTo("[2,5,6]");
    assertThat(all.get("graph").asString()).isEqualTo("star");
    JsonNode spread = all.get("spread").get("final_loss");
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(spread.get("values").get(i).asDouble()).isEqualTo(losses[i]);
      squares += (losses[i] - mean) * (losses[i] - mean);
    }
    assertThat(spread.get("std").asDouble()).isCloseTo(Math.sqrt(squares / 2), within(1e-15));
    assertThat(out.resolve(RunFolder.REPORT)).content().contains("Mean and spread");
  }

  @Test
  void whatIsCompleteIsKeptAndTheRestIsMade() throws Exception {
    Path out = start();
    byte[] weights = Files.readAllBytes(part(out, 5).resolve(RunFolder.MODEL));
    Files.delete(out.resolve(RunFolder.SUMMARY));
    Files.delete(part(out, 5).resolve(RunFolder.SUMMARY));
    Files.delete(part(out, 5).resolve(RunFolder.MODEL));
    String kept = Files.readString(part(out, 2).resolve(RunFolder.PROVENANCE)) + "kept";
    Files.writeString(part(out, 2).resolve(RunFolder.PROVENANCE), kept);
    resume(out);
    assertThat(part(out, 5).resolve(RunFolder.MODEL)).hasBinaryContent(weights);
    assertThat(part(out, 2).resolve(RunFolder.PROVENANCE)).hasContent(kept);
    assertThat(out.resolve(RunFolder.SUMMARY)).exists();
  }

  @Test
  void partsOfOtherSettingsAreRefused() throws Exception {
    Path out = start();
    Files.delete(out.resolve(RunFolder.SUMMARY));
    Path config = part(out, 5).resolve(RunFolder.CONFIG);
    Files.writeString(config, Files.readString(config).replace("\"steps\" : 3", "\"steps\" : 4"));
    assertThatThrownBy(() -> resume(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            config + " has other settings than the study that it is part of: steps=4, expected 3");
  }

  @Test
  void nothingIsWrittenForARunThatCannotBe() {
    Path out = temp.resolve("out");
    Path none = temp.resolve("none");
    TinySettings settings = Settings.with(settings(), Map.of("data", none.toString()));
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.REFUSE);
    assertThatThrownBy(() -> Runs.start(SEEDS, settings, folder, Progress.SILENT))
        .hasMessageContaining(none.toString());
    assertThat(out).doesNotExist();
  }

  @Test
  void overwritingRemovesTheRuns() throws Exception {
    Path out = start();
    Path mine = Files.writeString(out.resolve(RunFolder.RUNS).resolve("mine.txt"), "mine");
    RunFolder.at(out, RunFolder.Existing.OVERWRITE).clear();
    assertThat(out.resolve(RunFolder.RUNS)).isDirectoryNotContaining(p -> !p.equals(mine));
    assertThat(mine).hasContent("mine");
  }

  private Path start() throws IOException {
    Path out = temp.resolve("out");
    Runs.start(SEEDS, settings(), RunFolder.at(out, RunFolder.Existing.REFUSE), Progress.SILENT);
    return out;
  }

  private static void resume(Path out) throws IOException {
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.RESUME);
    String name = folder.parse(RunFolder.CONFIG, Settings::experiment);
    Runs.resume(Experiments.named(name), folder, Progress.SILENT);
  }

  private static Path part(Path out, int seed) {
    return out.resolve(RunFolder.RUNS).resolve("seed-" + seed);
  }

  private static JsonNode summary(Path folder) throws IOException {
    return Json.MAPPER.readTree(Files.readString(folder.resolve(RunFolder.SUMMARY)));
  }

  private static TinySettings settings() {
    return Settings.with(SEEDS.preset(), Map.of("steps", "3"));
  }
}
