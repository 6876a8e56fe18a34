package dev.loci.tasks.experiment.reproduce;

import dev.loci.tasks.report.Figure;
import java.util.List;
import java.util.function.Function;

/**
 * A claim, and how its evidence is taken from what was measured.
 *
 * @param <M> what the runs have measured
 */
public record ClaimTest<M>(Claim claim, Function<M, List<Evidence>> evidence) {
  /** A claim as in {@link Claim}, and how it is judged. */
  public static <M> ClaimTest<M> of(
      String name,
      String statement,
      String source,
      String quantity,
      String shortly,
      Threshold threshold,
      String reason,
      Function<M, List<Evidence>> evidence) {
    return new ClaimTest<>(
        new Claim(name, statement, source, quantity, shortly, threshold, reason), evidence);
  }

  /**
   * Puts the claim to the test.
   *
   * @param remark as in {@link Finding}
   * @param figures likewise
   */
  public Finding find(M measured, String remark, List<Figure> figures) {
    return new Finding(claim, evidence.apply(measured), remark, figures);
  }
}
