package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.util.List;

/** Which facts are learned with frozen embeddings, by MLPs of which widths. */
public record FrozenSettings(
    @Setting("quick, standard or full: decides the other settings by default") String size,
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("subjects, N") int subjects,
    @Setting("numbers of relations, ascending, such as 2,4,8") String relations,
    @Setting("widths of the embeddings, ascending, such as 16,32") String widths,
    @Setting("widths of the hidden layer, ascending, such as 32,64,128") String hiddens,
    @Setting("updates of a run at most; it ends when all is learned") int steps,
    @Setting("the same for runs that look for the hidden layer that is enough") int patientSteps) {

  public FrozenSettings {
    SettingChecks.oneOf("size", size, RecallSettings.SIZES);
    SettingChecks.repeats(repeats);
    SettingChecks.range("subjects", subjects, 2, 1_000_000);
    SettingChecks.ascending("relations", relations, 1, 10_000);
    SettingChecks.ascending("widths", widths, 2, 10_000);
    SettingChecks.ascending("hiddens", hiddens, 1, 1_000_000);
    SettingChecks.range("steps", steps, 1, 10_000_000);
    SettingChecks.range("patient_steps", patientSteps, 1, 10_000_000);
  }

  int[] seeds() {
    return Seeds.from(seed, repeats);
  }

  List<Integer> relationNumbers() {
    return SettingChecks.ascending("relations", relations, 1, 10_000);
  }

  List<Integer> widthNumbers() {
    return SettingChecks.ascending("widths", widths, 2, 10_000);
  }

  List<Integer> hiddenNumbers() {
    return SettingChecks.ascending("hiddens", hiddens, 1, 1_000_000);
  }
}
