package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Conclusion;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.reproduce.Chapter;
import dev.loci.tasks.experiment.reproduce.Findings;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import dev.loci.tasks.experiment.reproduce.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * "Deep sequence models tend to memorize geometrically; it is unclear why" (arXiv 2510.26745): what
 * it says of small graphs and of paths over large stars, with several seeds.
 */
public final class GeometricMemory implements Reproduction<GeometrySettings> {
  @Override
  public String name() {
    return "geometric-memory";
  }

  @Override
  public String description() {
    return "the claims of \"Deep sequence models tend to memorize geometrically\": small graphs, and"
        + " paths in the weights";
  }

  @Override
  public GeometrySettings preset(Map<String, String> choices) {
    return GeometrySettings.PRESET;
  }

  @Override
  public List<Part<?>> parts(GeometrySettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    settings.chosen().forEach(topic -> parts.addAll(topic.parts()));
    return parts;
  }

  @Override
  public Conclusion conclude(GeometrySettings settings, List<Result> results) {
    Findings findings = new Findings(name(), chapters(settings, results));
    return new Conclusion(
        "Geometric memory",
        ("The claims of \"Deep sequence models tend to memorize geometrically; it is unclear"
                + " why\" (arXiv 2510.26745) beside %d runs of our own. %s Every run has a folder"
                + " of its own below runs.")
            .formatted(results.size(), findings.tally()),
        findings.sections(),
        findings.seeds(),
        findings);
  }

  /** Gives every topic its own runs. */
  private static List<Chapter> chapters(GeometrySettings settings, List<Result> results) {
    List<Chapter> chapters = new ArrayList<>();
    int from = 0;
    for (Topic topic : settings.chosen()) {
      int to = from + topic.parts().size();
      chapters.add(topic.conclude(results.subList(from, to)));
      from = to;
    }
    return chapters;
  }
}
