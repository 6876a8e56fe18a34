package dev.loci.tasks.experiment.pathstar;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The measurements of a run: a table with a row for each. */
final class History {
  static final String EPOCH = "epoch";
  static final String LOSS = "loss";
  static final String RECOVERY = "edge_recovery";
  static final String TRAIN = "train_exact_match";
  static final String TEST = "exact_match";
  static final String FIRST_HOP = "first_hop_accuracy";
  static final String TOKENS = "token_accuracy";

  private final List<String> columns;
  private final List<double[]> rows = new ArrayList<>();

  /**
   * @param tokens asked about each path
   */
  History(int tokens) {
    columns = new ArrayList<>(List.of(EPOCH, LOSS, RECOVERY, TRAIN, TEST, FIRST_HOP, TOKENS));
    IntStream.range(0, tokens).mapToObj(History::token).forEach(columns::add);
  }

  /** The column of the accuracy of the i-th token, which people count from 1. */
  static String token(int i) {
    return "token_" + (i + 1);
  }

  /**
   * Adds a measurement.
   *
   * @param loss mean over the updates since the one before; NaN for none
   */
  void add(int epoch, double loss, Measurement m) {
    double[] row = new double[columns.size()];
    double[] first = {
      epoch, loss, m.edgeRecovery(), m.trainExact(), m.testExact(), m.firstHop(), m.tokenAccuracy()
    };
    System.arraycopy(first, 0, row, 0, first.length);
    System.arraycopy(m.tokens(), 0, row, first.length, m.tokens().length);
    rows.add(row);
  }

  boolean has(String column) {
    return columns.contains(column);
  }

  double[] column(String name) {
    int index = columns.indexOf(name);
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  /** One line a measurement; numbers in the shortest form that reads back as the same. */
  String toCsv() {
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (double[] row : rows) {
      csv.append((int) row[0]);
      Arrays.stream(row).skip(1).forEach(x -> csv.append(',').append(x));
      csv.append('\n');
    }
    return csv.toString();
  }

  /** The table, for a checkpoint. */
  Tensor toTensor() {
    double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return Tensor.wrap(all, rows.size(), columns.size());
  }

  /**
   * Takes over the table of a checkpoint.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  void restore(@Nullable Tensor table) {
    if (table == null
        || table.dtype() != DType.FLOAT64
        || table.rank() != 2
        || table.shape().dim(1) != columns.size()) {
      throw new IllegalArgumentException("it has no history of such a run");
    }
    rows.clear();
    for (int i = 0; i < table.shape().dim(0); i++) {
      rows.add(table.select(0, i).toDoubleArray());
    }
  }
}
