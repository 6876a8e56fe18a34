package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Study;
import java.util.List;

/** The studies of factual recall. */
public final class RecallStudies {
  /** All of them, in the order in which they are listed. */
  public static final List<Study<?>> ALL =
      List.of(
          new CapacityStudy(),
          new FrozenStudy(),
          new MultihopStudy(),
          new CompositionStudy(),
          ComparisonStudy.DISJOINT,
          ComparisonStudy.ATTENTION,
          new RegimeStudy());

  private RecallStudies() {}

  /** The study of a name. */
  public static Study<?> named(String name) {
    return ALL.stream().filter(study -> study.name().equals(name)).findFirst().orElseThrow();
  }
}
