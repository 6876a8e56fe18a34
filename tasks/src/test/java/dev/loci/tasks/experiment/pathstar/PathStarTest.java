package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loci.tasks.experiment.ChildJvm;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Seeds;
import dev.loci.tensor.Compute;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model learns on a small star, and that every option runs. */
class PathStarTest {
  @TempDir private Path temp;

  @Test
  void unseenPathsAreFound() {
    PathStarSummary summary =
        PathStarRuns.run(
            temp, PathStarRuns.small("degree=40", "epochs=40", "seed=101", "warmup_steps=100"));
    assertThat(summary.edgeRecovery()).isEqualTo(1);
    assertThat(summary.trainExactMatch()).isEqualTo(1);
    assertThat(summary.heldOutPaths()).isEqualTo(10);
    assertThat(summary.exactMatch()).isGreaterThanOrEqualTo(0.5); // by chance 1 / 40
    assertThat(summary.leafNearFirstHop()).isGreaterThanOrEqualTo(0.5);
    assertThat(temp.resolve(RunFolder.REPORT)).isNotEmptyFile();
    assertThat(temp.resolve(RunFolder.FIGURES))
        .isDirectoryContaining("glob:**/learning.png")
        .isDirectoryContaining("glob:**/tokens.png")
        .isDirectoryContaining("glob:**/leaf-first-hop.png")
        .isDirectoryContaining("glob:**/paths.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipe=staged_full_path",
        "recipe=staged_hardest_token",
        "recipe=mixed_hardest_token",
        "reversed=true",
        "teacherless=true",
        "start_node=true",
        "pauses=0",
        "pauses=3",
        "edge_pause=true",
        "edges=forward",
        "edges=backward",
        "frozen_embeddings=true",
        "tied=false",
        "dropout=0.2",
        "model=mamba",
        "model=mamba;frozen_embeddings=true",
        "model=mamba;tied=false",
        "decay=constant",
        "warmup_steps=0",
        "path_length=2",
        "subtree_degree=2",
        "preset=paper",
        "preset=frozen",
        "preset=untied",
        "preset=forward_only",
        "preset=backward_only",
        "recipe=staged_full_path;freeze_after_edges=true",
        "graph=grid;rows=5;columns=4;start_node=true",
        "graph=grid;rows=5;columns=4;reversed=true"
      })
  void everyOptionRuns(String option) throws IOException {
    PathStarSettings settings =
        PathStarRuns.small(
            (option
                    + ";epochs=2;edge_epochs=2;width=16;layers=1;heads="
                    + (option.contains("mamba") ? 1 : 2))
                .split(";"));
    PathStarSummary summary = PathStarRuns.run(temp, settings);
    assertThat(summary.finalLoss()).isBetween(0.1, 8.0);
    assertThat(summary.epochs()).isEqualTo(option.contains("staged") ? 4 : 2);
    Map<String, Tensor> weights = SafeTensors.read(temp.resolve(RunFolder.MODEL)).tensors();
    assertThat(embeddingMoved(settings, weights)).isEqualTo(!settings.frozenEmbeddings());
  }

  /** Whether a run has changed the embedding that it began with. */
  private static boolean embeddingMoved(PathStarSettings settings, Map<String, Tensor> weights) {
    float[] end = floats(weights, "embedding.weight");
    Learner initial = Learner.of(settings, end.length / settings.width(), 64);
    return !Arrays.equals(end, initial.model().embedding().value().toFloatArray());
  }

  /** The tables move while edges are learned and not after, blocks always do. */
  @Test
  void frozenEmbeddingsStayAsTheEdgesHaveMadeThem() throws IOException {
    String[] settings = {
      "recipe=staged_hardest_token", "edge_epochs=2", "freeze_after_edges=true", "width=16"
    };
    Map<String, Tensor> four = weights("four", with(settings, "epochs=4"));
    Map<String, Tensor> more = weights("more", with(settings, "epochs=6"));
    assertThat(embeddingMoved(PathStarRuns.small(settings), four)).isTrue();
    for (String name : List.of("embedding.weight", "positions.weight")) {
      assertThat(floats(more, name)).isEqualTo(floats(four, name));
    }
    String block = "layers.0.mlp.up.weight";
    assertThat(floats(more, block)).isNotEqualTo(floats(four, block));
  }

  private Map<String, Tensor> weights(String name, String... settings) throws IOException {
    PathStarRuns.run(temp.resolve(name), PathStarRuns.small(settings));
    return SafeTensors.read(temp.resolve(name).resolve(RunFolder.MODEL)).tensors();
  }

  private static String[] with(String[] settings, String... more) {
    return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private static float[] floats(Map<String, Tensor> weights, String name) {
    return Objects.requireNonNull(weights.get(name)).toFloatArray();
  }

  @Test
  void experimentsDifferInTheirDefaults() {
    PathStarSettings hardest = PathStarExperiment.HARDEST_TOKEN.preset(Map.of());
    assertThat(hardest.recipe()).isEqualTo("mixed_hardest_token");
    PathStarSettings tree = PathStarExperiment.TREE_STAR.preset(Map.of("degree", "12"));
    assertThat(tree.subtreeDegree()).isEqualTo(2);
    assertThat(tree.degree()).isEqualTo(12);
    PathStarSettings grid = PathStarExperiment.GRID_PATHS.preset(Map.of("model", "mamba"));
    assertThat(grid.graph()).isEqualTo("grid");
    assertThat(grid.model()).isEqualTo("mamba");
    PathStarSettings frozen = PathStarExperiment.PATH_STAR.preset(Map.of("preset", "frozen"));
    assertThat(frozen.frozenEmbeddings()).isTrue();
    assertThat(frozen.preset()).isEqualTo("frozen");
  }

  @Test
  void severalSeedsShareTheirCurves() throws IOException {
    Seeds<PathStarSettings> seeds = new Seeds<>(PathStarExperiment.PATH_STAR, "1,2");
    PathStarSettings settings = PathStarRuns.small("width=16", "epochs=2", "eval_every=1");
    RunFolder folder = RunFolder.at(temp.resolve("seeds"), RunFolder.Existing.REFUSE);
    Runs.start(seeds, settings, folder, Progress.SILENT);
    assertThat(folder.file(RunFolder.FIGURES))
        .isDirectoryContaining("glob:**/learning.png")
        .isDirectoryContaining("glob:**/tokens.png");
    assertThat(folder.read(RunFolder.REPORT)).contains("Order of learning");
  }

  @Test
  void aGridsPathsAreWalksBetweenTheirEnds() {
    PathStarSummary summary =
        PathStarRuns.run(
            temp, PathStarRuns.small("graph=grid", "rows=6", "columns=6", "start_node=true"));
    assertThat(summary.degree()).isNull();
    assertThat(summary.leafNearFirstHop()).isNull();
    assertThat(summary.legalPaths()).isGreaterThanOrEqualTo(summary.exactMatch());
    assertThat(temp.resolve(RunFolder.FIGURES)).isDirectoryContaining("glob:**/map.png");
  }

  @Test
  void subtreesAreHeldOutByTheFirstHop() {
    PathStarSettings settings =
        PathStarRuns.small("subtree_degree=2", "split=first_hop", "epochs=1", "path_length=4");
    assertThat(PathStarRuns.run(temp, settings).heldOutPaths()).isEqualTo(5 * 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model=rnn | setting model: \"rnn\" is none of gpt, mamba",
        "degree=1 | setting degree: 1 is not between 2 and 1000000",
        "heads=3 | setting heads: a width of 64 does not divide into 3 heads",
        "dropout=1 | setting dropout: 1 is not between 0 and 0.999",
        "split=first_hop | setting split: first_hop holds out subtrees, of which a star with"
            + " subtree_degree=1 has none; a star has some from subtree_degree=2 on",
        "freeze_after_edges=true | setting freeze_after_edges: recipe mixed_full_path with 100 epochs"
            + " of edges has no stage of edges",
        "model=mamba;heads=2 | setting heads: mamba does not have such",
        "model=mamba;dropout=0.1 | setting dropout: mamba does not have such",
        "warmup_steps=64 | setting warmup_steps: 64 leave nothing of the 64 updates of a stage",
        "train_share=1 | setting train_share: 1.0 of 20 paths leaves 20 to train on and 0 held out"
      })
  void badSettingsAreRefusedInASentence(String change, String message) {
    assertThatThrownBy(() -> PathStarRuns.run(temp, PathStarRuns.small(change.split(";"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void threadsAndKernelsChangeNoBit() throws IOException {
    PathStarSettings settings = PathStarRuns.small("epochs=3", "dropout=0.2");
    Path one = temp.resolve("one");
    int threads = Compute.threads();
    try {
      Compute.setThreads(1);
      PathStarRuns.run(one, settings);
      Compute.setThreads(2);
      PathStarRuns.run(temp.resolve("two"), settings);
    } finally {
      Compute.setThreads(threads);
    }
    requireEqual(temp.resolve("two"), one);
    for (String kernels : List.of("scalar", "simd")) {
      Path out = temp.resolve(kernels);
      List<String> arguments =
          PathStarRuns.arguments(settings, out, "--kernels", kernels, "--threads", "2");
      ChildJvm.Result result = ChildJvm.main(List.of(ChildJvm.VECTOR), ChildJvm.LOCI, arguments);
      assertThat(result.code()).as(result.err()).isZero();
      requireEqual(out, one);
    }
  }

  static void requireEqual(Path actual, Path expected) throws IOException {
    assertThat(Files.mismatch(actual.resolve(RunFolder.MODEL), expected.resolve(RunFolder.MODEL)))
        .as("weights")
        .isEqualTo(-1);
    assertThat(actual.resolve(RunFolder.BEST))
        .hasSameBinaryContentAs(expected.resolve(RunFolder.BEST));
    assertThat(actual.resolve(RunFolder.METRICS))
        .hasSameBinaryContentAs(expected.resolve(RunFolder.METRICS));
  }

  @Test
  void presetsFollowTheSize() {
    PathStarSettings large =
        PathStarPresets.of(Map.of("degree", "10000", "path_length", "10", "preset", "paper"));
    assertThat(large.width()).isEqualTo(784);
    assertThat(large.pauses()).isEqualTo(10);
    assertThat(PathStarPresets.of(Map.of("degree", "many")).degree()).isEqualTo(100);
  }
}
