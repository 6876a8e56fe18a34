package dev.loci.tasks.experiment;

/** Learns how far a run is. */
@FunctionalInterface
public interface Progress {
  /** Does nothing. */
  Progress SILENT = (done, total, message) -> {};

  /**
   * Some of the work is done.
   *
   * @param message what there is to say, in a few words
   */
  void at(long done, long total, String message);
}
