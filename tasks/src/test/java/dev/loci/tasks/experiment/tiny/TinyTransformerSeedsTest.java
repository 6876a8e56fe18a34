package dev.loci.tasks.experiment.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which of five seeds reproduce the reference's figures. Bits are a promise, so it is always the
 * same ones. It is the recipe that fails for the others: an independent float64 implementation that
 * starts from the same weights fails for the same seeds of star and grid.
 */
@Tag("long")
class TinyTransformerSeedsTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({
    "star, 500, 7 2 3 4",
    "grid, 500, 7 2 4",
    "cycle, 700, 1 2 3 4",
    "irregular, 2500, 7 4"
  })
  void theseSeedsReproduceTheReference(String graph, int steps, String seeds) {
    String reproducing =
        IntStream.of(7, 1, 2, 3, 4)
            .filter(seed ->
                TinyRuns.reproduces(
                    TinyRuns.run(
                        temp.resolve("" + seed),
                        Settings.with(TinyRuns.settings(graph, seed), List.of("steps=" + steps)))))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    assertThat(reproducing).isEqualTo(seeds);
  }

  @ParameterizedTest
  @CsvSource({
    "star, false, true", "grid, false, true", "cycle, false, true", "irregular, false, true",
    "star, true, false", "grid, true, false", "cycle, true, false", "irregular, true, false"
  })
  void variantsMemoriseEveryEdge(String graph, boolean forwardOnly, boolean selfEdges) {
    Path out = temp.resolve("run");
    TinySummary summary = TinyRuns.run(out, TinyPresets.transformer(graph, forwardOnly, selfEdges));
    assertThat(summary.edgeRecovery()).isEqualTo(1);
    assertThat(Files.exists(out.resolve(RunFolder.SUMMARY))).isTrue();
  }
}
