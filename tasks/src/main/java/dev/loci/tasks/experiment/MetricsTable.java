package dev.loci.tasks.experiment;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run has measured: a row for each time, whose first column says when. */
public final class MetricsTable {
  private final List<String> columns;
  private final List<double[]> rows = new ArrayList<>();

  /**
   * @param columns their names; the first holds whole numbers
   */
  public MetricsTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row; NaN for what was not measured. */
  public void add(double... row) {
    if (row.length != columns.size()) {
      throw new IllegalArgumentException(
          "metrics: %d values for the columns %s".formatted(row.length, columns));
    }
    rows.add(row.clone());
  }

  /** The values of a column, from the first row to the last. */
  public double[] column(String name) {
    int index = columns.indexOf(name);
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  /** The last value of a column; NaN if there is no row. */
  public double last(String name) {
    return rows.isEmpty() ? Double.NaN : rows.getLast()[columns.indexOf(name)];
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** All columns by their names. */
  public Map<String, double[]> byName() {
    Map<String, double[]> all = new LinkedHashMap<>();
    columns.forEach(name -> all.put(name, column(name)));
    return all;
  }

  /** One line a row; numbers in the shortest form that reads back as the same. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (double[] row : rows) {
      csv.append((long) row[0]);
      Arrays.stream(row).skip(1).forEach(x -> csv.append(',').append(x));
      csv.append('\n');
    }
    return csv.toString();
  }

  /** The rows, for a checkpoint. */
  public Tensor toTensor() {
    double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return Tensor.wrap(all, rows.size(), columns.size());
  }

  /**
   * Takes over the rows of a checkpoint.
   *
   * @throws IllegalArgumentException if they are not of this form
   */
  public void restore(@Nullable Tensor table) {
    if (table == null
        || table.dtype() != DType.FLOAT64
        || table.rank() != 2
        || table.shape().dim(1) != columns.size()) {
      throw new IllegalArgumentException("it has no table of " + String.join(", ", columns));
    }
    rows.clear();
    for (int i = 0; i < table.shape().dim(0); i++) {
      rows.add(table.select(0, i).toDoubleArray());
    }
  }
}
