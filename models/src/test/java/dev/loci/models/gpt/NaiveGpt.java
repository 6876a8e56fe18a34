package dev.loci.models.gpt;

import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The model in plain loops over doubles, written from its description alone. It shares nothing with
 * the library but the parameters' names.
 */
final class NaiveGpt {
  private final GptConfig config;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();

  NaiveGpt(Gpt model) {
    config = model.config();
    model.state().forEach((name, value) -> parameters.put(name, value.toDoubleArray()));
  }

  /** A parameter's values in row-major order, to be changed at will. */
  double[] parameter(String name) {
    double[] values = parameters.get(name);
    if (values == null) {
      throw new IllegalArgumentException("there is no parameter " + name);
    }
    return values;
  }

  /** The logits of one sequence, a row of V for each token. */
  double[][] logits(int[] tokens) {
    double[][] x = embed(tokens);
    for (int layer = 0; layer < config.layers(); layer++) {
      String name = "layers." + layer + ".";
      BlockConfig block = config.blocks().get(layer);
      String beforeMlp = "norm1";
      if (config.has(Switch.ATTENTION)) {
        x = join(x, attend(norm(x, name + "norm1"), name + "attention.", block));
        beforeMlp = "norm2";
      }
      if (config.has(Switch.LINEAR_BLOCKS) || !block.hidden().isEmpty()) {
        x = join(x, mlp(norm(x, name + beforeMlp), name + "mlp.", block));
      }
    }
    x = norm(x, "final_norm");
    double[] output = parameter(config.has(Switch.TIED) ? "embedding.weight" : "head.weight");
    double[][] logits = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      logits[t] = times(output, config.vocabulary(), x[t]);
    }
    return logits;
  }

  /** The mean of -log softmax(logits)[label] over the tokens of all sequences that have a label. */
  double loss(Tensor tokens, Tensor labels) {
    double total = 0;
    int count = 0;
    for (int b = 0; b < tokens.shape().dim(0); b++) {
      double[][] logits = logits(tokens.select(0, b).toIntArray());
      int[] label = labels.select(0, b).toIntArray();
      for (int t = 0; t < label.length; t++) {
        if (label[t] >= 0) {
          double sum = 0;
          for (double logit : logits[t]) {
            sum += StrictMath.exp(logit);
          }
          total += StrictMath.log(sum) - logits[t][label[t]];
          count++;
        }
      }
    }
    return total / count;
  }

  private double[][] embed(int[] tokens) {
    int width = config.width();
    double[] embedding = parameter("embedding.weight");
    double[][] x = new double[tokens.length][width];
    for (int t = 0; t < tokens.length; t++) {
      for (int d = 0; d < width; d++) {
        x[t][d] = embedding[tokens[t] * width + d];
        if (config.has(Switch.POSITIONS)) {
          x[t][d] += parameter("positions.weight")[t * width + d];
        }
      }
    }
    return x;
  }

  private double[][] join(double[][] x, double[][] change) {
    if (config.has(Switch.RESIDUAL)) {
      for (int t = 0; t < x.length; t++) {
        for (int d = 0; d < x[t].length; d++) {
          change[t][d] += x[t][d];
        }
      }
    }
    return change;
  }

  private double[][] norm(double[][] x, String name) {
    if (!config.has(Switch.LAYER_NORM)) {
      return x;
    }
    double[] gain = parameter(name + ".weight");
    double[] bias = parameter(name + ".bias");
    double[][] y = new double[x.length][config.width()];
    for (int t = 0; t < x.length; t++) {
      double mean = 0;
      for (double element : x[t]) {
        mean += element / x[t].length;
      }
      double variance = 0;
      for (double element : x[t]) {
        variance += (element - mean) * (element - mean) / x[t].length;
      }
      for (int d = 0; d < x[t].length; d++) {
        y[t][d] = (x[t][d] - mean) / Math.sqrt(variance + 1e-5) * gain[d] + bias[d];
      }
    }
    return y;
  }

  private double[][] attend(double[][] x, String name, BlockConfig block) {
    double[][] q = linear(x, name + "query");
    double[][] k = linear(x, name + "key");
    double[][] v = linear(x, name + "value");
    int keys = block.keyWidth();
    int values = block.valueWidth();
    double[][] y = new double[x.length][block.heads() * values];
    for (int head = 0; head < block.heads(); head++) {
      for (int t = 0; t < x.length; t++) {
        double[] weights = new double[t + 1];
        double total = 0;
        for (int s = 0; s <= t; s++) {
          double score = 0;
          for (int d = head * keys; d < (head + 1) * keys; d++) {
            score += q[t][d] * k[s][d];
          }
          weights[s] = StrictMath.exp(score / Math.sqrt(keys));
          total += weights[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int d = head * values; d < (head + 1) * values; d++) {
            y[t][d] += weights[s] / total * v[s][d];
          }
        }
      }
    }
    return linear(y, name + "output");
  }

  private double[][] mlp(double[][] x, String name, BlockConfig block) {
    if (config.has(Switch.LINEAR_BLOCKS)) {
      return linear(x, name + "linear");
    }
    double[][] hidden = x;
    for (int i = 0; i < block.hidden().size(); i++) {
      hidden = linear(hidden, name + (i == 0 ? "up" : "hidden." + i));
      for (double[] row : hidden) {
        for (int j = 0; j < row.length; j++) {
          row[j] = block.relu() ? Math.max(row[j], 0) : gelu(row[j]);
        }
      }
    }
    return linear(hidden, name + "down");
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  private double[][] linear(double[][] x, String name) {
    double[] weight = parameter(name + ".weight");
    double[] bias = parameters.get(name + ".bias");
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = times(weight, weight.length / x[t].length, x[t]);
      for (int i = 0; bias != null && i < bias.length; i++) {
        y[t][i] += bias[i];
      }
    }
    return y;
  }

  private static double[] times(double[] matrix, int rows, double[] x) {
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += matrix[i * x.length + j] * x[j];
      }
    }
    return y;
  }
}
