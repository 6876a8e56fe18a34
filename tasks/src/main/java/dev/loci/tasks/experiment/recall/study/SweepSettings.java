package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.util.List;

/** Which facts are learned by models of which widths. */
public record SweepSettings(
    @Setting("quick, standard or full: decides the other settings by default") String size,
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("numbers of subjects, ascending, such as 64,256") String subjects,
    @Setting("numbers of relations, ascending, such as 2,4,8") String relations,
    @Setting("widths of the embeddings, ascending, such as 8,16,24") String widths,
    @Setting("updates of a run at most; it ends when all is learned") int steps) {

  public SweepSettings {
    SettingChecks.oneOf("size", size, RecallSettings.SIZES);
    SettingChecks.repeats(repeats);
    SettingChecks.ascending("subjects", subjects, 2, 1_000_000);
    SettingChecks.ascending("relations", relations, 1, 10_000);
    SettingChecks.ascending("widths", widths, 2, 10_000);
    SettingChecks.range("steps", steps, 1, 10_000_000);
  }

  int[] seeds() {
    return Seeds.from(seed, repeats);
  }

  List<Integer> subjectNumbers() {
    return SettingChecks.ascending("subjects", subjects, 2, 1_000_000);
  }

  List<Integer> relationNumbers() {
    return SettingChecks.ascending("relations", relations, 1, 10_000);
  }

  List<Integer> widthNumbers() {
    return SettingChecks.ascending("widths", widths, 2, 10_000);
  }
}
