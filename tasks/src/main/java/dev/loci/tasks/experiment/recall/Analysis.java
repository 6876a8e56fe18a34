package dev.loci.tasks.experiment.recall;

import dev.loci.models.gpt.Gpt;
import dev.loci.tasks.report.Article;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is looked for in a model that has learned its facts. */
@FunctionalInterface
public interface Analysis {
  /**
   * A model after its last update. It may be changed: its weights have been written already.
   *
   * @param questions what it has learned
   */
  record Trained(RecallSettings settings, Questions questions, Gpt model) {}

  /**
   * What was found.
   *
   * @param figures by their names in {@code summary.json}
   * @param sections of the report
   */
  record Findings(Map<String, Double> figures, List<Article.Section> sections) {
    /** Nothing. */
    static final Findings NONE = new Findings(Map.of(), List.of());

    /** These and others after them. */
    Findings and(Findings others) {
      Map<String, Double> all = new LinkedHashMap<>(figures);
      all.putAll(others.figures);
      List<Article.Section> both = new ArrayList<>(sections);
      both.addAll(others.sections);
      return new Findings(all, both);
    }
  }

  /** Looks at a model. */
  Findings of(Trained trained);
}
