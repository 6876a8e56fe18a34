package dev.loci.tasks.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Progress;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Runs;
import dev.loci.tasks.experiment.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RealGraphsStudyTest {
  private static final RealGraphsStudy STUDY = new RealGraphsStudy();

  /** Two triangles and the edge between them. */
  private static final String EDGES =
      "Ann Bob\nBob Cem\nCem Ann\nCem Dia\nDia Eve\nEve Fay\nFay Dia\n";

  @TempDir private Path temp;

  @Test
  void ownGraphIsSplitAsItsCommunitiesSay() throws Exception {
    Path data = write("friends.txt", EDGES);
    Path known =
        write("sides.txt", "Ann left\nBob left\nCem left\nDia right\nEve right\nFay right\n");
    Path out = temp.resolve("out");
    RealGraphsSettings settings =
        settings("graph=none", "data=" + data, "communities=" + known, "repeats=2", "steps=60");
    JsonNode summary =
        Json.MAPPER.valueToTree(
            Runs.start(
                STUDY, settings, RunFolder.at(out, RunFolder.Existing.REFUSE), Progress.SILENT));
    JsonNode graph = summary.get("graphs").get(0);
    assertThat(graph.get("graph").asString()).isEqualTo("friends");
    assertThat(graph.get("nodes").asInt()).isEqualTo(6);
    assertThat(graph.get("edges").asInt()).isEqualTo(7);
    assertThat(graph.get("fiedler_accuracy").asDouble()).isEqualTo(1);
    assertThat(graph.get("fiedler_rand").asDouble()).isEqualTo(1);

    assertThat(summary.get("models")).hasSize(5);
    JsonNode transformer = summary.get("models").get(1);
    for (int seed : new int[] {11, 12}) {
      Path run = out.resolve("runs/friends-transformer-seed-" + seed + "/summary.json");
      JsonNode own = Json.MAPPER.readTree(Files.readString(run));
      assertThat(value(transformer, "procrustes", seed))
          .isEqualTo(own.get("procrustes").asDouble());
      assertThat(value(transformer, "excess_loss", seed))
          .isCloseTo(
              own.get("final_loss").asDouble() - own.get("loss_floor").asDouble(), within(1e-15));
    }
    // The Fiedler split is the communities here, so agreement with either is the same.
    assertThat(transformer.get("split_rand")).isEqualTo(transformer.get("split_fiedler_rand"));

    assertThat(Files.readString(out.resolve(RunFolder.REPORT)))
        .contains("Does geometry form on real graphs?", "<h2>friends</h2>");
    assertThat(out.resolve("figures/drawing-friends-mamba.png")).isNotEmptyFile();
  }

  /** All nodes of a complete graph are equally far, so no rank correlation is defined. */
  @Test
  void whatIsNotDefinedIsADash() throws Exception {
    String edges = "a b\na c\na d\na e\nb c\nb d\nb e\nc d\nc e\nd e\n";
    Path out = temp.resolve("out");
    RealGraphsSettings settings =
        settings("graph=none", "data=" + write("complete.txt", edges), "repeats=2", "steps=2");
    Runs.start(STUDY, settings, RunFolder.at(out, RunFolder.Existing.REFUSE), Progress.SILENT);

    Path run = out.resolve("runs/complete-transformer-seed-11");
    JsonNode single = Json.MAPPER.readTree(Files.readString(run.resolve(RunFolder.SUMMARY)));
    for (String key : List.of("spearman_cosine_vs_graph_distance", "cos_two_hop", "zigzag")) {
      assertThat(single.get(key).isNull()).as(key).isTrue();
    }
    JsonNode summary = Json.MAPPER.readTree(Files.readString(out.resolve(RunFolder.SUMMARY)));
    JsonNode spearman = summary.at("/models/1/spearman_cosine_vs_graph_distance");
    assertThat(spearman.get("mean").isNull()).isTrue();
    assertThat(spearman.get("values").toString()).isEqualTo("[null,null]");
    assertThat(Files.readString(out.resolve(RunFolder.REPORT)))
        .contains("distance is: node2vec –", "<td>–</td>")
        .doesNotContain("NaN");
  }

  private static double value(JsonNode row, String key, int seed) {
    return row.get(key).get("values").get(seed - 11).asDouble();
  }

  @Test
  void bundledGraphsHaveTheirOwnRecipes() {
    assertThat(STUDY.parts(settings("repeats=1")))
        .hasSize(15)
        .extracting("name")
        .contains("karate-node2vec-seed-11", "southern-women-associative-seed-11");
  }

  @Test
  void impossibleWishesAreRefused() throws IOException {
    refuse("there is no graph to look at", "graph=none");
    refuse("setting graph: \"star\" is none of all, none, karate", "graph=star");
    refuse("it names none", "communities=sides.txt");
    Path karate = write("karate.txt", EDGES);
    assertThatThrownBy(() -> STUDY.parts(settings("data=" + karate)))
        .hasMessage(karate + " is named like the bundled graph karate, which is looked at too");
    Path single = write("single.txt", "Ann Bob\n");
    assertThatThrownBy(() -> STUDY.parts(settings("data=" + single)))
        .hasMessageStartingWith("single: a graph of 2 nodes and 1 edges, expected 2 edges");
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      pairs.append("a%d b%d%n".formatted(i, i));
    }
    Path scattered = write("scattered.txt", pairs.toString());
    assertThatThrownBy(() -> STUDY.parts(settings("data=" + scattered)))
        .hasMessage(
            "scattered: 18 parts by the Fiedler vectors and 0 communities; up to 16 can be"
                + " compared");
  }

  private static void refuse(String sentence, String assignment) {
    assertThatThrownBy(() -> settings(assignment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static RealGraphsSettings settings(String... assignments) {
    return Settings.with(STUDY.preset(), List.of(assignments));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }
}
