package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.analysis.Vectors;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.report.Band;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the runs of sweeps have measured. */
final class Measured {
  /** From this share of right answers on, questions count as learned. */
  static final double SOLVED = 0.99;

  static final String ACCURACY = "accuracy";
  static final String HELD_OUT = "held_out_accuracy";

  private final Map<String, Result> results = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();

  Measured(List<Result> results) {
    results.forEach(result -> this.results.put(result.name(), result));
  }

  Result result(Sweep sweep, int x, int seed) {
    return result(sweep.name(x, seed));
  }

  private Result result(String name) {
    Result result = results.get(name);
    if (result == null) {
      throw new IllegalStateException("the study has no run " + name);
    }
    return result;
  }

  /** A number of a run's summary. */
  double number(Sweep sweep, int x, int seed, String key) {
    return number(sweep.name(x, seed), key);
  }

  /** A number of the summary of the run of a name. */
  double number(String run, String key) {
    return numbers.computeIfAbsent(key + " of " + run, unused -> result(run).number(key));
  }

  /** A number at one place of a sweep, of each seed. */
  double[] at(Sweep sweep, int x, String key) {
    return Arrays.stream(sweep.seeds()).mapToDouble(seed -> number(sweep, x, seed, key)).toArray();
  }

  /** The curve of a sweep over its numbers, with the range of its seeds. */
  Band band(Sweep sweep, String key) {
    return band(sweep, sweep.title(), key, x -> x);
  }

  /** What is drawn along the horizontal axis for a number of a sweep. */
  @FunctionalInterface
  interface Place {
    double of(int x);
  }

  Band band(Sweep sweep, String title, String key, Place place) {
    double[] places = sweep.xs().stream().mapToDouble(place::of).toArray();
    double[][] values = sweep.xs().stream().map(x -> at(sweep, x, key)).toArray(double[][]::new);
    return Band.ofRange(title, places, Vectors.transposed(values));
  }

  /**
   * For each seed the smallest number from which on all larger ones have learned the questions; NaN
   * if the largest has not.
   */
  double[] thresholds(Sweep sweep, String key) {
    return Arrays.stream(sweep.seeds()).mapToDouble(seed -> threshold(sweep, seed, key)).toArray();
  }

  private double threshold(Sweep sweep, int seed, String key) {
    double enough = Double.NaN;
    for (int x : sweep.xs().reversed()) {
      if (!(number(sweep, x, seed, key) >= SOLVED)) {
        break;
      }
      enough = x;
    }
    return enough;
  }
}
