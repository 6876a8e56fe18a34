package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.recall.RecallSettings;
import java.util.List;

/** Which questions of several hops are learned by models of which depths and widths. */
public record HopSettings(
    @Setting("quick, standard or full: decides the other settings by default") String size,
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("subjects, N") int subjects,
    @Setting("relations, R") int relations,
    @Setting("hops of a question, ascending, such as 1,2,3") String hops,
    @Setting("layers without a chain of thought, ascending, 4 at most") String layers,
    @Setting("widths of the embeddings, ascending, such as 8,16,32") String widths,
    @Setting("updates of a run at most") int steps) {

  public HopSettings {
    SettingChecks.oneOf("size", size, RecallSettings.SIZES);
    SettingChecks.repeats(repeats);
    SettingChecks.range("subjects", subjects, 2, 1_000_000);
    SettingChecks.range("relations", relations, 1, 10_000);
    SettingChecks.ascending("hops", hops, 1, 1000);
    SettingChecks.ascending("layers", layers, 1, HopModels.MOST_LAYERS);
    SettingChecks.ascending("widths", widths, 2, 10_000);
    SettingChecks.range("steps", steps, 1, 10_000_000);
  }

  int[] seeds() {
    return Seeds.from(seed, repeats);
  }

  List<Integer> hopNumbers() {
    return SettingChecks.ascending("hops", hops, 1, 1000);
  }

  List<Integer> layerNumbers() {
    return SettingChecks.ascending("layers", layers, 1, HopModels.MOST_LAYERS);
  }

  List<Integer> widthNumbers() {
    return SettingChecks.ascending("widths", widths, 2, 10_000);
  }
}
