package dev.loci.tasks.experiment.pathstar.ablation;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.pathstar.PathStarExperiment;
import dev.loci.tasks.experiment.pathstar.PathStarSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the ablation of path-star is made. */
public record StarAblationSettings(
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("arms of the star, d") int degree,
    @Setting("nodes in a path, the root included") int pathLength,
    @Setting("passes over paths and edges; 0 for path-star's own number") int epochs,
    @Setting(
            "\"all\", or some of positions,embeddings,matrices,learning-rate,batches,dropout,decay,"
                + "depth,width,paper")
        String factors) {
  static final String ALL = "all";

  public StarAblationSettings {
    SettingChecks.repeats(repeats);
    SettingChecks.range("epochs", epochs, 0, 10_000_000);
    chosen(factors);
  }

  private static List<StarFactor> chosen(String names) {
    return names.equals(ALL)
        ? List.of(StarFactor.values())
        : Text.items(names).stream().map(StarFactor::named).distinct().toList();
  }

  List<StarFactor> chosen() {
    return chosen(factors);
  }

  /** The seeds of all repeats. */
  int[] seeds() {
    return Seeds.from(seed, repeats);
  }

  /** What is changed in one place at a time: the settings of path-star for this size. */
  PathStarSettings base() {
    Map<String, String> size = new LinkedHashMap<>();
    size.put("degree", Integer.toString(degree));
    size.put("path_length", Integer.toString(pathLength));
    PathStarSettings preset = PathStarExperiment.PATH_STAR.preset(size);
    if (epochs > 0) {
      size.put("epochs", Integer.toString(epochs));
    }
    return Settings.with(preset, size);
  }

  /** Every chosen factor's levels with every seed; equal settings are one run. */
  Map<PathStarSettings, String> runs() {
    Map<PathStarSettings, String> runs = new LinkedHashMap<>();
    for (StarFactor factor : chosen()) {
      for (String level : factor.levels()) {
        for (int each : seeds()) {
          runs.putIfAbsent(
              run(factor, level, each), "%s-%s-seed-%d".formatted(factor.id(), level, each));
        }
      }
    }
    return runs;
  }

  /** The settings of a run. */
  PathStarSettings run(StarFactor factor, String level, int seed) {
    return Settings.with(factor.at(base(), level), Map.of("seed", Integer.toString(seed)));
  }
}
