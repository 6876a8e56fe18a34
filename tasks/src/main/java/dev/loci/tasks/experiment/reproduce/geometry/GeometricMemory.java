package dev.loci.tasks.experiment.reproduce.geometry;

import dev.loci.tasks.experiment.Result;
import dev.loci.tasks.experiment.RunFolder;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.reproduce.Reproduction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * "Deep sequence models tend to memorize geometrically; it is unclear why" (arXiv 2510.26745): what
 * it says of small graphs, for every model, with several seeds.
 */
public final class GeometricMemory implements Reproduction<GeometrySettings> {
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
    throw new UnsupportedOperationException();
  }
}
