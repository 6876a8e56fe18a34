package dev.loci.tasks.experiment;

import dev.loci.tensor.Tensor;
import dev.loci.tensor.io.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A complete run as its folder tells it, so that a study sees the same whether it made the run just
 * now or found it.
 *
 * @param name of the run within its study
 * @param settings it was made with
 */
public record Result(String name, Record settings, RunFolder folder) {

  /** A number of the summary, such as {@code final_loss}. */
  public double number(String key) {
    JsonNode value = summary().get(key);
    if (value == null || !value.isNumber()) {
      throw new IllegalStateException(
          folder.file(RunFolder.SUMMARY) + " has no number \"" + key + "\"");
    }
    return value.asDouble();
  }

  /** The whole summary. */
  public ObjectNode summary() {
    return folder.parse(RunFolder.SUMMARY, text -> (ObjectNode) Json.MAPPER.readTree(text));
  }

  /** The curves of {@code metrics.csv} by the names of its columns. */
  public Map<String, double[]> metrics() {
    return columns(RunFolder.METRICS);
  }

  /** The columns of a file of comma-separated numbers by their names. */
  public Map<String, double[]> columns(String file) {
    List<String> lines = folder.read(file).lines().toList();
    String[] names = lines.getFirst().split(",");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int column = 0; column < names.length; column++) {
      double[] values = new double[lines.size() - 1];
      for (int row = 0; row < values.length; row++) {
        values[row] = Double.parseDouble(lines.get(row + 1).split(",")[column]);
      }
      columns.put(names[column], values);
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
