package dev.loci.tasks.experiment.reproduce.paths;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.reproduce.Evidence;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The runs of all setups, with every seed. */
final class Measurements {
  private final Map<Setup, List<Result>> runs = new EnumMap<>(Setup.class);

  /**
   * @param results of the setups in their order, each with every seed
   */
  Measurements(int seeds, List<Result> results) {
    for (Setup setup : Setup.values()) {
      int first = setup.ordinal() * seeds;
      runs.put(setup, results.subList(first, first + seeds));
    }
  }

  /** The runs of a setup, one for each seed. */
  List<Result> of(Setup setup) {
    return Objects.requireNonNull(runs.get(setup));
  }

  /** A quantity of every run of some setups. */
  List<Evidence> each(List<Setup> setups, ToDoubleFunction<Result> quantity) {
    return setups.stream()
        .map(setup ->
            new Evidence(
                setup.subject, setup.place, of(setup).stream().mapToDouble(quantity).toArray()))
        .toList();
  }

  /** A quantity of every run of some setups beside another's run with the same seed. */
  List<Evidence> beside(
      Setup other, List<Setup> setups, ToDoubleBiFunction<Result, Result> quantity) {
    return setups.stream()
        .map(setup -> {
          double[] values = new double[of(setup).size()];
          Arrays.setAll(
              values, seed -> quantity.applyAsDouble(of(setup).get(seed), of(other).get(seed)));
          return new Evidence(setup.subject, setup.place, values);
        })
        .toList();
  }
}
