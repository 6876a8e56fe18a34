package dev.loci.tasks.experiment.reproduce.geometry;

import static dev.loci.tasks.experiment.SettingChecks.notNegative;
import static dev.loci.tasks.experiment.SettingChecks.subset;

import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;

/** What is reproduced of the paper on geometric memory, and with which seeds. */
public record GeometrySettings(
    @Setting("the first seed") int seed,
    @Setting("seeds in a row, each for every model and graph") int seedCount,
    @Setting("graphs, of star, grid, cycle and irregular") String graphs,
    @Setting("updates that no run exceeds; 0 for those of the recipes") int mostSteps) {

  /** Everything; seed 7, with which the recipes were found, is not among the seeds. */
  public static final GeometrySettings PRESET =
      new GeometrySettings(1, 5, String.join(",", TinySettings.GRAPHS), 0);

  public GeometrySettings {
    if (seed < 0 || seedCount < 1 || seedCount > 20) {
      throw new IllegalArgumentException(
          "settings: %d seeds from %d on, expected 1 to 20 from 0 or more"
              .formatted(seedCount, seed));
    }
    notNegative("most_steps", mostSteps);
    subset("graphs", Text.items(graphs), TinySettings.GRAPHS);
  }

  List<String> graphNames() {
    return Text.items(graphs);
  }
}
