package dev.loci.tasks.experiment;

import java.io.IOException;
import java.util.List;

/**
 * An experiment that is made of runs of others, each in a folder of its own below this one's.
 *
 * @param <S> the record of its settings
 */
public interface Study<S extends Record> extends Experiment<S> {
  /** The runs, in the order in which they are begun. */
  List<Part<?>> parts(S settings);

  /** Looks at all results together. */
  Conclusion conclude(S settings, List<Result> results) throws IOException;

  @Override
  default Run prepare(S settings, RunFolder folder) {
    List<Part<?>> parts = parts(settings);
    StudyRun.check(parts, folder);
    return progress ->
        conclude(settings, new StudyRun(parts, folder, progress).complete())
            .write(name(), settings, folder);
  }

  /**
   * One run of a study.
   *
   * @param name names its folder
   */
  record Part<P extends Record>(String name, Experiment<P> experiment, P settings) {}
}
