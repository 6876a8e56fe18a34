package dev.loci.tasks.experiment.reproduce.geometry;

import static dev.loci.tasks.experiment.SettingChecks.notNegative;
import static dev.loci.tasks.experiment.SettingChecks.range;
import static dev.loci.tasks.experiment.SettingChecks.subset;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.reproduce.Topic;
import dev.loci.tasks.experiment.reproduce.paths.PathsInWeights;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;

/** What is reproduced of the paper on geometric memory, and with which seeds. */
public record GeometrySettings(
    @Setting("what is put to the test, of small (graphs) and paths (in the weights)") String topics,
    @Setting("the first seed") int seed,
    @Setting("seeds in a row, each for every model and small graph") int seedCount,
    @Setting("seeds in a row, each for every run on paths") int pathSeedCount,
    @Setting("small graphs, of star, grid, cycle and irregular") String graphs,
    @Setting("updates, of stars epochs, that no run exceeds; 0 for those of the recipes")
        int mostSteps) {
  private static final String SMALL = "small";
  private static final String PATHS = "paths";

  /** Everything; seed 7, with which the recipes were found, is not among the seeds. */
  public static final GeometrySettings PRESET =
      new GeometrySettings(SMALL + "," + PATHS, 1, 5, 3, String.join(",", TinySettings.GRAPHS), 0);

  public GeometrySettings {
    subset("topics", Text.items(topics), List.of(SMALL, PATHS));
    range("seed", seed, 0, 1_000_000);
    range("seed_count", seedCount, 1, 20);
    range("path_seed_count", pathSeedCount, 1, 20);
    notNegative("most_steps", mostSteps);
    subset("graphs", Text.items(graphs), TinySettings.GRAPHS);
  }

  List<Topic> chosen() {
    return Text.items(topics).stream().map(this::topic).toList();
  }

  private Topic topic(String name) {
    return name.equals(SMALL)
        ? new SmallGraphs(this)
        : new PathsInWeights(Seeds.from(seed, pathSeedCount), mostSteps);
  }

  /** The seeds for small graphs. */
  int[] seeds() {
    return Seeds.from(seed, seedCount);
  }

  /** Whether small graphs are put to the test as in the preset. */
  boolean haveSmallGraphsOfPreset() {
    return new GeometrySettings(
            PRESET.topics, seed, seedCount, PRESET.pathSeedCount, graphs, mostSteps)
        .equals(PRESET);
  }

  List<String> graphNames() {
    return Text.items(graphs);
  }
}
