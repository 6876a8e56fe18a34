package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.OpensModel;
import dev.loci.tasks.experiment.Plan;
import dev.loci.tasks.experiment.Plans;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Run;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.TrainedModel;
import dev.loci.tasks.report.Article;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model memorises the edges of a graph and finds paths that it has never seen: on a large star,
 * and in settings that make it harder or another graph.
 */
public final class PathStarExperiment
    implements OpensModel<PathStarSettings>, Plans<PathStarSettings> {
  public static final PathStarExperiment PATH_STAR =
      new PathStarExperiment(
          "path-star",
          "a model memorises the edges of a large star and finds unseen paths in its weights",
          Map.of());

  /** Mixed with the edges, or after them by a recipe that is staged. */
  public static final PathStarExperiment HARDEST_TOKEN =
      new PathStarExperiment(
          "hardest-token",
          "a model that is only ever asked for the first hop finds it for unseen leaves",
          Map.of("recipe", "mixed_hardest_token"));

  public static final PathStarExperiment TREE_STAR =
      new PathStarExperiment(
          "tree-star",
          "the arms of the star are trees; single paths or whole subtrees are held out",
          Map.of("subtree_degree", "2", "path_length", "4"));

  public static final PathStarExperiment GRID_PATHS =
      new PathStarExperiment(
          "grid-paths",
          "a model memorises the edges of a grid and goes from one node to another",
          Map.of(
              "graph", PathStarSettings.GRID,
              "start_node", "true",
              "path_batch", "50",
              "epochs", "150"));

  /** All of them. */
  public static final List<PathStarExperiment> ALL =
      List.of(PATH_STAR, HARDEST_TOKEN, TREE_STAR, GRID_PATHS);

  private final String name;
  private final String description;
  private final Map<String, String> own;
  private final boolean withPage;

  private PathStarExperiment(String name, String description, Map<String, String> own) {
    this(name, description, own, true);
  }

  private PathStarExperiment(
      String name, String description, Map<String, String> own, boolean withPage) {
    this.name = name;
    this.description = description;
    this.own = own;
    this.withPage = withPage;
  }

  /** The same runs without figures and page of their own, for a study of many. */
  public PathStarExperiment withoutPage() {
    return new PathStarExperiment(name, description, own, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  /** Degree, path length, model and kind of preset decide what the rest is by default. */
  @Override
  public PathStarSettings preset(Map<String, String> choices) {
    Map<String, String> all = new LinkedHashMap<>(own);
    all.putAll(choices);
    return Settings.with(PathStarPresets.of(all), own);
  }

  @Override
  public List<Article.Section> acrossSeeds(List<Result> results) {
    return new LearningCurves(results.stream().map(Result::metrics).toList()).sections();
  }

  @Override
  public Run prepare(PathStarSettings settings, RunFolder folder) {
    return new PathStarRun(name, settings, folder, withPage);
  }

  @Override
  public Plan plan(PathStarSettings settings) {
    return new PathStarPlan(settings).plan();
  }

  @Override
  public TrainedModel open(PathStarSettings settings, RunFolder folder) throws IOException {
    return new PathStarRun(name, settings, folder, withPage).open();
  }
}
