package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.reproduce.Evidence;
import dev.loci.tasks.experiment.tiny.TinyResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The runs of all recipes, with every seed. */
final class Measured {
  private final List<String> graphs;
  private final Map<Cell, List<TinyResult>> runs = new LinkedHashMap<>();

  /** Takes results in the order of {@link SmallGraphs#parts}. */
  Measured(GeometrySettings settings, List<Result> results) {
    graphs = settings.graphNames();
    int next = 0;
    for (Cell cell : SmallGraphs.cells(settings)) {
      List<Result> seeds = results.subList(next, next + settings.seedCount());
      runs.put(cell, seeds.stream().map(TinyResult::of).toList());
      next += settings.seedCount();
    }
  }

  List<String> graphs() {
    return graphs;
  }

  Map<Cell, List<TinyResult>> all() {
    return runs;
  }

  /** The runs of a recipe, one for each seed. */
  List<TinyResult> of(Cell cell) {
    return Objects.requireNonNull(runs.get(cell), cell::toString);
  }

  /** A quantity of every run of some models, on every graph. */
  List<Evidence> each(
      List<Subject> subjects, Subject.Variant variant, ToDoubleFunction<TinyResult> quantity) {
    List<Evidence> evidence = new ArrayList<>();
    for (Subject subject : subjects) {
      for (String graph : graphs) {
        List<TinyResult> seeds = of(new Cell(subject, graph, variant));
        double[] values = seeds.stream().mapToDouble(quantity).toArray();
        evidence.add(new Evidence(subject.words, graph, values));
      }
    }
    return evidence;
  }

  /** Two runs of the same seed beside each other, for some models on every graph. */
  List<Evidence> pairs(
      List<Subject> subjects,
      Function<Cell, Cell> other,
      ToDoubleBiFunction<TinyResult, TinyResult> quantity) {
    List<Evidence> evidence = new ArrayList<>();
    for (Subject subject : subjects) {
      for (String graph : graphs) {
        Cell cell = Cell.base(subject, graph);
        List<TinyResult> one = of(cell);
        List<TinyResult> two = of(other.apply(cell));
        double[] values = new double[one.size()];
        for (int seed = 0; seed < values.length; seed++) {
          values[seed] = quantity.applyAsDouble(one.get(seed), two.get(seed));
        }
        evidence.add(new Evidence(subject.words, graph, values));
      }
    }
    return evidence;
  }
}
