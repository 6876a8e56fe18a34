package dev.loci.tasks.experiment;

import dev.loci.train.DivergedException;
import java.io.IOException;

/** A run that is ready to be made. */
@FunctionalInterface
public interface Run {
  /**
   * Begins, or goes on from the folder's checkpoint to the same end, and writes everything but the
   * summary.
   *
   * @throws DivergedException if the training diverges
   */
  Summary complete(Progress progress) throws IOException;
}
