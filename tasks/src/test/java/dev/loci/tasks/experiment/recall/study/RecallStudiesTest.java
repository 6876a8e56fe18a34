package dev.loci.tasks.experiment.recall.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Studies of very small models: what they report is what their runs found. */
class RecallStudiesTest {
  private static final String NARROW = "subjects=6 relations=2 widths=8 steps=60 repeats=2";
  private static final String SWEEP = NARROW.replace("widths=8", "widths=8,16");
  private static final String FEW_HOPS =
      "subjects=4 relations=2 hops=2 layers=1,2 widths=8 steps=60 repeats=2";
  private static final String HOPS = FEW_HOPS.replace("widths=8", "widths=8,16");

  @TempDir private Path temp;

  /** A study and the settings in which its run here is smaller than its preset. */
  private record Small(Study<?> study, String settings) {
    @Override
    public String toString() {
      return study.name();
    }
  }

  static Stream<Small> small() {
    return Stream.of(
        new Small(RecallStudies.named("recall-capacity"), SWEEP),
        new Small(RecallStudies.named("recall-disjoint"), NARROW),
        new Small(RecallStudies.named("recall-attention"), NARROW),
        new Small(RecallStudies.named("recall-multihop"), HOPS),
        new Small(RecallStudies.named("recall-compositional"), FEW_HOPS),
        new Small(
            RecallStudies.named("recall-frozen"),
            "subjects=6 relations=2 widths=8 hiddens=8,16 steps=60 patient_steps=90 repeats=2"));
  }

  private <S extends Record> JsonNode run(Study<S> study, String settings) throws Exception {
    S all = Settings.with(study.preset(Map.of()), List.of(settings.split(" ")));
    Runs.start(study, all, RunFolder.at(temp, RunFolder.Existing.OVERWRITE), Progress.SILENT);
    return summary(temp);
  }

  private static JsonNode summary(Path folder) throws Exception {
    return Json.MAPPER.readTree(Files.readString(folder.resolve(RunFolder.SUMMARY)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void meansAreThoseOfTheRuns(Small small) throws Exception {
    JsonNode summary = run(small.study(), small.settings());
    String key = small.study().name().contains("compositional") ? "held_out_accuracy" : "accuracy";
    int compared = 0;
    for (Study.Part<?> part : parts(small.study(), small.settings())) {
      if (part.name().endsWith("-seed-7") && !part.name().startsWith("probed")) {
        String first = part.name();
        String second = first.replace("-seed-7", "-seed-8");
        double mean =
            (summary(temp.resolve("runs").resolve(first)).get(key).asDouble()
                    + summary(temp.resolve("runs").resolve(second)).get(key).asDouble())
                / 2;
        String name = first.replace("-seed-7", "");
        int x = name.lastIndexOf('-');
        String entry = name.substring(0, x).replace('-', '_') + "_" + name.substring(x + 1);
        assertThat(summary.get(entry).asDouble()).as(entry).isCloseTo(mean, within(1e-12));
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(3);
    String page = Files.readString(temp.resolve(RunFolder.REPORT));
    assertThat(page).doesNotContain("NaN").doesNotContain("src=\"http");
  }

  /** Each regime keeps the changes before it, and its row is that of its run. */
  @Test
  void regimesDifferByOneChangeAfterAnother() throws Exception {
    Study<?> study = RecallStudies.named("recall-regimes");
    String settings = "subjects=12 relations=2 width=8 hidden=8 ranks=4 steps=20 repeats=1";
    JsonNode summary = run(study, settings);
    for (String regime : List.of("page", "apart", "near", "decay", "rank-4")) {
      Path run = temp.resolve("runs").resolve(regime + "-seed-1");
      assertThat(summary.get(regime.replace('-', '_') + "_swap_accuracy"))
          .isEqualTo(summary(run).get("swap_accuracy"));
    }
    List<RecallSettings> made =
        parts(study, settings).stream().map(part -> (RecallSettings) part.settings()).toList();
    assertThat(made.stream().map(RecallSettings::relationDeviation))
        .containsExactly(0.02, 1.0, 1.0, 1.0, 1.0);
    assertThat(made.stream().map(RecallSettings::embeddingDeviation))
        .containsExactly(0.02, 0.02, 1e-4, 1e-4, 1e-4);
    assertThat(made.stream().map(RecallSettings::weightDecay))
        .containsExactly(1.0, 1.0, 1.0, 3.0, 3.0);
    assertThat(made.stream().map(RecallSettings::outputRank)).containsExactly(0, 0, 0, 0, 4);
    assertThat(Files.readString(temp.resolve(RunFolder.REPORT))).doesNotContain("NaN");
  }

  private static <S extends Record> List<Study.Part<?>> parts(Study<S> study, String settings) {
    return study.parts(Settings.with(study.preset(Map.of()), List.of(settings.split(" "))));
  }

  /** Layers share what one layer has, to within the norms and the rounding of hidden layers. */
  @Test
  void modelsOfOneWidthHaveEquallyManyParameters() {
    for (int width : new int[] {8, 16, 32, 64}) {
      for (int layers = 1; layers <= HopModels.MOST_LAYERS; layers++) {
        int hidden = HopModels.hidden(width, layers);
        int weights = layers * (4 * width * width + 2 * width * hidden);
        assertThat(weights).isBetween(20 * width * width - 2 * layers * width, 20 * width * width);
      }
    }
  }

  @Test
  void quickSizesAreSmallerThanStandardOnes() {
    for (Study<?> study : RecallStudies.ALL) {
      assertThat(quick(study)).as(study.name()).isLessThan(standard(study)).isBetween(5, 64);
    }
  }

  private static <S extends Record> int quick(Study<S> study) {
    return study.parts(study.preset(Map.of("size", RecallSettings.QUICK))).size();
  }

  private static <S extends Record> int standard(Study<S> study) {
    return study.parts(study.preset(Map.of())).size();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recall-capacity      | widths=8,4     | setting widths: 8 is followed by 4",
        "recall-capacity      | widths=8,wide  | setting widths: expected numbers such as 2,4,8,"
            + " got \"8,wide\"",
        "recall-capacity      | subjects=1     | setting subjects: 1 is not between 2 and 1000000",
        "recall-capacity      | relations=0    | setting relations: 0 is not between 1 and 10000",
        "recall-capacity      | repeats=0      | setting repeats: 0 is not between 1 and 100",
        "recall-capacity      | size=tiny      | setting size: \"tiny\" is none of quick, standard,"
            + " full",
        "recall-attention     | widths=9,15    | setting widths: none of 9,15 divides into 2 heads",
        "recall-multihop      | layers=1,5     | setting layers: 5 is not between 1 and 4",
        "recall-multihop      | hops=0         | setting hops: 0 is not between 1 and 1000",
        "recall-compositional | hops=1,2       | setting hops: 1 hop is nothing to compose;"
            + " expected 2 or more",
        "recall-regimes       | ranks=8,65     | setting ranks: 65 is not between 1 and 64",
        "recall-regimes       | relations=1    | setting relations: 1 is not between 2 and 10000",
        "recall-frozen        | hiddens=       | setting hiddens: expected numbers such as 2,4,8,"
            + " got \"\"",
      })
  void settingsThatMakeNoSense(String study, String setting, String sentence) {
    assertThatThrownBy(() -> parts(RecallStudies.named(study), setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
