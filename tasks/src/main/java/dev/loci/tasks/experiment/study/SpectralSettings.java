package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What {@link SpectralStudy} looks at. */
public record SpectralSettings(
    @Setting("all, or one of star, grid, cycle and irregular") String graph,
    @Setting("the first seed of every setting") int seed,
    @Setting("how many seeds") int repeats,
    @Setting("whether a small network stands in for the reference's widest") boolean quick,
    @Setting("no run takes more updates; 0 for every recipe's own") int steps,
    @Setting("what to vary: learning-rate, self-edges, weight-tying, depth, all or none")
        String factors) {

  public SpectralSettings {
    SettingChecks.oneOf("graph", graph, TinySettings.GRAPHS, "all");
    SettingChecks.repeats(repeats);
    SettingChecks.notNegative("steps", steps);
    factors(factors);
  }

  List<String> graphs() {
    return graph.equals("all") ? TinySettings.GRAPHS : List.of(graph);
  }

  /** The graph on which settings are varied: the grid, unless one graph is chosen. */
  String sweptGraph() {
    return graph.equals("all") ? "grid" : graph;
  }

  int[] seeds() {
    return Seeds.from(seed, repeats);
  }

  Set<Factor> varied() {
    return factors(factors);
  }

  private static Set<Factor> factors(String text) {
    Set<Factor> factors = new LinkedHashSet<>();
    if (text.equals("none")) {
      return factors;
    }
    if (text.equals("all")) {
      return new LinkedHashSet<>(Arrays.asList(Factor.values()));
    }
    for (String name : text.split(",", -1)) {
      factors.add(Factor.named(name.strip()));
    }
    return factors;
  }
}
