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
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.reproduce.Claim;
import dev.loci.tasks.experiment.reproduce.ClaimTest;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The reproduction from end to end, so short that its verdicts mean nothing. */
class GeometricMemoryTest {
  @TempDir private Path temp;

  @Test
  void everyClaimHasAVerdictAndWhatWasCutOffGoesOn() throws Exception {
    GeometricMemory reproduction = new GeometricMemory();
    GeometrySettings settings = new GeometrySettings("small", 1, 1, 1, "cycle", 3);
    Path out = temp.resolve("out");
    Runs.start(
        reproduction, settings, RunFolder.at(out, RunFolder.Existing.REFUSE), Progress.SILENT);

    List<Claim> claims = GeometryClaims.all().stream().map(ClaimTest::claim).toList();
    JsonNode summary = Json.MAPPER.readTree(Files.readString(out.resolve(RunFolder.SUMMARY)));
    assertThat(summary.get("claims").propertyNames())
        .containsExactlyElementsOf(claims.stream().map(Claim::name).toList());
    assertThat(summary.get("claims").get("early").get("seeds").toString()).isEqualTo("[1]");
    String page = Files.readString(out.resolve(RunFolder.REPORT));
    for (Claim claim : claims) {
      assertThat(page).contains(claim.statement().replace("'", "&#39;"));
      int cases = summary.get("claims").get(claim.name()).get("values").size();
      assertThat(Files.exists(out.resolve("figures").resolve(claim.name() + ".png")))
          .as(claim.name())
          .isEqualTo(cases > 1); // a single value needs no bars
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
  void topicsCanBeChosenAndHaveSeedsOfTheirOwn() {
    GeometricMemory reproduction = new GeometricMemory();
    GeometrySettings all = new GeometrySettings("small,paths", 3, 2, 1, "cycle", 3);
    List<String> small = names(reproduction, Settings.with(all, List.of("topics=small")));
    List<String> paths = names(reproduction, Settings.with(all, List.of("topics=paths")));
    assertThat(small).contains("mamba-cycle-seed-4").noneMatch(name -> name.contains("frozen"));
    assertThat(paths)
        .contains("frozen-seed-3", "context-reversed-seed-3")
        .noneMatch(name -> name.endsWith("4"));
    assertThat(names(reproduction, all))
        .containsExactlyElementsOf(Stream.concat(small.stream(), paths.stream()).toList());
    assertThat(all.haveSmallGraphsOfPreset()).isFalse();
    assertThat(
            Settings.with(GeometrySettings.PRESET, List.of("topics=small", "path_seed_count=1"))
                .haveSmallGraphsOfPreset())
        .isTrue();
  }

  private static List<String> names(GeometricMemory reproduction, GeometrySettings settings) {
    return reproduction.parts(settings).stream().map(Study.Part::name).toList();
  }

  @Test
  void curvesAndRemarksAreOfClaims() {
    List<String> claims = GeometryClaims.all().stream().map(test -> test.claim().name()).toList();
    assertThat(claims).containsAll(SmallGraphs.CURVES.keySet());
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "graphs=star,moon | setting graphs: \"moon\" is none of star, grid, cycle, irregular",
        "graphs=star,star | setting graphs: \"star\" comes twice",
        "topics=weights | setting topics: \"weights\" is none of small, paths",
        "seed=-1 | setting seed: -1 is not between 0 and 1000000",
        "seed_count=0 | setting seed_count: 0 is not between 1 and 20",
        "path_seed_count=21 | setting path_seed_count: 21 is not between 1 and 20",
        "most_steps=-1 | setting most_steps: -1 is negative"
      })
  void wrongSettingsAreRefused(String change, String message) {
    assertThatThrownBy(() -> Settings.with(GeometrySettings.PRESET, List.of(change)))
        .hasMessage(message);
  }
}
