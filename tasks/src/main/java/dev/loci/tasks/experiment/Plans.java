package dev.loci.tasks.experiment;

/**
 * An experiment that tells beforehand what a run takes.
 *
 * @param <S> the record of its settings
 */
public interface Plans<S extends Record> extends Experiment<S> {
  /**
   * Plans a run, without making anything of the model's size.
   *
   * @throws IllegalArgumentException if the settings make no sense
   */
  Plan plan(S settings);
}
