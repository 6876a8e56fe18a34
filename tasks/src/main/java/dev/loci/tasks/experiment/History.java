package dev.loci.tasks.experiment;

import dev.loci.tasks.experiment.EdgeMemorization.Measurement;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured before every update, and the nodes' embeddings then. */
final class History {
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Double> learningRates = new ArrayList<>();
  private final List<double[][]> embeddings = new ArrayList<>();

  void add(Measurement measurement, double learningRate, double[][] nodes) {
    measurements.add(measurement);
    learningRates.add(learningRate);
    embeddings.add(nodes);
  }

  /** How many steps were recorded. */
  int size() {
    return measurements.size();
  }

  double[] curve(ToDoubleFunction<Measurement> quantity) {
    return measurements.stream().mapToDouble(quantity).toArray();
  }

  double[][] embeddings(int step) {
    return embeddings.get(step);
  }

  Measurement last() {
    return measurements.getLast();
  }

  /** The first step with the highest geometric level. */
  int peak() {
    int best = 0;
    for (int step = 1; step < size(); step++) {
      if (measurements.get(step).geometricLevel() > measurements.get(best).geometricLevel()) {
        best = step;
      }
    }
    return best;
  }

  /** One line a step; numbers in the shortest form that reads back as the same. */
  String toCsv() {
    StringBuilder csv =
        new StringBuilder("step,loss,learning_rate,top1_accuracy,edge_recovery,geometric_level\n");
    for (int step = 0; step < size(); step++) {
      Measurement m = measurements.get(step);
      csv.append(step).append(',').append((float) m.loss());
      csv.append(',').append(learningRates.get(step)).append(',').append(m.topOne());
      csv.append(',').append(m.recovery()).append(',').append(m.geometricLevel()).append('\n');
    }
    return csv.toString();
  }

  /** Everything as tensors, for a checkpoint. */
  Map<String, Tensor> toTensors() {
    int n = embeddings.isEmpty() ? 0 : embeddings.getFirst().length;
    int width = n == 0 ? 0 : embeddings.getFirst()[0].length;
    double[] numbers = new double[size() * 5];
    float[] nodes = new float[size() * n * width];
    int at = 0;
    for (int step = 0; step < size(); step++) {
      Measurement m = measurements.get(step);
      double[] row = {
        m.loss(), m.topOne(), m.recovery(), m.geometricLevel(), learningRates.get(step)
      };
      System.arraycopy(row, 0, numbers, step * 5, 5);
      for (double[] node : embeddings.get(step)) {
        for (double x : node) {
          nodes[at++] = (float) x; // they are the floats of the model
        }
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("measurements", Tensor.wrap(numbers, size(), 5));
    tensors.put("embeddings", Tensor.wrap(nodes, size(), n, width));
    return tensors;
  }

  /** The history that a checkpoint holds, of so many nodes and dimensions. */
  static History fromTensors(Map<String, Tensor> tensors, int nodeCount, int width) {
    Tensor numbers = tensors.get("measurements");
    Tensor nodes = tensors.get("embeddings");
    if (numbers == null
        || nodes == null
        || numbers.rank() != 2
        || !numbers.shape().equals(Shape.of(numbers.shape().dim(0), 5))
        || !nodes.shape().equals(Shape.of(numbers.shape().dim(0), nodeCount, width))) {
      throw new IllegalArgumentException("it has no history of such a run");
    }
    History history = new History();
    for (int step = 0; step < numbers.shape().dim(0); step++) {
      double[] row = numbers.select(0, step).toDoubleArray();
      double[][] snapshot = new double[nodes.shape().dim(1)][];
      for (int u = 0; u < snapshot.length; u++) {
        snapshot[u] = nodes.select(0, step).select(0, u).toDoubleArray();
      }
      history.add(new Measurement(row[0], row[1], row[2], row[3]), row[4], snapshot);
    }
    return history;
  }
}
