package dev.loci.tasks.experiment;

import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A complete run as its folder tells it, so that a study sees the same whether it made the run just
 * now or found it. Every file is read once, when something of it is asked for.
 */
public final class Result {
  private final String name;
  private final Record settings;
  private final RunFolder folder;
  private final Map<String, Map<String, double[]>> tables = new HashMap<>();
  private @Nullable ObjectNode summary;

  /**
   * Names a run.
   *
   * @param name of the run within its study
   * @param settings it was made with
   */
  public Result(String name, Record settings, RunFolder folder) {
    this.name = name;
    this.settings = settings;
    this.folder = folder;
  }

  public String name() {
    return name;
  }

  public Record settings() {
    return settings;
  }

  public RunFolder folder() {
    return folder;
  }

  /** A number of the summary, such as {@code final_loss}; NaN where that has null. */
  public double number(String key) {
    JsonNode value = summary().get(key);
    if (value == null || !(value.isNumber() || value.isNull())) {
      throw new IllegalStateException(
          folder.file(RunFolder.SUMMARY) + " has no number \"" + key + "\"");
    }
    return value.isNull() ? Double.NaN : value.asDouble();
  }

  /** The whole summary. */
  public ObjectNode summary() {
    if (summary == null) {
      summary = folder.parse(RunFolder.SUMMARY, Json::readObject);
    }
    return summary;
  }

  /** The curves of {@code metrics.csv} by the names of its columns. */
  public Map<String, double[]> metrics() {
    return columns(RunFolder.METRICS);
  }

  /** The columns of a file of comma-separated numbers by their names. */
  public Map<String, double[]> columns(String file) {
    return tables.computeIfAbsent(file, this::read);
  }

  /** A column of {@code metrics.csv}. */
  public double[] curve(String column) {
    double[] values = metrics().get(column);
    if (values == null) {
      throw new IllegalStateException(
          folder.file(RunFolder.METRICS) + " has no column \"" + column + "\"");
    }
    return values;
  }

  private Map<String, double[]> read(String file) {
    List<String> lines = folder.read(file).lines().toList();
    String[] names = lines.getFirst().split(",");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String each : names) {
      columns.put(each, new double[lines.size() - 1]);
    }
    for (int row = 1; row < lines.size(); row++) {
      String[] cells = lines.get(row).split(",");
      int column = 0;
      for (double[] values : columns.values()) {
        values[row - 1] = Double.parseDouble(cells[column++]);
      }
    }
    return columns;
  }

  /** The trained weights. */
  public Map<String, Tensor> model() {
    try {
      return SafeTensors.read(folder.file(RunFolder.MODEL)).tensors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
