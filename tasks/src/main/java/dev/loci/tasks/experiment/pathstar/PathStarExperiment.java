package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.OpensModel;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.TrainedModel;
import java.io.IOException;
import java.util.Map;

/** A model memorises the edges of a large star and finds paths that it has never seen. */
public final class PathStarExperiment implements OpensModel<PathStarSettings> {
  /** The experiment. */
  public static final PathStarExperiment PATH_STAR = new PathStarExperiment();

  private PathStarExperiment() {}

  @Override
  public String name() {
    return "path-star";
  }

  @Override
  public String description() {
    return "a model memorises the edges of a large star and finds unseen paths in its weights";
  }

  /** Degree, path length, model and kind of preset decide what the rest is by default. */
  @Override
  public PathStarSettings preset(Map<String, String> choices) {
    return PathStarPresets.of(choices);
  }

  @Override
  public Run prepare(PathStarSettings settings, RunFolder folder) {
    return new PathStarRun(name(), settings, folder);
  }

  @Override
  public TrainedModel open(PathStarSettings settings, RunFolder folder) throws IOException {
    return new PathStarRun(name(), settings, folder).open();
  }
}
