package dev.loci.tasks.experiment.reproduce;

import dev.loci.tasks.report.Article;
import java.util.List;

/**
 * What was found on one topic.
 *
 * @param title the topic; empty if a paper has but one
 * @param seeds with which all its findings were measured
 * @param more sections of the report after those of the findings
 */
public record Chapter(
    String title, int[] seeds, List<Finding> findings, List<Article.Section> more) {
  public Chapter {
    findings = List.copyOf(findings);
    more = List.copyOf(more);
  }
}
