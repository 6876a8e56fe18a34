package dev.loci.tasks.experiment.recall.study;

import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.experiment.recall.RecallSettings;
import dev.loci.tasks.recall.theory.Capacity;
import java.util.List;

/** What weights could hold beside what there is to hold. */
final class Bits {
  /**
   * What trained weights are found to hold at most, in bits for each (Allen-Zhu and Li, 2024, and
   * the calibration runs of this study).
   */
  static final double EACH = 2;

  static final String EXPLANATION =
      "Trained weights hold about 2 bits each at most, so that where they make up less than the information of the facts, R log2 N!, learning should fail.";

  static final List<String> HEADER =
      List.of("Model", "At", "Trained weights", "Bits they may hold", "Bits of facts", "Accuracy");

  private Bits() {}

  static double facts(RecallSettings settings) {
    return Capacity.information(settings.subjects(), settings.relations());
  }

  /** A row of a table of {@link #HEADER}. */
  static List<String> row(Measured measured, Sweep sweep, int x, String at) {
    RecallSettings settings = sweep.settings(x, sweep.seeds()[0]);
    double weights = measured.number(sweep, x, sweep.seeds()[0], "trained_parameters");
    return List.of(
        sweep.title(),
        at,
        Text.number(weights, 0),
        Text.number(EACH * weights, 0),
        Text.number(facts(settings), 0),
        Statistics.of(measured.at(sweep, x, Measured.ACCURACY)).toText(3));
  }
}
