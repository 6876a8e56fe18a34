package dev.loci.tasks.experiment.reproduce;

import dev.loci.tasks.report.Figure;
import java.util.List;

/**
 * A claim beside what was measured.
 *
 * @param remark what was noticed after the runs and changes no verdict; empty for nothing
 * @param figures that show it, besides the bars of the values themselves
 */
public record Finding(Claim claim, List<Evidence> evidence, String remark, List<Figure> figures) {
  public Finding {
    evidence = List.copyOf(evidence);
    figures = List.copyOf(figures);
  }

  public Verdict verdict() {
    return Verdict.of(claim.threshold(), evidence);
  }

  /** How many cases meet the threshold. */
  public long met() {
    return evidence.stream().filter(each -> each.meets(claim.threshold())).count();
  }
}
