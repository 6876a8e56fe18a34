package dev.loci.tasks.experiment.pathstar;

import dev.loci.tasks.experiment.Settings;
import dev.loci.tasks.graph.DataSet;
import dev.loci.tasks.report.Article;
import java.util.List;
import java.util.Map;

/** The page of a run. */
record PathStarReport(
    PathStarSettings settings,
    DataSet data,
    History history,
    PathGeometry geometry,
    PathStarSummary summary) {

  Article article(Map<String, String> provenance) {
    return new Article("Paths", "Summary", List.of(), Settings.texts(settings), provenance);
  }
}
