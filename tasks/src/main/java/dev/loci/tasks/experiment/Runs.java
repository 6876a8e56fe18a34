package dev.loci.tasks.experiment;

import java.io.IOException;
import java.nio.file.Files;

/** Makes runs, from the beginning or from where they were cut off. */
public final class Runs {
  private Runs() {}

  /** Makes a run; nothing is written before settings and data are checked. */
  public static <S extends Record> Summary start(
      Experiment<S> experiment, S settings, RunFolder folder, Progress progress)
      throws IOException {
    Run run = experiment.prepare(settings, folder);
    folder.clear();
    folder.write(RunFolder.CONFIG, Settings.toJson(experiment.name(), settings));
    try {
      return complete(run, folder, progress);
    } catch (ArithmeticException e) {
      folder.clear(); // it diverged, and would again
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

  private static Summary complete(Run run, RunFolder folder, Progress progress) throws IOException {
    Summary summary = run.complete(progress);
    folder.write(RunFolder.SUMMARY, Json.MAPPER.writeValueAsString(summary) + "\n");
    Files.deleteIfExists(folder.file(RunFolder.CHECKPOINT));
    Files.deleteIfExists(folder.file(RunFolder.CHECKPOINT_BEFORE));
    return summary;
  }
}
