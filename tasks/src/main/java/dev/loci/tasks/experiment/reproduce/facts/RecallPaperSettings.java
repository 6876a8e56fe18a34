package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;

/** With which seeds the paper on factual recall is reproduced. */
public record RecallPaperSettings(
    @Setting("the first seed") int seed,
    @Setting("seeds in a row, each for every experiment") int seedCount,
    @Setting("updates that no run exceeds; 0 for those of the experiments") int mostSteps) {
  /** The calibration runs had seed 7, which is not among these. */
  static final RecallPaperSettings PRESET = new RecallPaperSettings(1, 3, 0);

  public RecallPaperSettings {
    SettingChecks.range("seed", seed, 0, 1_000_000);
    SettingChecks.range("seed_count", seedCount, 1, 20);
    SettingChecks.notNegative("most_steps", mostSteps);
  }

  int[] seeds() {
    return Seeds.from(seed, seedCount);
  }
}
