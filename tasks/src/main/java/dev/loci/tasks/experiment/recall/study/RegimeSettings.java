package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.util.List;

/** In which regimes the geometry of facts is looked at. */
public record RegimeSettings(
    @Setting("quick, standard or full: decides the other settings by default") String size,
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("subjects, N") int subjects,
    @Setting("relations, R") int relations,
    @Setting("width of the embeddings, d") int width,
    @Setting("width of the hidden layer") int hidden,
    @Setting("ranks of a frozen output matrix, ascending, such as 8,16,32") String ranks,
    @Setting("updates of a run") int steps) {

  public RegimeSettings {
    SettingChecks.oneOf("size", size, RecallSettings.SIZES);
    SettingChecks.repeats(repeats);
    SettingChecks.range("subjects", subjects, 2, 1_000_000);
    SettingChecks.range("relations", relations, 2, 10_000);
    SettingChecks.range("width", width, 2, 10_000);
    SettingChecks.range("hidden", hidden, 1, 1_000_000);
    SettingChecks.range("steps", steps, 1, 10_000_000);
    SettingChecks.ascending("ranks", ranks, 1, width);
  }

  int[] seeds() {
    return Seeds.from(seed, repeats);
  }

  List<Integer> rankNumbers() {
    return SettingChecks.ascending("ranks", ranks, 1, width);
  }
}
