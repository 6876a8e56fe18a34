package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loci.tasks.experiment.Plan;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.graph.SequenceEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told beforehand is what a run has. */
class PathStarPlanTest {

  private static Plan plan(String... settings) {
    return new PathStarPlan(PathStarRuns.small(settings)).plan();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers=1",
        "layers=3;width=48",
        "tied=false",
        "pauses=70",
        "model=mamba;layers=4",
        "model=mamba;tied=false",
        "graph=grid;rows=3;columns=9"
      })
  void parametersAreThoseOfTheModel(String settings) {
    PathStarSettings all = PathStarRuns.small(settings.split(";"));
    DataSet data = Stage.data(all);
    SequenceEncoder encoder = SequenceEncoder.of(data, all.sequences());
    Learner learner = Learner.of(all, encoder.vocabulary().size(), all.context(encoder, data));
    assertThat(new PathStarPlan(all).plan().parameters())
        .isEqualTo(learner.module().parameterCount());
  }

  @Test
  void updatesAreThoseOfAllStages() {
    assertThat(plan().updates()).isEqualTo(8 * 8);
    Plan staged = plan("recipe=staged_full_path", "edge_epochs=3", "epochs=2");
    assertThat(staged.epochs()).isEqualTo(5);
    assertThat(staged.updates()).isEqualTo(3 * 8 + 2 * 8);
  }

  /**
   * By hand, for one block of width 8 on a star of 2 arms of 2 nodes, one path of [PATH] leaf
   * [PAUSE] root first-hop in one batch, and edges of 3 sources.
   */
  @Test
  void operationsAreCounted() {
    PathStarSettings settings =
        PathStarRuns.small(
            "degree=2",
            "path_length=2",
            "layers=1",
            "width=8",
            "heads=1",
            "epochs=2",
            "path_batch=1");
    int block = 12 * 64 + 13 * 8;
    int paths = 4; // tokens
    int edges = 3 * 2;
    double attention = 4.0 * 8 * (paths * 4 + edges * 2);
    double output = 2.0 * 8 * (3 + 9) * (2 + 3);
    double expected = 3 * (2.0 * block * (paths + edges) + attention + output);
    assertThat(new PathStarPlan(settings).plan().flopsPerEpoch())
        .isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void memoryGrowsWithWhatIsKept() {
    long small = plan("degree=2000").bytes();
    assertThat(plan("degree=2000", "path_batch=1500").bytes()).isGreaterThan(small);
    assertThat(plan("degree=2000", "width=256").bytes()).isGreaterThan(small);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Plan plan = plan();
    assertThatCode(() -> plan.requireRoom(plan.bytes())).doesNotThrowAnyException();
    assertThatThrownBy(() -> plan.requireRoom(plan.bytes() - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "this takes about %s of memory".formatted(Plan.gibibytes(plan.bytes())))
        .hasMessageContaining("LOCI_JAVA_OPTS=-Xmx");
  }

  @Test
  void timeIsMeasured() {
    Plan.Timing timing = plan("epochs=1", "width=16").measure().get();
    assertThat(timing.trainSeconds()).isBetween(1e-6, 60.0);
    assertThat(timing.seconds()).isGreaterThan(timing.trainSeconds());
  }
}
