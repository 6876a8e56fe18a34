package dev.loci.tasks.experiment.reproduce.facts;

import java.util.Set;

/** What was noticed once the runs of the preset's seeds had been made; no verdict depends on it. */
final class Remarks {
  private static final Set<String> GEOMETRY =
      Set.of("superposition", "readout", "efficacy", "specificity", "swap");

  private Remarks() {}

  /** The remark on a claim, empty for none or for other settings than those it was made on. */
  static String on(String claim, RecallPaperSettings settings) {
    return settings.equals(RecallPaperSettings.PRESET) && GEOMETRY.contains(claim)
        ? "the first runs, of 512 subjects with the plain recipe, missed the threshold (seeds 1 to"
            + " 3: .70 to .82 of new facts). The recipe was changed and the larger sizes were added"
            + " then, the thresholds were not. Plain models fail where subjects disagree on which"
            + " relation's matrix is whose: 100, 62 and 69 % of them agree."
        : "";
  }
}
