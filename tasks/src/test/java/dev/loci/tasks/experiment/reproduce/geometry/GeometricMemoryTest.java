package dev.loci.tasks.experiment.reproduce.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Experiments;
import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.reproduce.Claim;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The reproduction from end to end, so short that its verdicts mean nothing. */
class GeometricMemoryTest {
  @TempDir private Path temp;

  @Test
  void everyClaimHasAVerdictAndWhatWasCutOffGoesOn() throws Exception {
    GeometricMemory reproduction = new GeometricMemory();
    GeometrySettings settings = new GeometrySettings(1, 1, "cycle", 3);
    Path out = temp.resolve("out");
    Runs.start(
        reproduction, settings, RunFolder.at(out, RunFolder.Existing.REFUSE), Progress.SILENT);

    List<Claim> claims = GeometryClaims.all().stream().map(GeometryClaims.Test::claim).toList();
    JsonNode summary = Json.MAPPER.readTree(Files.readString(out.resolve(RunFolder.SUMMARY)));
    assertThat(summary.get("claims").propertyNames())
        .containsExactlyElementsOf(claims.stream().map(Claim::name).toList());
    assertThat(summary.get("seeds").toString()).isEqualTo("[1]");
    String page = Files.readString(out.resolve(RunFolder.REPORT));
    for (Claim claim : claims) {
      assertThat(page).contains(claim.statement().replace("'", "&#39;"));
      assertThat(out.resolve("figures").resolve(claim.name() + ".png")).isNotEmptyFile();
    }
    assertThat(page).doesNotContain("src=\"http", "href=\"http", "<script");
    for (String figure : List.of("embeddings", "evolution", "evolution-umap")) {
      assertThat(out.resolve("figures/cycle-" + figure + ".svg")).isNotEmptyFile();
    }
    assertThat(out.resolve("figures/dynamics-c-cycle.svg")).isNotEmptyFile();

    String before = Files.readString(out.resolve(RunFolder.SUMMARY));
    Path part = out.resolve("runs/transformer-cycle-seed-1");
    byte[] weights = Files.readAllBytes(part.resolve(RunFolder.MODEL));
    Files.delete(out.resolve(RunFolder.SUMMARY));
    Path other = out.resolve("runs/mamba-cycle-seed-1");
    for (String name : List.of(RunFolder.SUMMARY, RunFolder.MODEL, RunFolder.SNAPSHOTS)) {
      Files.delete(part.resolve(name));
      Files.delete(other.resolve(name));
    }
    Experiment<?> alone = Experiments.named("tiny-mamba"); // as the command line resumes a part
    Runs.resume(alone, RunFolder.at(other, RunFolder.Existing.RESUME), Progress.SILENT);
    RunFolder folder = RunFolder.at(out, RunFolder.Existing.RESUME);
    Runs.resume(Experiments.named(reproduction.name()), folder, Progress.SILENT);
    assertThat(part.resolve(RunFolder.MODEL)).hasBinaryContent(weights);
    assertThat(out.resolve(RunFolder.SUMMARY)).hasContent(before);
  }

  @Test
  void curvesAndRemarksAreOfClaims() {
    List<String> claims = GeometryClaims.all().stream().map(test -> test.claim().name()).toList();
    assertThat(claims).containsAll(GeometricMemory.CURVES.keySet());
    assertThat(claims).containsAll(Remarks.AFTER_THE_RUNS.keySet());
  }

  @Test
  void theSeedOfTheRecipesIsNotAmongTheSeeds() {
    GeometrySettings preset = GeometrySettings.PRESET;
    assertThat(preset.seedCount()).isGreaterThanOrEqualTo(5);
    int tuned = Subject.TRANSFORMER.experiment.preset(Map.of()).seed();
    assertThat(IntStream.range(preset.seed(), preset.seed() + preset.seedCount()))
        .doesNotContain(tuned);
  }

  @Test
  void recipesAreThoseOfTheExperiments() {
    TinySettings preset =
        Subject.NETWORK.experiment.preset(Map.of("graph", "cycle", "self_edges", "true"));
    TinySettings own = Cell.base(Subject.NETWORK, "cycle").withSelfEdges().settings(3, 0);
    assertThat(own)
        .isEqualTo(
            Settings.with(preset, List.of("seed=3", "checkpoint_every=" + own.checkpointEvery())));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> new GeometrySettings(1, 5, "star,moon", 0))
        .hasMessage("setting graphs: \"moon\" is none of star, grid, cycle, irregular");
    assertThatThrownBy(() -> new GeometrySettings(1, 5, "star,star", 0))
        .hasMessage("setting graphs: \"star\" comes twice");
    assertThatThrownBy(() -> new GeometrySettings(1, 0, "star", 0))
        .hasMessage("settings: 0 seeds from 1 on, expected 1 to 20 from 0 or more");
    assertThatThrownBy(() -> new GeometrySettings(1, 5, "star", -1))
        .hasMessage("setting most_steps: -1 is negative");
  }
}
