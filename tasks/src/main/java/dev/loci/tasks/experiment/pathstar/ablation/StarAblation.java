package dev.loci.tasks.experiment.pathstar.ablation;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.pathstar.PathStarExperiment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of path-star's settings make unseen paths be found. */
public final class StarAblation implements Study<StarAblationSettings> {
  @Override
  public String name() {
    return "path-star-ablation";
  }

  @Override
  public String description() {
    return "scales, rate, batches, dropout, depth, width: what makes unseen paths be found";
  }

  @Override
  public StarAblationSettings preset(Map<String, String> choices) {
    return new StarAblationSettings(1, 3, 200, 5, 0, StarAblationSettings.ALL);
  }

  @Override
  public List<Part<?>> parts(StarAblationSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    settings
        .runs()
        .forEach((run, name) -> parts.add(new Part<>(name, PathStarExperiment.PATH_STAR, run)));
    return parts;
  }

  @Override
  public Conclusion conclude(StarAblationSettings settings, List<Result> results) {
    Map<Record, Result> bySettings = new HashMap<>();
    results.forEach(result -> bySettings.put(result.settings(), result));
    return new StarAblationReport(name(), settings, bySettings).conclude();
  }
}
