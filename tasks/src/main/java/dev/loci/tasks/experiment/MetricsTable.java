package dev.loci.tasks.experiment;

import dev.loci.tensor.DType;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The measurements of a run: a row for each, the first column counting steps or epochs. */
public final class MetricsTable {
  private final List<String> names;
  private final List<double[]> rows = new ArrayList<>();

  /** An empty table with columns of these names. */
  public MetricsTable(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** Adds a row of a value for each column. */
  public void add(double... row) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          "metrics: %d values for %d columns".formatted(row.length, names.size()));
    }
    rows.add(row.clone());
  }

  /** The values of a column. */
  public double[] column(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("metrics: there is no column " + name);
    }
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  /** The last value of a column. */
  public double last(String name) {
    double[] values = column(name);
    return values[values.length - 1];
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** All columns by their names. */
  public Map<String, double[]> columns() {
    Map<String, double[]> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, column(name)));
    return all;
  }

  /** One line a measurement; numbers in the shortest form that reads back as the same. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder(String.join(",", names)).append('\n');
    for (double[] row : rows) {
      csv.append((int) row[0]);
      Arrays.stream(row).skip(1).forEach(x -> csv.append(',').append(x));
      csv.append('\n');
    }
    return csv.toString();
  }

  /** The table, for a checkpoint. */
  public Tensor toTensor() {
    double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return Tensor.wrap(all, rows.size(), names.size());
  }

  /**
   * Takes over the table of a checkpoint.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  public void restore(@Nullable Tensor table) {
    if (table == null
        || table.dtype() != DType.FLOAT64
        || table.rank() != 2
        || table.shape().dim(1) != names.size()) {
      throw new IllegalArgumentException("it has no history of such a run");
    }
    rows.clear();
    for (int i = 0; i < table.shape().dim(0); i++) {
      rows.add(table.select(0, i).toDoubleArray());
    }
  }
}
