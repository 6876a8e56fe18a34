package dev.loci.tasks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetNameTest {

  @ParameterizedTest
  @CsvSource({
    "star_deg_4_deg_tree_1_path_5_nodes_17_sd_00_fb_11_selfedge_0, 17",
    "grid_rows_4_cols_4_nodes_16_sd_10_fb_10_selfedge_1, 16",
    "cycle_N_15_sd_01_fb_01_selfedge_0, 15",
    "irregular_graph_nodes_16_edges_20_sd_11_fb_11_selfedge_1, 16",
  })
  void spellsWhatItParses(String stem, int nodes) {
    DataSetName name = DataSetName.parse(stem).orElseThrow();
    assertThat(name.stem()).isEqualTo(stem);
    assertThat(name.nodeCount()).contains(nodes);
  }

  @Test
  void eachDigitHasItsMeaning() {
    assertThat(DataSetName.parse("g_sd_10_fb_01_selfedge_1"))
        .contains(new DataSetName("g", true, false, new EdgeOptions(false, true, true)));
    assertThat(DataSetName.parse("g_sd_01_fb_10_selfedge_0"))
        .contains(new DataSetName("g", false, true, new EdgeOptions(true, false, false)));
    assertThat(DataSetName.parse("g_sd_01_fb_10_selfedge_0").orElseThrow().nodeCount()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "g_sd_00_fb_00_selfedge_0", "g_sd_00_fb_11", "g_sd_2_fb_11_selfedge_0"})
  void otherStemsAreNotNames(String stem) {
    assertThat(DataSetName.parse(stem)).isEmpty();
  }
}
