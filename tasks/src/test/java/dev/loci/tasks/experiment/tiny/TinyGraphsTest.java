package dev.loci.tasks.experiment.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.graph.EdgeList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TinyGraphsTest {
  private static final TinySettings STAR =
      TinyExperiment.TRANSFORMER.preset(Map.of("graph", "star", "self_edges", "true"));

  /** The release's file of the star with self edges has 66 lines, a fresh one 49. */
  @Test
  void selfEdgesAreListedTwiceAsInTheRelease() {
    EdgeList once = TinyGraphs.dataSet(STAR).edges();
    EdgeList twice =
        TinyGraphs.dataSet(Settings.with(STAR, List.of("double_self_edges=true"))).edges();
    assertThat(once.size()).isEqualTo(49);
    assertThat(twice.size()).isEqualTo(66);
    assertThat(twice.lossFloor()).isCloseTo(1.0138, within(5e-5));
    assertThat(twice.accuracyCeiling()).isCloseTo(0.5152, within(5e-5));
    assertThat(twice.distinct().toPairs()).isEqualTo(once.toPairs());
  }

  @Test
  void doubledSelfEdgesNeedThem() {
    assertThatThrownBy(
            () -> Settings.with(STAR, List.of("self_edges=false", "double_self_edges=true")))
        .hasMessage("setting double_self_edges: there are none without self_edges");
    TinySettings node2vec = TinyExperiment.NODE2VEC.preset(Map.of("self_edges", "true"));
    assertThatThrownBy(() -> Settings.with(node2vec, List.of("double_self_edges=true")))
        .hasMessage("setting double_self_edges: a node2vec does not have such");
  }
}
