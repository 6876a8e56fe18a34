package dev.loci.tasks.experiment.reproduce;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import java.util.List;

/** What a paper says of one thing: its own runs, and what they say of its claims. */
public interface Topic {
  /** The runs, in the order in which they are begun. */
  List<Study.Part<?>> parts();

  /**
   * Looks at the runs.
   *
   * @param results in the order of {@link #parts}
   */
  Chapter conclude(List<Result> results);
}
