package dev.loci.models.node2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.loci.optim.Schedule;
import dev.loci.optim.Sgd;
import dev.loci.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The losses that arXiv 2510.26745 published, from its initial weights. */
class PublishedLossesTest {
  private static final double RATE = 0.01;
  private static final int SEED = 7;

  /** Losses per node before the updates 1, 100 and 10,000. */
  @ParameterizedTest
  @CsvSource({
    "STAR, false, 96.09, 3.2874, 1.3010",
    "GRID, false, 96.85, 3.1823, 1.8365",
    "CYCLE, false, 94.84, 3.2031, 1.4349",
    "IRREGULAR, false, 97.15, 2.7315, 1.5038",
    "STAR, true, 60.83, 3.8803,",
    "GRID, true, 71.91, 4.0159,",
    "CYCLE, true, 63.23, 3.9786,",
    "IRREGULAR, true, 68.68, 3.3409,"
  })
  void areOurs(TinyGraph tiny, boolean selfEdges, double first, double hundredth, Double last) {
    double[] losses = losses(tiny, selfEdges, last == null ? 100 : 10_000);
    assertThat(losses[0]).isCloseTo(first, withinPercentage(0.01));
    assertThat(losses[99]).isCloseTo(hundredth, withinPercentage(0.01));
    if (last != null) {
      assertThat(losses[9999]).isCloseTo(last, withinPercentage(0.01));
    }
  }

  private static double[] losses(TinyGraph tiny, boolean selfEdges, int epochs) {
    Node2Vec model = new Node2Vec(Node2VecConfig.of(tiny.n));
    Node2VecInitializer.framework(SEED).initialize(model);
    NeighbourLists graph = tiny.graph(selfEdges);
    double[] losses = new double[epochs];
    Trainer.replaying(
            new Sgd(model.parameters()),
            Schedule.constant(RATE),
            step -> {},
            tape -> model.loss(tape, graph))
        .run(0, epochs, (step, loss, rate) -> losses[step] = loss / tiny.n);
    return losses;
  }
}
