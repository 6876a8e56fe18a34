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
        ? "the size of 512 subjects was run first and missed the threshold, which calibration with"
            + " one seed had set too high for it. The larger size was added then, with the same"
            + " threshold."
        : "";
  }
}
