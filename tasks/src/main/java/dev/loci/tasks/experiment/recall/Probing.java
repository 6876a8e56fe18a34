package dev.loci.tasks.experiment.recall;

import dev.loci.tasks.report.Band;
import dev.loci.tensor.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the analyses have in common. */
final class Probing {
  private Probing() {}

  /** Refuses settings of models that can't be probed, before they are trained. */
  static void require(RecallSettings settings) {
    if (settings.hops() > 1 || settings.answers() > 0 || settings.layers() > 1) {
      throw new IllegalArgumentException(
          "settings: superpositions are looked for in one layer with questions of one hop and"
              + " shared answers, not in %d layers with %d hops and %d answers"
                  .formatted(settings.layers(), settings.hops(), settings.answers()));
    }
  }

  /** Refuses questions that leave facts out: all are taken as learned. */
  static void require(Questions questions) {
    long all = (long) questions.facts().subjects() * questions.facts().relations();
    long learned = questions.learned().stream().distinct().count();
    if (learned < all) {
      throw new IllegalArgumentException(
          "settings: superpositions are looked for where all facts are learned, and of %d there are"
                  .formatted(all)
              + " questions about "
              + learned);
    }
  }

  static RandomStream random(Analysis.Trained trained) {
    return RandomStream.of(trained.settings().seed()).split("probes");
  }

  /** Numbers as names of categories. */
  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** One bar for each value. */
  static Band bars(String name, double... values) {
    return Band.ofRange(name, new double[][] {values});
  }

  static double[] same(int count, double value) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }
}
