package dev.loci.tasks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training is chaotic, so one seed shows little: five for each graph, of which four must do. */
@Tag("long")
class TinyTransformerSeedsTest {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"star", "grid", "cycle", "irregular"})
  void fourOfFiveSeedsReproduceThePaper(String graph) {
    List<Integer> failed =
        IntStream.of(7, 1, 2, 3, 4)
            .filter(seed ->
                !TinyRuns.reproduces(
                    TinyRuns.run(temp.resolve("" + seed), TinyRuns.settings(graph, seed))))
            .boxed()
            .toList();
    assertThat(failed).as("seeds that do not").hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "star, false, true", "grid, false, true", "cycle, false, true", "irregular, false, true",
    "star, true, false", "grid, true, false", "cycle, true, false", "irregular, true, false"
  })
  void variantsMemoriseEveryEdge(String graph, boolean forwardOnly, boolean selfEdges) {
    Path out = temp.resolve("run");
    Summary summary = TinyRuns.run(out, TinySettings.preset(graph, forwardOnly, selfEdges));
    assertThat(summary.edgeRecovery()).isEqualTo(1);
    assertThat(Files.exists(out.resolve(RunFolder.SUMMARY))).isTrue();
  }
}
