package dev.loci.tasks.experiment.tiny;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.tiny.EdgeLearner.Measurement;
import dev.loci.tensor.Shape;
import dev.loci.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured before some updates and after the last, and the nodes' embeddings then. */
final class History {
  private static final int NUMBERS = 6;

  /** Between the steps of snapshots. */
  private static final double GROWTH = 1.25;

  private final List<Integer> steps = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Double> learningRates = new ArrayList<>();
  private final List<double[][]> embeddings = new ArrayList<>();

  void add(int step, Measurement measurement, double learningRate, double[][] nodes) {
    steps.add(step);
    measurements.add(measurement);
    learningRates.add(learningRate);
    embeddings.add(nodes);
  }

  /**
   * A part of it that shows how it went: the beginning, the highest geometric level, the first
   * complete recovery, the end, and steps between them that grow by a quarter.
   */
  History snapshots() {
    SortedSet<Integer> chosen = new TreeSet<>(List.of(0, peak(), size() - 1));
    for (double step = 1; step < steps.getLast(); step = Math.ceil(GROWTH * step)) {
      chosen.add(indexOf((int) step));
    }
    IntStream.range(0, size())
        .filter(i -> measurements.get(i).recovery() >= 1)
        .findFirst()
        .ifPresent(chosen::add);
    History part = new History();
    for (int i : chosen) {
      part.add(step(i), measurements.get(i), learningRates.get(i), embeddings(i));
    }
    return part;
  }

  /** How many measurements there are. */
  int size() {
    return measurements.size();
  }

  /** The updates made before each measurement, ascending. */
  int[] steps() {
    return steps.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The last measurement at a step or before it. */
  int indexOf(int step) {
    int index = Collections.binarySearch(steps, step);
    return index >= 0 ? index : Math.max(0, -index - 2);
  }

  int step(int index) {
    return steps.get(index);
  }

  double[] curve(ToDoubleFunction<Measurement> quantity) {
    return measurements.stream().mapToDouble(quantity).toArray();
  }

  double[][] embeddings(int index) {
    return embeddings.get(index);
  }

  Measurement last() {
    return measurements.getLast();
  }

  /** The first measurement with the highest geometric level. */
  int peak() {
    int best = 0;
    for (int i = 1; i < size(); i++) {
      if (measurements.get(i).geometricLevel() > measurements.get(best).geometricLevel()) {
        best = i;
      }
    }
    return best;
  }

  /** How many steps ago the top-1 accuracy was last exceeded, looking at steps from one on. */
  int sinceBetter(int from) {
    int best = -1;
    for (int i = 0; i < size(); i++) {
      if (step(i) >= from
          && (best < 0 || measurements.get(i).topOne() > measurements.get(best).topOne())) {
        best = i;
      }
    }
    return best < 0 ? 0 : steps.getLast() - step(best);
  }

  /** One line a measurement; numbers in the shortest form that reads back as the same. */
  String toCsv() {
    StringBuilder csv =
        new StringBuilder("step,loss,learning_rate,top1_accuracy,edge_recovery,geometric_level\n");
    for (int i = 0; i < size(); i++) {
      Measurement m = measurements.get(i);
      csv.append(step(i)).append(',').append((float) m.loss());
      csv.append(',').append(learningRates.get(i)).append(',').append(m.topOne());
      csv.append(',').append(m.recovery()).append(',').append(m.geometricLevel()).append('\n');
    }
    return csv.toString();
  }

  /** Everything as tensors, for a checkpoint. */
  Map<String, Tensor> toTensors() {
    int n = embeddings.isEmpty() ? 0 : embeddings.getFirst().length;
    int width = n == 0 ? 0 : embeddings.getFirst()[0].length;
    double[] numbers = new double[size() * NUMBERS];
    float[] nodes = new float[size() * n * width];
    int at = 0;
    for (int i = 0; i < size(); i++) {
      Measurement m = measurements.get(i);
      double[] row = {
        step(i), m.loss(), m.topOne(), m.recovery(), m.geometricLevel(), learningRates.get(i)
      };
      System.arraycopy(row, 0, numbers, i * NUMBERS, NUMBERS);
      for (double[] node : embeddings.get(i)) {
        for (double x : node) {
          nodes[at++] = (float) x; // they are the floats of the model
        }
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("measurements", Tensor.wrap(numbers, size(), NUMBERS));
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
        || !numbers.shape().equals(Shape.of(numbers.shape().dim(0), NUMBERS))
        || !nodes.shape().equals(Shape.of(numbers.shape().dim(0), nodeCount, width))) {
      throw new IllegalArgumentException("it has no history of such a run");
    }
    History history = new History();
    for (int i = 0; i < numbers.shape().dim(0); i++) {
      double[] row = numbers.select(0, i).toDoubleArray();
      Measurement measured = new Measurement(row[1], row[2], row[3], row[4]);
      history.add((int) row[0], measured, row[5], Vectors.rows(nodes.select(0, i)));
    }
    return history;
  }
}
