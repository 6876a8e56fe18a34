package dev.loci.tasks.recall.probe;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/** A model's own vectors of answers: rows of its output matrix. */
public final class AnswerVectors {
  /** The name of the output matrix of models that are not tied. */
  static final String OUTPUT = "head.weight";

  private AnswerVectors() {}

  /**
   * The rows of some tokens less their mean, of unit overall deviation.
   *
   * @param tokens the answers
   */
  public static double[][] of(Gpt model, int... tokens) {
    Tensor output =
        model.config().has(Switch.TIED)
            ? model.embedding().value()
            : Objects.requireNonNull(model.state().get(OUTPUT));
    return standardised(
        Arrays.stream(tokens)
            .mapToObj(token -> output.select(0, token).toDoubleArray())
            .toArray(double[][]::new));
  }

  /** Subtracts the mean row and divides by the deviation of all entries. */
  private static double[][] standardised(double[][] rows) {
    int width = rows[0].length;
    double[] mean = new double[width];
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    double squares = 0;
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        row[j] -= mean[j];
        squares += row[j] * row[j];
      }
    }
    double deviation = Math.sqrt(squares / ((double) rows.length * width));
    for (double[] row : rows) {
      for (int j = 0; j < width; j++) {
        row[j] /= deviation;
      }
    }
    return rows;
  }
}
