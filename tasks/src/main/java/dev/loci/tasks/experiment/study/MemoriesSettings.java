package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.tiny.TinySettings;
import java.util.List;

/** How the two kinds of memory are compared. */
public record MemoriesSettings(
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("graphs, such as star,cycle") String graphs,
    @Setting("fewer graphs, widths and updates") boolean quick,
    @Setting("widths at which embeddings may be too narrow, ascending") String widths,
    @Setting("updates of the narrow networks") int widthSteps,
    @Setting("the highest learning rate of narrow networks whose embeddings learn")
        double trainedRate,
    @Setting("the highest learning rate of narrow networks whose embeddings are frozen")
        double frozenRate,
    @Setting("updates of the models whose memories are timed, at most") int speedSteps,
    @Setting("updates of Node2Vec's long training") int longSteps) {

  public MemoriesSettings {
    SettingChecks.repeats(repeats);
    SettingChecks.subset("graphs", Text.items(graphs), TinySettings.GRAPHS);
    if (longSteps < 10 || speedSteps < 1 || widthSteps < 1) {
      throw new IllegalArgumentException(
          "settings: %d, %d and %d updates; 10 at least are needed for the long training, 1 for others"
              .formatted(longSteps, speedSteps, widthSteps));
    }
    SettingChecks.ascending("widths", widths, 1, 10_000);
  }

  List<String> graphNames() {
    return Text.items(graphs);
  }

  List<Integer> widthNumbers() {
    return SettingChecks.ascending("widths", widths, 1, 10_000);
  }

  /** The seeds of all repeats. */
  int[] seeds() {
    return Seeds.from(seed, repeats);
  }
}
