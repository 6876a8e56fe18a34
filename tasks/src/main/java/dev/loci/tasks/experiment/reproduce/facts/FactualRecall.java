package dev.loci.tasks.experiment.reproduce.facts;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.reproduce.Chapter;
import dev.loci.tasks.experiment.reproduce.Finding;
import dev.loci.tasks.experiment.reproduce.Findings;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * "Geometric Factual Recall in Transformers" (arXiv 2605.12426): its theory built by hand and the
 * quick size of every experiment, with several seeds.
 */
public final class FactualRecall implements Reproduction<RecallPaperSettings> {
  @Override
  public String name() {
    return "factual-recall";
  }

  @Override
  public String description() {
    return "the claims of \"Geometric Factual Recall in Transformers\", with quick experiments";
  }

  @Override
  public RecallPaperSettings preset(Map<String, String> choices) {
    return RecallPaperSettings.PRESET;
  }

  @Override
  public List<Part<?>> parts(RecallPaperSettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (Source source : Source.values()) {
      for (int seed : settings.seeds()) {
        parts.add(source.part(seed, settings.mostSteps()));
      }
    }
    return parts;
  }

  @Override
  public Conclusion conclude(RecallPaperSettings settings, List<Result> results) {
    Figures figures = new Figures(settings.seeds(), results);
    List<Finding> all =
        RecallClaims.all().stream()
            .map(test -> test.find(figures, Remarks.on(test.claim().name(), settings), List.of()))
            .toList();
    Chapter only = new Chapter("", settings.seeds(), all, List.of());
    Findings findings = new Findings(name(), List.of(only));
    return new Conclusion(
        "Geometric factual recall",
        ("The claims of \"Geometric Factual Recall in Transformers\" (arXiv 2605.12426) beside"
                + " our own figures. The paper's own numbers are not known to us, so thresholds"
                + " come from derivations, calibration and chance. %s Every experiment has a report"
                + " of its own below runs.")
            .formatted(findings.tally()),
        findings.sections(),
        settings.seeds(),
        findings);
  }
}
