package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.MetricsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The columns of a run's measurements. */
final class History {
  static final String EPOCH = "epoch";
  static final String LOSS = "loss";
  static final String RECOVERY = "edge_recovery";
  static final String TRAIN = "train_exact_match";
  static final String TEST = "exact_match";
  static final String FIRST_HOP = "first_hop_accuracy";
  static final String NEAREST = "leaf_near_first_hop";
  static final String TOKENS = "token_accuracy";

  private final MetricsTable table;

  /**
   * @param tokens asked about each path
   * @param isStar whether there are leaves and first hops
   */
  History(int tokens, boolean isStar) {
    List<String> columns =
        new ArrayList<>(List.of(EPOCH, LOSS, RECOVERY, TRAIN, TEST, FIRST_HOP, TOKENS));
    if (isStar) {
      columns.add(NEAREST);
    }
    IntStream.range(0, tokens).mapToObj(History::token).forEach(columns::add);
    table = new MetricsTable(columns);
  }

  /** The column of the accuracy of the i-th token, which people count from 1. */
  static String token(int i) {
    return "token_" + (i + 1);
  }

  /**
   * The epoch of the best measurement of edges and training paths, the first of equals but for the
   * loss: held-out paths decide nothing. The beginning, which has no loss, is none; 0 if there is
   * no other.
   */
  int bestEpoch() {
    double[] epochs = table.column(EPOCH);
    double[] recovery = table.column(RECOVERY);
    double[] train = table.column(TRAIN);
    double[] loss = table.column(LOSS);
    int best = 0;
    for (int i = 1; i < epochs.length; i++) {
      double gain = recovery[i] + train[i] - recovery[best] - train[best];
      boolean isBetter = gain > 0 || (gain == 0 && loss[i] < loss[best]);
      best = best == 0 || isBetter ? i : best;
    }
    return (int) epochs[best];
  }

  MetricsTable table() {
    return table;
  }

  /**
   * Adds a measurement.
   *
   * @param loss mean over the updates since the one before; NaN for none
   */
  void add(int epoch, double loss, Measurement m) {
    DoubleStream first =
        DoubleStream.of(
            epoch,
            loss,
            m.edgeRecovery(),
            m.trainExact(),
            m.testExact(),
            m.firstHop(),
            m.tokenAccuracy());
    DoubleStream nearest =
        m.leafNearFirstHop() == null ? DoubleStream.empty() : DoubleStream.of(m.leafNearFirstHop());
    DoubleStream all = DoubleStream.concat(first, nearest);
    table.add(DoubleStream.concat(all, Arrays.stream(m.tokens())).toArray());
  }
}
