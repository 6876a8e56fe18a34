package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.Study;
import dev.loci.tasks.experiment.reproduce.Chapter;
import dev.loci.tasks.experiment.reproduce.Finding;
import dev.loci.tasks.experiment.reproduce.Topic;
import dev.loci.tasks.report.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the paper says of small graphs, for every model. */
final class SmallGraphs implements Topic {
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

  private final GeometrySettings settings;

  SmallGraphs(GeometrySettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Study.Part<?>> parts() {
    List<Study.Part<?>> parts = new ArrayList<>();
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
  public Chapter conclude(List<Result> results) {
    Measured measured = new Measured(settings, results);
    GeometryFigures figures = new GeometryFigures(measured, settings.seed());
    List<Finding> findings =
        GeometryClaims.all().stream()
            .map(test -> {
              String claim = test.claim().name();
              return test.find(
                  measured,
                  Remarks.on(claim, settings),
                  figures.curves(CURVES.getOrDefault(claim, List.of())));
            })
            .toList();
    List<Article.Section> more = new ArrayList<>();
    measured.graphs().forEach(graph -> more.add(figures.section(graph)));
    more.add(figures.dynamics());
    more.add(RecipeTable.section(measured));
    return new Chapter("small graphs", settings.seeds(), findings, more);
  }
}
