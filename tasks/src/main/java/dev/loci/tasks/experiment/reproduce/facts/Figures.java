package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.reproduce.Evidence;
import dev.loci.tasks.recall.theory.Scheme;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** What the runs have measured, for each seed. */
final class Figures {
  private final int[] seeds;
  private final Map<String, Result> results = new HashMap<>();
  private final Map<String, Double> built = new HashMap<>();

  Figures(int[] seeds, List<Result> results) {
    this.seeds = seeds;
    results.forEach(result -> this.results.put(result.name(), result));
  }

  /** A number of each seed's summary; NaN where it has none. */
  Evidence of(Source source, String subject, String place, String key) {
    return evidence(subject, place, seed -> number(source, seed, key));
  }

  /** One number less another. */
  Evidence difference(Source source, String subject, String place, String more, String less) {
    return evidence(
        subject, place, seed -> number(source, seed, more) - number(source, seed, less));
  }

  private Evidence evidence(String subject, String place, IntToDoubleFunction bySeed) {
    return new Evidence(
        subject, place, Arrays.stream(seeds).mapToDouble(bySeed::applyAsDouble).toArray());
  }

  private double number(Source source, int seed, String key) {
    Result result = results.get(source.run(seed));
    return result == null ? Double.NaN : result.summary().path(key).asDouble(Double.NaN);
  }

  /** The share of facts that a construction recalls: its own, or others by a new embedding. */
  Evidence construction(Scheme scheme, boolean swapped) {
    return evidence(
        scheme.word(),
        swapped ? "new facts" : "facts",
        seed ->
            built.computeIfAbsent(
                scheme + " " + seed + " " + swapped,
                unused -> Built.accuracy(scheme, seed, swapped)));
  }
}
