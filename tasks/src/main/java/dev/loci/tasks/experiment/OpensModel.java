package dev.loci.tasks.experiment;

import java.io.IOException;

/**
 * An experiment whose runs leave a sequence model that can be evaluated and asked again.
 *
 * @param <S> the record of its settings
 */
public interface OpensModel<S extends Record> extends Experiment<S> {
  /**
   * Opens the model that a complete run has left in {@link RunFolder#MODEL}.
   *
   * @param settings that the run was made with
   * @throws IllegalArgumentException if data or weights do not fit the settings
   * @throws IOException if the weights can't be read
   */
  TrainedModel open(S settings, RunFolder folder) throws IOException;
}
