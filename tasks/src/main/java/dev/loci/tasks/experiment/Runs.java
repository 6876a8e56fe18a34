package dev.loci.tasks.experiment;

import dev.loci.train.DivergedException;
import java.io.IOException;
import java.nio.file.Files;

/** Makes runs, from the beginning or from where they were cut off. */
public final class Runs {
  private Runs() {}

  /**
   * Makes a run; nothing is written before settings and data are checked.
   *
   * @throws DivergedException if a training diverges; the folder is empty then, unless something is
   *     trained already
   */
  public static <S extends Record> Summary start(
      Experiment<S> experiment, S settings, RunFolder folder, Progress progress)
      throws IOException {
    Run run = experiment.prepare(settings, folder);
    folder.clear();
    folder.write(RunFolder.CONFIG, Settings.toJson(experiment.name(), settings));
    try {
      return complete(run, folder, progress);
    } catch (DivergedException e) {
      if (!folder.has(RunFolder.MODEL) && !folder.has(RunFolder.RUNS)) {
        folder.clear(); // it would diverge again
      }
      throw e;
    }
  }

  /** Goes on with a run that was cut off, to the same end as if it had not been. */
  public static <S extends Record> Summary resume(
      Experiment<S> experiment, RunFolder folder, Progress progress) throws IOException {
    Run run = experiment.prepare(settings(experiment, folder), folder);
    folder.clearPartial();
    return complete(run, folder, progress);
  }

  /** The settings that a folder's run was begun with. */
  public static <S extends Record> S settings(Experiment<S> experiment, RunFolder folder) {
    return folder.parse(
        RunFolder.CONFIG, text -> Settings.parse(experiment.name(), experiment.preset(), text));
  }

  /**
   * Opens the model of the run that a folder holds.
   *
   * @throws IllegalArgumentException if it is a study, a run that leaves no model, or one that has
   *     not come to its end
   */
  public static TrainedModel open(RunFolder folder) throws IOException {
    String name = folder.parse(RunFolder.CONFIG, Settings::experiment);
    Experiment<?> experiment = folder.parse(RunFolder.CONFIG, text -> Experiments.named(name));
    if (experiment instanceof Study<?>) {
      throw new IllegalArgumentException(
          "%s holds a study of several runs; choose one of those in %s"
              .formatted(folder.path(), folder.file(RunFolder.RUNS)));
    }
    if (!(experiment instanceof OpensModel<?> opens)) {
      throw new IllegalArgumentException(
          "%s holds a run of %s, which leaves no sequence model".formatted(folder.path(), name));
    }
    if (!folder.has(RunFolder.MODEL)) {
      throw new IllegalArgumentException(
          "%s holds a run that is not complete: there is no %s"
              .formatted(folder.path(), RunFolder.MODEL));
    }
    return open(opens, folder);
  }

  private static <S extends Record> TrainedModel open(OpensModel<S> experiment, RunFolder folder)
      throws IOException {
    return experiment.open(settings(experiment, folder), folder);
  }

  private static Summary complete(Run run, RunFolder folder, Progress progress) throws IOException {
    Summary summary = run.complete(progress);
    folder.write(RunFolder.SUMMARY, Json.MAPPER.writeValueAsString(summary) + "\n");
    Files.deleteIfExists(folder.file(RunFolder.CHECKPOINT));
    Files.deleteIfExists(folder.file(RunFolder.CHECKPOINT_BEFORE));
    return summary;
  }
}
