package dev.loci.tasks.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.analysis.Winding;
import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.tiny.TinySettings;
import dev.loci.tasks.experiment.tiny.Trained;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Studies of very few updates: what they report is what their parts found. */
class StudiesTest {
  @TempDir private Path temp;

  @Test
  void allModelsAreReportedWithTheirNumbers() throws Exception {
    JsonNode summary =
        run(
            new TinyAll(),
            List.of(
                "models=tiny-associative-fast,tiny-node2vec",
                "graphs=star,cycle",
                "edges=base,self",
                "most_steps=5"));
    assertThat(runs()).hasSize(8);
    int recovered = 0;
    for (String name : runs()) {
      JsonNode part = part(name);
      String key = name.replace('-', '_');
      for (String quantity : List.of("final_loss", "edge_recovery", "geometric_level", "zigzag")) {
        assertThat(summary.get(key + "_" + quantity)).isEqualTo(part.get(quantity));
      }
      assertThat(report()).contains(">" + text(part.get("final_loss").asDouble(), 4) + "<");
      recovered += part.get("edge_recovery").asDouble() == 1 ? 1 : 0;
    }
    assertThat(summary.get("recovered").asInt()).isEqualTo(recovered).isBetween(1, 7);
    assertThat(summary.get("judged_by_floor").asInt()).isZero();
    assertThat(report()).contains(recovered + " of 8 runs recover every edge");
    assertThat(temp.resolve("figures/geometry-cycle-self.png")).isNotEmptyFile();
  }

  @Test
  void networkFarFromTheFloorIsNamed() throws Exception {
    JsonNode summary =
        run(
            new TinyAll(),
            List.of(
                "models=tiny-neural-network", "graphs=irregular", "edges=self", "most_steps=1"));
    assertThat(summary.get("judged_by_floor").asInt()).isEqualTo(1);
    assertThat(summary.get("near_floor").asInt()).isZero();
    JsonNode part = part("neural-network-irregular-self");
    double above = part.get("final_loss").asDouble() - part.get("loss_floor").asDouble();
    assertThat(report()).contains("loss " + text(above, 4) + " above the floor");
  }

  @Test
  void ablationComparesVariantsAndPrecisions() throws Exception {
    JsonNode summary = run(new TinyAblation(), List.of("variants=v1,v3c", "steps=2", "repeats=2"));
    assertThat(runs()).hasSize(8);
    for (String kind : List.of("v1-float32", "v1-bfloat16", "v3c-float32", "v3c-bfloat16")) {
      String key = kind.replace('-', '_');
      JsonNode first = part(kind + "-seed-7");
      JsonNode second = part(kind + "-seed-8");
      for (String quantity : List.of("final_loss", "margin", "margin_skewed", "zigzag")) {
        double mean = (first.get(quantity).asDouble() + second.get(quantity).asDouble()) / 2;
        assertThat(summary.get(key + "_" + quantity).asDouble()).isEqualTo(mean);
      }
    }
    assertThat(part("v1-float32-seed-7").get("final_loss"))
        .isNotEqualTo(part("v1-bfloat16-seed-7").get("final_loss"));
    assertThat(config("v3c-bfloat16-seed-8"))
        .contains("\"weight_decay\" : 10.0", "\"init\" : \"non_geometric\"", "bfloat16");
    assertThat(summary.get("v1_float32_rings").asInt()).isEqualTo(rings("v1-float32"));
    assertThat(temp.resolve("figures/rounding-v3c.png")).isNotEmptyFile();
  }

  @Test
  void memoriesAreComparedAndLongRunsContinueShortOnes() throws Exception {
    JsonNode summary =
        run(
            new Memories(),
            List.of(
                "quick=true",
                "graphs=cycle",
                "widths=2,24",
                "width_steps=300",
                "speed_steps=3",
                "long_steps=30"));
    assertThat(summary.get("cycle_associative_bits").asDouble())
        .isCloseTo(30 * Math.log(15) / Math.log(2), within(1e-9));
    assertThat(summary.get("associative_cycle_recovered_at").asDouble())
        .isEqualTo(part("speed-associative-cycle-seed-7").get("recovery_complete_step").asDouble());
    assertThat(part("width-2-frozen-cycle-seed-7").get("edge_recovery").asDouble()).isLessThan(1);
    assertThat(part("width-24-frozen-cycle-seed-7").get("edge_recovery").asDouble()).isEqualTo(1);
    assertThat(summary.get("cycle_frozen_width").asInt()).isEqualTo(24);
    double level = part("long-cycle-3").get("geometric_level").asDouble();
    assertThat(summary.get("long_cycle_3_level").asDouble()).isEqualTo(level);
    List<String> curve = Files.readAllLines(temp.resolve("runs/long-cycle-30/metrics.csv"));
    assertThat(curve.get(1 + 3)).startsWith("3,").endsWith("," + level);
  }

  @Test
  void studyIsRepeatedWithSeveralSeeds() throws Exception {
    List<String> changes = List.of("variants=v2a", "precision=float32", "steps=1");
    JsonNode summary = run(new Seeds<>(new TinyAblation(), "3..4"), changes);
    double sum = 0;
    for (int seed : new int[] {3, 4}) {
      sum += part("seed-" + seed).get("v2a_float32_final_loss").asDouble();
    }
    assertThat(summary.get("v2a_float32_final_loss").asDouble()).isEqualTo(sum / 2);
  }

  @Test
  void settingsThatMakeNoSenseAreNamed() {
    refused(new TinyAll(), "models=tiny-gpt", "setting models: \"tiny-gpt\" is none of");
    refused(new TinyAll(), "edges=base,base", "setting edges: \"base\" comes twice");
    refused(new TinyAblation(), "variants=v9", "setting variants: \"v9\" is none of v1, v2a");
    refused(new TinyAblation(), "steps=0", "setting steps: 0 is not between 1 and 10000000");
    refused(new Memories(), "graphs=cycle,cycle", "setting graphs: \"cycle\" comes twice");
    refused(new TinyAblation(), "repeats=0", "setting repeats: 0 is not between 1 and 100");
    refused(new Memories(), "widths=8,4", "setting widths: 8 is followed by 4");
    refused(new Memories(), "widths=a", "setting widths: expected numbers such as 2,4,8");
    refused(new Memories(), "graphs=torus", "setting graphs: \"torus\" is none of star, grid");
  }

  private static <S extends Record> void refused(Study<S> study, String change, String message) {
    assertThatThrownBy(() -> Settings.with(study.preset(), List.of(change)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private <S extends Record> JsonNode run(Study<S> study, List<String> changes) throws Exception {
    S settings = Settings.with(study.preset(Settings.assignments(changes)), changes);
    Runs.start(study, settings, RunFolder.at(temp, RunFolder.Existing.REFUSE), Progress.SILENT);
    return Json.MAPPER.readTree(Files.readString(temp.resolve(RunFolder.SUMMARY)));
  }

  private int rings(String kind) {
    int rings = 0;
    for (int seed = 7; seed <= 8; seed++) {
      RunFolder folder =
          RunFolder.at(
              temp.resolve("runs").resolve(kind + "-seed-" + seed), RunFolder.Existing.OVERWRITE);
      AblationVariant variant = AblationVariant.named("v1");
      TinySettings settings = variant.settings(seed, "float32", 2);
      double[][] embeddings = Trained.of(new Result("", settings, folder)).embeddings();
      rings += Winding.of(embeddings).equals(new Winding(1, 1)) ? 1 : 0;
    }
    return rings;
  }

  private List<String> runs() {
    String[] names = temp.resolve("runs").toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  private JsonNode part(String name) throws Exception {
    Path file = temp.resolve("runs").resolve(name).resolve(RunFolder.SUMMARY);
    return Json.MAPPER.readTree(Files.readString(file));
  }

  private String config(String name) throws Exception {
    return Files.readString(temp.resolve("runs").resolve(name).resolve(RunFolder.CONFIG));
  }

  private String report() throws Exception {
    return Files.readString(temp.resolve(RunFolder.REPORT));
  }

  private static String text(double x, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", x);
  }
}
