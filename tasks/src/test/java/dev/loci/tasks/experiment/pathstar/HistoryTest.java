package dev.loci.tasks.experiment.pathstar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which measurement is the best: training decides, then the loss, held-out paths never. */
class HistoryTest {
  private final History history = new History(1, false);

  private void add(int epoch, double loss, double recovery, double train, double test) {
    history.add(
        epoch, loss, new Measurement(recovery, train, test, test, null, null, new double[] {test}));
  }

  @Test
  void bestIsByTrainingAlone() {
    add(0, Double.NaN, 0.9, 0.9, 1);
    assertThat(history.bestEpoch()).isZero();
    add(5, 3, 0.1, 0.2, 0.9);
    assertThat(history.bestEpoch()).isEqualTo(5); // the beginning does not count
    add(10, 2, 0.5, 0.5, 0.1);
    add(15, 2.5, 0.5, 0.5, 0.7);
    assertThat(history.bestEpoch()).isEqualTo(10);
    add(20, 1.5, 0.5, 0.5, 0);
    assertThat(history.bestEpoch()).isEqualTo(20);
    add(25, 1, 0.4, 0.5, 1);
    assertThat(history.bestEpoch()).isEqualTo(20);
  }
}
