package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Provenance;
import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.reproduce.Finding;
import dev.loci.tasks.experiment.reproduce.Findings;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import dev.loci.tasks.experiment.reproduce.Verdict;
import dev.loci.tasks.report.Article;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * "Deep sequence models tend to memorize geometrically; it is unclear why" (arXiv 2510.26745): what
 * it says of small graphs, for every model, with several seeds.
 */
public final class GeometricMemory implements Reproduction<GeometrySettings> {
  /** The models whose curves belong to a claim. */
  static final Map<String, List<Subject>> CURVES =
      Map.of(
          "memorises", List.of(Subject.NODE2VEC, Subject.NETWORK),
          "early", List.of(Subject.TRANSFORMER),
          "mamba-early", List.of(Subject.MAMBA),
          "faster", List.of(Subject.WIDE_ASSOCIATIVE),
          "unstructured", List.of(Subject.ASSOCIATIVE),
          "identity", List.of(Subject.IDENTITY),
          "tying", List.of(Subject.UNTIED));

  @Override
  public String name() {
    return "geometric-memory";
  }

  @Override
  public String description() {
    return "the claims of \"Deep sequence models tend to memorize geometrically\" on small graphs";
  }

  @Override
  public GeometrySettings preset(Map<String, String> choices) {
    return GeometrySettings.PRESET;
  }

  @Override
  public List<Part<?>> parts(GeometrySettings settings) {
    List<Part<?>> parts = new ArrayList<>();
    for (Cell cell : cells(settings)) {
      for (int i = 0; i < settings.seedCount(); i++) {
        parts.add(cell.part(settings.seed() + i, settings.mostSteps()));
      }
    }
    return parts;
  }

  /** All recipes, in the order of their runs. */
  static List<Cell> cells(GeometrySettings settings) {
    List<Cell> cells = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      for (Subject.Variant variant : subject.variants) {
        settings.graphNames().forEach(graph -> cells.add(new Cell(subject, graph, variant)));
      }
    }
    return cells;
  }

  @Override
  public Summary conclude(GeometrySettings settings, List<Result> results, RunFolder folder)
      throws IOException {
    Measured measured = new Measured(settings, results);
    GeometryFigures figures = new GeometryFigures(measured, settings.seed());
    List<Finding> all =
        GeometryClaims.all().stream()
            .map(test ->
                new Finding(
                    test.claim(),
                    test.evidence().apply(measured),
                    Remarks.on(test.claim().name(), settings),
                    figures.curves(CURVES.getOrDefault(test.claim().name(), List.of()))))
            .toList();
    int[] seeds = Seeds.from(settings.seed(), settings.seedCount());
    Findings findings = new Findings(name(), seeds, all);
    List<Article.Section> sections = new ArrayList<>(findings.sections());
    measured.graphs().forEach(graph -> sections.add(figures.section(graph)));
    sections.add(figures.dynamics());
    sections.add(RecipeTable.section(measured));
    new Article(
            "Geometric memory on small graphs",
            ("The claims of \"Deep sequence models tend to memorize geometrically; it is unclear"
                    + " why\" (arXiv 2510.26745) beside %d runs of our own. Claims that hold: %d; that hold partly:"
                    + " %d; that do not hold here: %d. Every run has a folder of its own below runs.")
                .formatted(
                    results.size(),
                    findings.count(Verdict.HOLDS),
                    findings.count(Verdict.PARTLY),
                    findings.count(Verdict.DOES_NOT_HOLD)),
            sections,
            Settings.texts(settings),
            Provenance.write(folder, name(), seeds))
        .write(folder.path());
    return findings;
  }
}
